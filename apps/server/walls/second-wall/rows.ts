// Two rows of another person in every table, made from the catalogue alone, so that a new table is filled without a line here.
import type { TestCity } from '@city/kernel/testing';

export interface WalkedTable {
  readonly name: string;
  readonly schema: string;
  /** A partition is asked for by itself; its rows come through its parent. */
  readonly isPartition: boolean;
  readonly isWalled: boolean;
  readonly isForced: boolean;
  readonly firstColumn: string;
}

/** Every table of the schemas, partitions too. */
export function tablesOf(city: TestCity, schemas: readonly string[]): Promise<WalkedTable[]> {
  return city.sql<WalkedTable>(
    `select n.nspname || '.' || c.relname as name, n.nspname as schema, c.relispartition as "isPartition",
            c.relrowsecurity as "isWalled", c.relforcerowsecurity as "isForced",
            (select quote_ident(a.attname) from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum limit 1) as "firstColumn"
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname = any($1) order by 1`,
    [schemas],
  );
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly needed: boolean;
}

export const another = [
  '0a0a0a0a-0000-7000-8000-00000000000a',
  '0b0b0b0b-0000-7000-8000-00000000000b',
] as const;

/**
 * Writes a row with every column filled, and one with only what must be; all ids and texts are another person's.
 * CHECK constraints and foreign keys of this database give way: what matters here is who sees a row, not what it says.
 */
export async function fillTables(city: TestCity, tables: readonly WalkedTable[]): Promise<void> {
  const statements = ["set session_replication_role = 'replica'"];
  for (const { name, isPartition } of tables) {
    if (isPartition) continue;
    const loose = await city.sql<{ name: string }>(
      `select quote_ident(conname) as name from pg_constraint where conrelid = $1::regclass and contype in ('c', 'f') and conparentid = 0`,
      [name],
    );
    statements.push(...loose.map((one) => `alter table ${name} drop constraint ${one.name} cascade`));
    const columns = await columnsOf(city, name);
    for (const [at, id] of another.entries()) {
      const used = at === 0 ? columns : columns.filter(({ needed }) => needed);
      statements.push(
        `insert into ${name} (${used.map((one) => one.name).join()}) overriding system value
         values (${used.map((one) => valueOf(name, one, id, at + 1)).join()}) on conflict do nothing`,
      );
    }
  }
  await city.sql(statements.join(';\n'));
}

const columnsOf = (city: TestCity, table: string): Promise<Column[]> =>
  city.sql<Column>(
    `select quote_ident(attname) as name, format_type(atttypid, atttypmod) as type, attnotnull as needed
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );

function valueOf(table: string, { name, type }: Column, id: string, at: number): string {
  const bare = type.replace(/\[\]$/, '');
  const one = oneOf(bare, id, at);
  if (one === null)
    throw new Error(`${table}.${name}: say in ${import.meta.filename} how a ${type} is filled`);
  return bare === type ? one : `array[${one}]::${type}`;
}

function oneOf(type: string, id: string, at: number): string | null {
  if (type === 'uuid') return `'${id}'::uuid`;
  if (/^(text|character|name)/.test(type)) return `'${id}'`;
  if (type === 'bytea') return `decode(repeat('${at}a', 32), 'hex')`;
  if (/^(smallint|integer|bigint|numeric|real|double|oid)/.test(type)) return String(at);
  if (type === 'boolean') return 'true';
  if (type.startsWith('timestamp')) return `timestamptz '2026-09-0${at} 02:00+00'`;
  if (type === 'date') return `date '2026-09-0${at}'`;
  if (type === 'jsonb' || type === 'json') return `'{"of": "${id}"}'`;
  if (type === 'tsvector') return `'x'::tsvector`;
  if (type === 'point') return `point(${at}, ${at})`;
  if (type === 'box') return `box(point(0, 0), point(${at}, ${at}))`;
  if (type === 'xid8') return `'${at}'::xid8`;
  if (type === 'inet') return `'192.0.2.${at}'`;
  const bits = /^bit\((\d+)\)$/.exec(type);
  if (bits) return `B'${String(at % 2).repeat(Number(bits[1]))}'`;
  return type.endsWith('range') ? `'empty'::${type}` : null;
}
