// The tables of a city's database in an order in which they can be filled, and the other things a copy of the rows needs.
import { Client, type ClientConfig, escapeIdentifier } from 'pg';

export type Table = { schema: string; name: string; columns: string[] };
export type Sequence = { schema: string; name: string; value: string; isCalled: boolean };

export const tableName = (table: { schema: string; name: string }): string => `${table.schema}.${table.name}`;
export const quotedName = (table: { schema: string; name: string }): string =>
  `${escapeIdentifier(table.schema)}.${escapeIdentifier(table.name)}`;

/** Ordinary tables and leaf partitions outside the system's schemas, with their stored columns. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select n.nspname as schema, c.relname as name,
           coalesce(array_agg(a.attname::text order by a.attnum)
             filter (where a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '{}') as columns
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and c.relpersistence <> 't'
       and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
       and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     group by n.nspname, c.relname
     order by n.nspname, c.relname`);
  return rows;
}

/** Foreign keys as pairs of table names: the first refers to the second. */
async function references(client: Client): Promise<[string, string][]> {
  const { rows } = await client.query<{ from: string; to: string }>(`
    select distinct fn.nspname || '.' || f.relname as "from", tn.nspname || '.' || t.relname as "to"
      from pg_constraint k
      join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
      join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
     where k.contype = 'f' and k.conrelid <> k.confrelid`);
  return rows.map(({ from, to }) => [from, to]);
}

/** Tables so ordered that each comes after those it refers to. @throws when foreign keys form a circle. */
export async function inFillingOrder(client: Client, tables: readonly Table[]): Promise<Table[]> {
  const needs = new Map<string, Set<string>>(tables.map((table) => [tableName(table), new Set()]));
  for (const [from, to] of await references(client)) if (needs.has(to)) needs.get(from)?.add(to);
  const ordered: Table[] = [];
  for (let waiting = [...tables]; waiting.length; ) {
    const ready = waiting.filter((table) =>
      [...(needs.get(tableName(table)) ?? [])].every((need) => !needs.has(need)),
    );
    if (ready.length === 0)
      throw new Error(`Foreign keys form a circle among ${waiting.map(tableName).join(', ')}`);
    for (const table of ready) needs.delete(tableName(table));
    ordered.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return ordered;
}

export async function listSequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select schemaname as schema, sequencename as name from pg_sequences
     where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`);
  const sequences: Sequence[] = [];
  for (const row of rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quotedName(row)}`,
    );
    const { value = '1', called = false } = state.rows[0] ?? {};
    sequences.push({ ...row, value, isCalled: called });
  }
  return sequences;
}

/** Applied migrations as `schema/name`, in order; empty when the database has none. */
export async function appliedMigrations(client: Client): Promise<string[]> {
  const there = await client.query<{ there: boolean }>(
    `select to_regclass('kernel.migration') is not null as there`,
  );
  if (!there.rows[0]?.there) return [];
  const { rows } = await client.query<{ id: string }>(
    `select schema || '/' || name as id from kernel.migration where hash <> '' order by applied_at, schema, name`,
  );
  return rows.map(({ id }) => id);
}

/** Whether the database has ever been migrated to a city. */
export async function holdsCity(connection: ClientConfig): Promise<boolean> {
  const client = new Client({ ...connection });
  await client.connect();
  try {
    return (await appliedMigrations(client)).length > 0;
  } finally {
    await client.end();
  }
}

/** A number that changes when any row of the table changes, whatever the order of the rows. */
export async function tableHash(
  client: Client,
  table: Table,
  where = 'true',
): Promise<{ rows: number; hash: string }> {
  const { rows } = await client.query<{ rows: string; hash: string }>(
    `select count(*) as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as hash
       from ${quotedName(table)} t where ${where}`,
  );
  return { rows: Number(rows[0]?.rows), hash: rows[0]?.hash ?? '' };
}
