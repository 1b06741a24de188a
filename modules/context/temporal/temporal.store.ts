// The SQL of values over time.
import { type RawBuilder, sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';
import type { Instance } from '../entities/entity.ts';
import { LIMITS } from '../limits.ts';
import type { EntityQuery } from '../query/query.ts';
import { scopesInSql } from '../query/scope-query.ts';
import { typesInSql } from '../query/type-selection.ts';
import type { Tables } from '../tables.ts';
import { Problem } from '../wire/problem.ts';
import type { TemporalQuery, TimeProperty } from './temporal-query.ts';

export interface TemporalEntity {
  readonly id: string;
  readonly types: readonly string[];
  readonly scopes: readonly string[];
  readonly created_at: Date;
  readonly modified_at: Date;
}

/** A value with its moments. */
export interface KeptInstance {
  readonly entity_id: string;
  readonly attr: string;
  readonly instance_id: string;
  readonly dataset: string;
  readonly observed_at: Date | null;
  readonly created_at: Date;
  readonly modified_at: Date;
  readonly deleted_at: Date | null;
  readonly instance: Instance;
}

export interface NewInstance {
  readonly entityId: string;
  readonly attr: string;
  readonly instance: Instance;
  readonly deletedAt?: string;
}

export async function appendInstances(
  tx: Tx<Tables>,
  tenant: string,
  instances: readonly NewInstance[],
): Promise<void> {
  if (instances.length === 0) return;
  const rows = instances.map(({ entityId, attr, instance, deletedAt }) => ({
    entity_id: entityId,
    attr,
    instance_id: newId(tx.now),
    dataset: instance.datasetId ?? '',
    observed_at: instance.observedAt ?? null,
    created_at: instance.createdAt,
    modified_at: instance.modifiedAt,
    deleted_at: deletedAt ?? null,
    num:
      typeof instance.v === 'number'
        ? instance.v
        : typeof instance.v === 'boolean'
          ? Number(instance.v)
          : null,
    instance,
  }));
  await sql`
    insert into context.attr_instance (tenant, entity_id, attr, instance_id, dataset, observed_at, created_at, modified_at, deleted_at, num, instance)
    select ${tenant}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(entity_id text, attr text, instance_id uuid, dataset text, observed_at timestamptz, created_at timestamptz,
           modified_at timestamptz, deleted_at timestamptz, num double precision, instance jsonb)`.execute(
    tx.db,
  );
}

export interface KeptEntity {
  readonly id: string;
  readonly types: readonly string[];
  readonly scopes: readonly string[];
}

/** Keeps entities as having a history; types add up. Answers the ids that are new. */
export async function keepTemporalEntities(
  tx: Tx<Tables>,
  tenant: string,
  entities: readonly KeptEntity[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string; fresh: boolean }>`
    insert into context.temporal_entity as t (tenant, id, types, scopes, created_at, modified_at)
    select ${tenant}, r.id, r.types, r.scopes, ${tx.now}, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(entities)}::jsonb) as r(id text, types text[], scopes text[]) order by r.id
    on conflict (tenant, id) do update
       set types = (select array_agg(distinct one) from unnest(t.types || excluded.types) as one),
           scopes = excluded.scopes, modified_at = excluded.modified_at, deleted_at = null
    returning id, xmax = 0 as fresh`.execute(tx.db);
  return new Set(rows.filter(({ fresh }) => fresh).map(({ id }) => id));
}

export async function findTemporalEntity(
  tx: Tx<Tables>,
  tenant: string,
  id: string,
): Promise<TemporalEntity | null> {
  const { rows } = await sql<TemporalEntity>`
    select id, types, scopes, created_at, modified_at from context.temporal_entity where tenant = ${tenant} and id = ${id}`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

export async function deleteTemporalEntity(tx: Tx<Tables>, tenant: string, id: string): Promise<boolean> {
  const { rows } =
    await sql`delete from context.temporal_entity where tenant = ${tenant} and id = ${id} returning id`.execute(
      tx.db,
    );
  if (rows.length === 0) return false;
  await sql`delete from context.attr_instance where tenant = ${tenant} and entity_id = ${id}`.execute(tx.db);
  await sql`delete from context.entity where tenant = ${tenant} and id = ${id} and of_history`.execute(tx.db);
  return true;
}

/** Deletes values of an attribute; answers how many. */
export async function deleteInstances(
  tx: Tx<Tables>,
  tenant: string,
  which: {
    readonly id: string;
    readonly attr: string;
    readonly dataset?: string | undefined;
    readonly instanceId?: string | undefined;
  },
): Promise<number> {
  const { id, attr, dataset, instanceId } = which;
  const { rows } = await sql`
    delete from context.attr_instance where tenant = ${tenant} and entity_id = ${id} and attr = ${attr}
       and (${dataset ?? null}::text is null or dataset = ${dataset ?? null}) and (${instanceId ?? null}::uuid is null or instance_id = ${instanceId ?? null}::uuid)
    returning 1`.execute(tx.db);
  return rows.length;
}

export async function findInstance(
  tx: Tx<Tables>,
  tenant: string,
  which: { readonly id: string; readonly attr: string; readonly instanceId: string },
): Promise<KeptInstance | null> {
  const { rows } = await sql<KeptInstance>`
    select * from context.attr_instance where tenant = ${tenant} and entity_id = ${which.id} and attr = ${which.attr} and instance_id = ${which.instanceId}::uuid for update`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

export async function replaceInstance(
  tx: Tx<Tables>,
  tenant: string,
  kept: KeptInstance,
  instance: Instance,
): Promise<void> {
  await sql`
    update context.attr_instance
       set instance = ${JSON.stringify(instance)}::jsonb, observed_at = ${instance.observedAt ?? null}::timestamptz, modified_at = ${tx.now},
           num = ${typeof instance.v === 'number' ? instance.v : null}, dataset = ${instance.datasetId ?? ''}
     where tenant = ${tenant} and entity_id = ${kept.entity_id} and attr = ${kept.attr} and instance_id = ${kept.instance_id}`.execute(
    tx.db,
  );
}

const columns: Readonly<Record<TimeProperty, string>> = {
  observedAt: 'i.observed_at',
  createdAt: 'i.created_at',
  modifiedAt: 'i.modified_at',
  deletedAt: 'i.deleted_at',
};

export const timeColumn = (property: TimeProperty): RawBuilder<Date> => sql.raw(columns[property]);

/** The window as a condition on instances. */
export function windowInSql(temporal: TemporalQuery): RawBuilder<boolean> {
  const at = timeColumn(temporal.property);
  const { timerel, timeAt, endTimeAt } = temporal;
  if (timerel === null) return temporal.isNamed ? sql<boolean>`${at} is not null` : sql<boolean>`true`;
  if (timerel === 'before') return sql<boolean>`${at} < ${timeAt}::timestamptz`;
  if (timerel === 'after') return sql<boolean>`${at} > ${timeAt}::timestamptz`;
  return sql<boolean>`${at} >= ${timeAt}::timestamptz and ${at} < ${endTimeAt}::timestamptz`;
}

/** Entities that a query names and that have a value in the window. */
export async function queryTemporalEntities(
  tx: Tx<Tables>,
  tenant: string,
  asked: {
    readonly query: EntityQuery;
    readonly temporal: TemporalQuery;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<readonly TemporalEntity[]> {
  const { query, temporal, limit, offset } = asked;
  await sql`set local statement_timeout = ${sql.raw(String(LIMITS.queryMilliseconds))}`.execute(tx.db);
  const selectors = query.selectors.map(
    ({ ids, idPattern, types }) =>
      sql`(${sql.join(
        [
          sql`true`,
          ...(ids ? [sql`t.id = any(${ids}::text[])`] : []),
          ...(idPattern === undefined ? [] : [sql`t.id ~ ${idPattern}`]),
          ...(types ? [typesInSql(types, sql`t.types`)] : []),
        ],
        sql` and `,
      )})`,
  );
  const { rows } = await sql<TemporalEntity>`
    select t.id, t.types, t.scopes, t.created_at, t.modified_at from context.temporal_entity t
     where t.tenant = ${tenant} and ${selectors.length > 0 ? sql`(${sql.join(selectors, sql` or `)})` : sql`true`}
       and ${query.scopeQ ? scopesInSql(query.scopeQ, sql`t.scopes`) : sql`true`}
       and exists (select 1 from context.attr_instance i where i.tenant = t.tenant and i.entity_id = t.id
                      and ${windowInSql(temporal)} ${query.attrs ? sql`and i.attr = any(${query.attrs}::text[])` : sql``})
     order by t.id limit ${limit} offset ${offset}`.execute(tx.db);
  return rows;
}

/** Most values read for one answer that has to be looked through in memory. */
const mostInstances = 200_000;

/** Values of entities in the window, the oldest first; with `lastN` the last of each attribute and dataset. */
export async function instancesOf(
  tx: Tx<Tables>,
  tenant: string,
  asked: {
    readonly ids: readonly string[];
    readonly temporal: TemporalQuery;
    readonly attrs: readonly string[] | null;
    readonly datasets: readonly string[] | null;
  },
): Promise<readonly KeptInstance[]> {
  const { ids, temporal, attrs, datasets } = asked;
  const at =
    temporal.isNamed || temporal.property !== 'observedAt'
      ? timeColumn(temporal.property)
      : sql`coalesce(i.observed_at, i.created_at)`;
  const { rows } = await sql<KeptInstance>`
    select * from (
      select i.*, row_number() over (partition by i.entity_id, i.attr, i.dataset order by ${at} desc nulls last, i.seq desc) as nth, ${at} as at
        from context.attr_instance i
       where i.tenant = ${tenant} and i.entity_id = any(${ids}::text[]) and ${windowInSql(temporal)}
         ${attrs ? sql`and i.attr = any(${attrs}::text[])` : sql``}
         ${datasets ? sql`and i.dataset = any(${datasets.map((one) => (one === '@none' ? '' : one))}::text[])` : sql``}
    ) w where ${temporal.lastN === null ? sql`true` : sql`w.nth <= ${temporal.lastN}`}
     order by w.entity_id, w.attr, w.at, w.seq limit ${mostInstances + 1}`.execute(tx.db);
  if (rows.length > mostInstances)
    throw new Problem('TooManyResults', 'There are too many values; narrow the window or ask for aggregates');
  return rows;
}
