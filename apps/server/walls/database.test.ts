// The wall in the database: a module's role reaches its own schema and what the kernel gives to all, nothing else.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { stateOf } from '@city/kernel/database';
import type { TestCity } from '@city/kernel/testing';
import { modules } from '../main.ts';
import { wholeCity } from './whole-city.ts';

let city: TestCity;
const names = modules.map((module) => module.name);
beforeAll(async () => {
  city = await wholeCity();
});
afterAll(() => city?.stop());

test('no module may read, write or change a table of another module', async () => {
  const open = await city.sql<{ role: string; name: string }>(
    `select r.rolname as role, n.nspname || '.' || c.relname as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles r
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname = any($1) and r.rolname like 'mod\\_%' and r.rolname <> 'mod_' || n.nspname
        and has_table_privilege(r.rolname, c.oid, 'select, insert, update, delete, truncate, references')`,
    [names],
  );
  expect(open).toEqual([]);
});

test('foreign SQL fails with 42501 when it is tried', async () => {
  const tables = await city.sql<{ schema: string; name: string }>(
    `select schemaname as schema, schemaname || '.' || tablename as name from pg_tables where schemaname = any($1)`,
    [names],
  );
  expect(tables.length).toBeGreaterThan(0);
  for (const { schema, name } of tables) {
    const other = names.find((module) => module !== schema) ?? 'kernel';
    const attempt = city
      .module<unknown>(other)
      .db.transaction(system('attack'), (tx) => sql.raw(`select * from ${name} limit 1`).execute(tx.db));
    expect([name, stateOf(await attempt.catch((error: unknown) => error))]).toEqual([name, '42501']);
  }
});

test('append-only tables take no update and no delete from anyone but the owner', async () => {
  const loose = await city.sql<{ role: string; name: string }>(
    `select r.rolname as role, n.nspname || '.' || c.relname as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles r
      where c.relkind in ('r', 'p') and obj_description(c.oid, 'pg_class') like 'append-only%'
        and (r.rolname like 'mod\\_%' or r.rolname in ('city_app', 'city_jobs', 'city_module'))
        and has_table_privilege(r.rolname, c.oid, 'update, delete, truncate')`,
  );
  expect(loose).toEqual([]);
});

test('a module cannot become another, nor step out of its role', async () => {
  const [one = 'kernel'] = names;
  const attempt = city
    .module<unknown>(one)
    .db.transaction(system('attack'), (tx) =>
      sql.raw('set local role mod_kernel; create table public.x()').execute(tx.db),
    );
  await expect(attempt).rejects.toThrow();
});

test('every table says in a comment what it holds, and personal tables stand in the retention list', async () => {
  const tables = await city.sql<{ schema: string; name: string; comment: string | null }>(
    `select n.nspname as schema, c.relname as name, obj_description(c.oid, 'pg_class') as comment
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1)`,
    [names],
  );
  const missing = tables.filter(({ schema, name, comment }) => {
    const kept = modules
      .find((module) => module.name === schema)
      ?.retention.some(({ table }) => table === name || table === `${schema}.${name}`);
    return !comment || !kept;
  });
  expect(
    missing.map(
      ({ schema, name, comment }) =>
        `${schema}.${name}: ${comment ? 'name it in retention' : 'comment on it'}`,
    ),
  ).toEqual([]);
});
