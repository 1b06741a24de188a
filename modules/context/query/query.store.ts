// Runs queries over entities: conditions in SQL, exact geometry and odd orders in memory within limits.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Entity } from '../entities/entity.ts';
import { type EntityRow, entityColumns, entityOf } from '../entities/entity.store.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { Problem } from '../wire/problem.ts';
import { geoInSql, geoMatches } from './geo-query.ts';
import { inOrder } from './order.ts';
import { qInSql } from './q-sql.ts';
import type { EntityQuery, Selector } from './query.ts';
import { scopesInSql } from './scope-query.ts';
import { typesInSql } from './type-selection.ts';

export interface Found {
  readonly entities: readonly Entity[];
  /** Whether there are more behind this page. */
  readonly hasMore: boolean;
  /** All that match, when counted. */
  readonly count: number | null;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
  readonly count: boolean;
}

export async function queryEntities(
  tx: Tx<Tables>,
  tenant: string,
  query: EntityQuery,
  page: Page,
): Promise<Found> {
  await sql`set local statement_timeout = ${sql.raw(String(LIMITS.queryMilliseconds))}`.execute(tx.db);
  const where = conditions(tx, tenant, query);
  if (query.geo || query.order) return inMemory(tx, query, where, page);
  const { rows } =
    page.limit === 0
      ? { rows: [] }
      : await sql<EntityRow>`
    select ${entityColumns} from context.entity e where ${where}
     order by e.id limit ${page.limit + 1} offset ${page.offset}`.execute(tx.db);
  return {
    entities: rows.slice(0, page.limit).map(entityOf),
    hasMore: rows.length > page.limit,
    count: page.count ? await countOf(tx, where) : null,
  };
}

async function countOf(tx: Tx<Tables>, where: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{
    number: string;
  }>`select count(*) as number from context.entity e where ${where}`.execute(tx.db);
  return Number(rows[0]?.number);
}

/** Geometry is decided in exact arithmetic and odd orders by the values themselves: both need all candidates. */
async function inMemory(
  tx: Tx<Tables>,
  query: EntityQuery,
  where: RawBuilder<boolean>,
  page: Page,
): Promise<Found> {
  const { geo, order } = query;
  const { rows } = await sql<EntityRow>`
    select ${entityColumns} from context.entity e where ${where} order by e.id limit ${LIMITS.geoCandidates + 1}`.execute(
    tx.db,
  );
  if (rows.length > LIMITS.geoCandidates)
    throw new Problem(
      'TooManyResults',
      `More than ${LIMITS.geoCandidates} entities would have to be compared; narrow the query`,
    );
  const all = rows.map(entityOf);
  const matching = geo ? all.filter((entity) => geoMatches(geo, entity)) : all;
  const ordered = order ? inOrder(matching, order) : matching;
  return {
    entities: ordered.slice(page.offset, page.offset + page.limit),
    hasMore: ordered.length > page.offset + page.limit,
    count: page.count ? ordered.length : null,
  };
}

function conditions(tx: Tx<Tables>, tenant: string, query: EntityQuery): RawBuilder<boolean> {
  const all: RawBuilder<unknown>[] = [
    sql`e.tenant = ${tenant}`,
    sql`(e.expires_at is null or e.expires_at > ${tx.now})`,
  ];
  const { attrs, q, scopeQ, geo, datasets } = query;
  const chosen = query.selectors.flatMap(selectorInSql);
  if (chosen.length > 0 && chosen.length === query.selectors.length)
    all.push(sql`(${sql.join(chosen, sql` or `)})`);
  if (attrs) all.push(sql`e.attrs ?| ${attrs}::text[]`);
  if (q) all.push(qInSql(q, 'e'));
  if (scopeQ) all.push(scopesInSql(scopeQ, sql`e.scopes`));
  if (geo) all.push(geoInSql(geo));
  if (datasets) all.push(datasetsInSql(datasets));
  return sql<boolean>`${sql.join(all, sql` and `)}`;
}

/** Entities with an instance of one of these datasetIds. */
function datasetsInSql(datasets: readonly string[]): RawBuilder<boolean> {
  const parts = datasets.map((dataset) =>
    dataset === '@none'
      ? sql<boolean>`e.attrs @? '$.*[*] ? (!exists(@.datasetId))'::jsonpath`
      : sql<boolean>`e.attrs @? ${`$.*[*] ? (@.datasetId == ${JSON.stringify(dataset)})`}::jsonpath`,
  );
  return sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

/** Empty when the selector lets all pass. */
function selectorInSql({ ids, idPattern, types }: Selector): RawBuilder<boolean>[] {
  const parts = [
    ...(ids ? [sql<boolean>`e.id = any(${ids}::text[])`] : []),
    ...(idPattern === undefined ? [] : [sql<boolean>`e.id ~ ${idPattern}`]),
    ...(types ? [typesInSql(types, sql`e.types`)] : []),
  ];
  return parts.length === 0 ? [] : [sql<boolean>`(${sql.join(parts, sql` and `)})`];
}
