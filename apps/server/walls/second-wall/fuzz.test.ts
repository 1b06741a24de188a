// Ten thousand foreign ids, at the doors and in the tables: whoever guesses or has found an id of another learns nothing by it.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@city/kernel/access';
import { stateOf } from '@city/kernel/database';
import { citizen, officer } from '@city/kernel/testing';
import { modules } from '../../main.ts';
import { type CallerName, type MatrixCity, matrixCity } from '../matrix/callers.ts';
import { makeThings, secrets } from '../matrix/things.ts';
import { tablesOf, type WalkedTable } from './rows.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20_260_908);
const guessesAtDoors = 2_500;
const guessesInTables = 10_000;
const strangers: readonly CallerName[] = ['anonymous', 'otherCitizen', 'otherUnitOfficer', 'exGuardian'];

let matrix: MatrixCity;
let ids: readonly string[];
beforeAll(async () => {
  matrix = await matrixCity();
  await makeThings(matrix);
  ids = await foreignIds();
}, 120_000);
afterAll(() => matrix?.stop());

/** Pseudo-random numbers from a printed seed (mulberry32). */
function chance(from: number): (below: number) => number {
  let state = from;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** Every id and code that the city keeps, of whatever table: what a guess or a leak elsewhere may have brought. */
async function foreignIds(): Promise<readonly string[]> {
  const columns = await matrix.city.sql<{ table: string; column: string }>(
    `select format('%I.%I', table_schema, table_name) as table, quote_ident(column_name) as column
       from information_schema.columns join pg_tables on schemaname = table_schema and tablename = table_name
      where table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker', 'geo', 'kernel')
        and (data_type = 'uuid' or column_name in ('code', 'tracking_code', 'subject', 'recipient', 'file_id', 'external_id'))`,
  );
  const parts = columns.map(
    ({ table, column }) =>
      `(select distinct ${column}::text as id from ${table} where ${column} is not null limit 200)`,
  );
  const found = await matrix.city.sql<{ id: string }>(`${parts.join(' union ')} order by id`);
  return found.map(({ id }) => id);
}

const own = (caller: CallerName): string => matrix.callers[caller].person ?? '';

test('at the doors: no answer to a foreign id holds what belongs to its person', async () => {
  const random = chance(seed);
  const doors = matrix.city.routes.filter(
    ({ route: { definition, kind } }) =>
      /:/.test(definition.url) &&
      definition.method === 'GET' &&
      !definition.streams &&
      kind !== 'stream' &&
      definition.url !== '/static/*',
  );
  expect(doors.length).toBeGreaterThan(30);
  expect(ids.length).toBeGreaterThan(100);
  const uuids = ids.filter((id) => /^[0-9a-f-]{36}$/.test(id));
  const codes = ids.filter((id) => !uuids.includes(id) && id.length < 40);
  expect(codes.length).toBeGreaterThan(2);
  const leaks: string[] = [];
  const outcomes = new Map<number, number>();
  for (let guess = 0; guess < guessesAtDoors; guess++) {
    const caller = strangers[random(strangers.length)]!;
    const door = doors[random(doors.length)]!;
    // Mostly an id of the kind that the door asks for, so that it has something to open.
    const url = door.route.definition.url.replace(/:(\w+)/g, (_, name: string) => {
      const fitting = name === 'code' ? codes : uuids;
      const from = random(10) > 0 && fitting.length > 0 ? fitting : ids;
      return encodeURIComponent(from[random(from.length)]!);
    });
    const answer = await matrix.callers[caller].ask('GET', url);
    outcomes.set(answer.statusCode, (outcomes.get(answer.statusCode) ?? 0) + 1);
    if (answer.statusCode >= 500) leaks.push(`${caller} ${url}: ${answer.statusCode}`);
    for (const secret of secrets)
      if (answer.body.includes(secret)) leaks.push(`seed ${seed}, ${caller} ${url}: shows ${secret}`);
  }
  expect(leaks).toEqual([]);
  // Doors that never open would prove nothing.
  expect(Object.fromEntries(outcomes)).toMatchObject({ 200: expect.any(Number), 404: expect.any(Number) });
}, 300_000);

test('in the tables: behind a module’s own role a foreign id finds no row of another person', async () => {
  const random = chance(seed + 1);
  const names = modules.map(({ name }) => name);
  const personal = new Set(
    (modules as readonly (typeof modules)[number][]).flatMap(({ retention }) =>
      retention.filter((row) => row.personalData).map(({ table }) => table),
    ),
  );
  const tables = (await tablesOf(matrix.city, names)).filter(({ name }) => personal.has(name));
  const keys = new Map<string, readonly string[]>();
  for (const { name } of tables) keys.set(name, await idColumns(name));
  const actors: readonly Actor[] = [
    citizen({ id: own('otherCitizen'), level: 4, purpose: 'thử' }),
    ...['officer', 'leader', 'complaints'].map((role) =>
      officer({ body: 'ubnd-noi-khac', unit: '99999', role }, { purpose: 'thử' }),
    ),
  ];
  const leaks: string[] = [];
  let guesses = 0;
  let kept = 0;
  while (guesses < guessesInTables) {
    const table = tables[random(tables.length)]!;
    const columns = keys.get(table.name)!;
    if (columns.length === 0) continue;
    const actor = actors[random(actors.length)]!;
    const column = columns[random(columns.length)]!;
    const many = Array.from({ length: 25 }, () => ids[random(ids.length)]!);
    guesses += many.length;
    const condition = `${column}::text = any(array[${many.map((id) => `'${id.replace(/'/g, "''")}'`).join()}])`;
    kept += (
      await matrix.city.sql<{ n: number }>(`select count(*)::int as n from ${table.name} where ${condition}`)
    )[0]!.n;
    const rows = await rowsSeen(table, actor, condition);
    for (const row of rows)
      if (!isOwn(row, actor))
        leaks.push(`seed ${seed}, ${actor.kind} ${actor.post?.role ?? ''}: ${table.name} ${row}`);
  }
  expect(leaks).toEqual([]);
  // The same guesses find rows for who stands behind all walls.
  expect(kept).toBeGreaterThan(50);
}, 300_000);

const idColumns = async (table: string): Promise<readonly string[]> =>
  (
    await matrix.city.sql<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and not attisdropped and (atttypid = 'uuid'::regtype or attname in ('code', 'file_id', 'subject'))`,
      [table],
    )
  ).map(({ name }) => name);

async function rowsSeen({ schema, name }: WalkedTable, actor: Actor, condition: string): Promise<string[]> {
  try {
    const found = await matrix.city
      .module<unknown>(schema)
      .db.transaction(actor, (tx) =>
        sql
          .raw<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t where ${condition}`)
          .execute(tx.db),
      );
    return found.rows.map(({ row }) => row);
  } catch (error) {
    if (stateOf(error) === '42501') return [];
    throw error;
  }
}

/** People may well have things of their own. */
const isOwn = (row: string, actor: Actor): boolean => actor.id !== null && row.includes(actor.id);
