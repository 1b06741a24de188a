// The SQL of entities; every function takes the transaction of an action. Rows go in and out in batches.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import { spanOf } from '../query/geometry.ts';
import { type Attributes, type Entity, locationIri } from './entity.ts';

export interface EntityRow {
  readonly id: string;
  readonly types: readonly string[];
  readonly scopes: readonly string[];
  readonly attrs: Attributes;
  readonly created_at: Date;
  readonly modified_at: Date;
  readonly expires_at: Date | null;
}

export function entityOf(row: EntityRow): Entity {
  return {
    id: row.id,
    types: row.types,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    modifiedAt: row.modified_at.toISOString(),
    ...(row.expires_at ? { expiresAt: row.expires_at.toISOString() } : {}),
    attrs: row.attrs,
  };
}

/** Columns of an entity, for statements that read whole ones. */
export const entityColumns = sql.raw(
  'e.id, e.types, e.scopes, e.attrs, e.created_at, e.modified_at, e.expires_at',
);

/** Entities by id; `lock` keeps others from changing them until the end of the transaction. */
export async function findEntities(
  tx: Tx<Tables>,
  tenant: string,
  ids: readonly string[],
  lock = false,
): Promise<Map<string, Entity>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<EntityRow>`
    select ${entityColumns} from context.entity e
     where e.tenant = ${tenant} and e.id = any(${[...new Set(ids)].sort()}::text[])
       and (e.expires_at is null or e.expires_at > ${tx.now})
     order by e.id ${lock ? sql`for update` : sql``}`.execute(tx.db);
  return new Map(rows.map((row) => [row.id, entityOf(row)]));
}

/** Writes new entities; answers the ids that were not there before. One that has run out makes room. */
export async function insertEntities(
  tx: Tx<Tables>,
  tenant: string,
  entities: readonly Entity[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into context.entity as e (tenant, id, types, scopes, attrs, span, created_at, modified_at, expires_at)
    select ${tenant}, r.id, r.types, r.scopes, r.attrs, r.span::box, r.created_at, r.modified_at, r.expires_at
      from ${recordset(entities)}
     order by r.id
    on conflict (tenant, id) do update
       set types = excluded.types, scopes = excluded.scopes, attrs = excluded.attrs, span = excluded.span,
           created_at = excluded.created_at, modified_at = excluded.modified_at, expires_at = excluded.expires_at
     where e.expires_at <= ${tx.now}
    returning id`.execute(tx.db);
  return new Set(rows.map(({ id }) => id));
}

export async function updateEntities(
  tx: Tx<Tables>,
  tenant: string,
  entities: readonly Entity[],
): Promise<void> {
  if (entities.length === 0) return;
  await sql`
    update context.entity e
       set types = r.types, scopes = r.scopes, attrs = r.attrs, span = r.span::box, modified_at = r.modified_at,
           expires_at = r.expires_at
      from ${recordset(entities)}
     where e.tenant = ${tenant} and e.id = r.id`.execute(tx.db);
}

export async function deleteEntities(tx: Tx<Tables>, tenant: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from context.entity where tenant = ${tenant} and id = any(${ids}::text[])`.execute(tx.db);
}

function recordset(entities: readonly Entity[]) {
  const rows = entities.map((entity) => ({
    id: entity.id,
    types: entity.types,
    scopes: entity.scopes,
    attrs: entity.attrs,
    span: spanText(entity.attrs),
    created_at: entity.createdAt,
    modified_at: entity.modifiedAt,
    expires_at: entity.expiresAt ?? null,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as r(id text, types text[], scopes text[], attrs jsonb, span text, created_at timestamptz, modified_at timestamptz, expires_at timestamptz)`;
}

/** The box of the location in the text form of PostgreSQL. */
function spanText(attrs: Attributes): string | null {
  const geometries = (attrs[locationIri] ?? [])
    .filter(({ kind }) => kind === 'GeoProperty')
    .map(({ v }) => v);
  const span = spanOf(geometries);
  return span === null ? null : `((${span[2]},${span[3]}),(${span[0]},${span[1]}))`;
}

/** Says that an entity is there only because its history was written. */
export async function markOfHistory(tx: Tx<Tables>, tenant: string, id: string): Promise<void> {
  await sql`update context.entity set of_history = true where tenant = ${tenant} and id = ${id}`.execute(
    tx.db,
  );
}
