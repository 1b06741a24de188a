// The second wall, walked from the catalogue: even with a module's own role nobody sees, changes or deletes rows of others.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, anonymous, system } from '@city/kernel/access';
import { kernelParts, stateOf } from '@city/kernel/database';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { modules } from '../../main.ts';
import { wholeCity } from '../whole-city.ts';
import { kernelTables, openTables, sealedToTheCity } from './open-tables.ts';
import { another, fillTables, tablesOf, type WalkedTable } from './rows.ts';

const names = modules.map(({ name }) => name);
const personal = new Set(
  (modules as readonly (typeof modules)[number][]).flatMap(({ retention }) =>
    retention.filter((row) => row.personalData).map(({ table }) => table),
  ),
);
let city: TestCity;
let tables: readonly WalkedTable[];
let kernel: readonly WalkedTable[];
beforeAll(async () => {
  city = await wholeCity();
  tables = await tablesOf(city, names);
  kernel = await tablesOf(city, kernelParts);
  await fillTables(city, [...tables, ...kernel]);
  // Who agreed to be named is public with the petition: here it is not published yet.
  await city.sql('update petitions.petition set published_at = null');
});
afterAll(() => city?.stop());

/** A partition holds what its parent holds. */
const parentOf = (name: string): string => name.replace(/_(rest|p\d+|\d{4,}.*|[dw]\d+.*)$/, '');
const isPersonal = ({ name, isPartition }: WalkedTable): boolean =>
  personal.has(isPartition ? parentOf(name) : name);
const isOfPeople = ({ name }: WalkedTable): boolean => kernelTables[name] === 'people';

const purpose = 'thử bức tường thứ hai';
const elsewhere = { body: 'ubnd-noi-khac', unit: '99999' };
const strangers: readonly (readonly [string, Actor])[] = [
  ['nobody', anonymous],
  ['another citizen', citizen({ level: 4, purpose })],
  ...['officer', 'leader', 'complaints', 'civil_status'].map((role): readonly [string, Actor] => [
    `${role} of another unit`,
    officer({ ...elsewhere, role }, { level: 4, purpose }),
  ]),
];

class RolledBack extends Error {}

/** How many rows a statement reaches; 0 when the right itself is missing. Leaves nothing behind. */
async function reached(module: string, actor: Actor, statement: string): Promise<number> {
  let rows = 0;
  const attempt = city.module<unknown>(module).db.transaction(actor, async (tx) => {
    const done = await sql.raw<{ n: number }>(statement).execute(tx.db);
    rows = statement.startsWith('select') ? (done.rows[0]?.n ?? 0) : Number(done.numAffectedRows ?? 0n);
    throw new RolledBack();
  });
  const error = await attempt.catch((thrown: unknown) => thrown);
  if (error instanceof RolledBack) return rows;
  if (stateOf(error) === '42501') return 0;
  throw error;
}

const statementsOn = ({ name, firstColumn }: WalkedTable): readonly string[] => [
  `select count(*)::int as n from ${name}`,
  `update ${name} set ${firstColumn} = ${firstColumn}`,
  `delete from ${name}`,
];

test('every table of a module holds personal data behind a wall, or stands in the list with its reason', () => {
  const silent = tables.filter(
    (one) => !one.isPartition && !isPersonal(one) && openTables[one.name] === undefined,
  );
  expect(silent.map(({ name }) => `${name}: name it in open-tables.ts, or in personalData`)).toEqual([]);
  const there = new Set([...tables, ...kernel].map(({ name }) => name));
  const gone = [...Object.keys(openTables), ...Object.keys(kernelTables)].filter((name) => !there.has(name));
  expect(gone).toEqual([]);
  expect(Object.keys(openTables).filter((name) => personal.has(name))).toEqual([]);
  const unknown = kernel.filter(({ name, isPartition }) => !isPartition && kernelTables[name] === undefined);
  expect(unknown.map(({ name }) => name)).toEqual([]);
});

test('row-level security is on and forced wherever personal data is kept', () => {
  const walled = tables.filter(isPersonal);
  expect(walled.length).toBeGreaterThan(50);
  // Nobody asks a partition itself; without a policy of its own it shows nothing, forced or not.
  const open = walled.filter((one) => !one.isWalled || (!one.isForced && !one.isPartition));
  expect(open.map(({ name }) => `alter table ${name} enable, force row level security`)).toEqual([]);
});

test('the rows are there: what follows could fail', async () => {
  for (const one of [...tables.filter(isPersonal), ...kernel.filter(isOfPeople)]) {
    if (one.isPartition) continue;
    const [row] = await city.sql<{ n: number }>(`select count(*)::int as n from ${one.name}`);
    expect([one.name, row?.n]).toEqual([one.name, another.length]);
  }
});

describe.each(strangers)('as %s', (_, actor) => {
  test('a module’s own role reaches no row of others, by reading, changing or deleting', async () => {
    const wrong: string[] = [];
    for (const one of tables.filter(isPersonal))
      for (const statement of statementsOn(one)) {
        const rows = await reached(one.schema, actor, statement);
        if (rows > 0) wrong.push(`${statement}: ${rows}`);
      }
    expect(wrong).toEqual([]);
  });

  test('no module reaches what the kernel keeps of people', async () => {
    const wrong: string[] = [];
    for (const module of names)
      for (const one of kernel.filter(isOfPeople))
        for (const statement of statementsOn(one)) {
          const rows = await reached(module, actor, statement);
          if (rows > 0) wrong.push(`${module}: ${statement}: ${rows}`);
        }
    expect(wrong).toEqual([]);
  });
});

test('kept answers are the kernel’s alone: a module learns that a key was used, not what was said', async () => {
  const ask = (column: string) =>
    city
      .module<unknown>('feedback')
      .db.transaction(system('attack'), (tx) =>
        sql.raw(`select ${column} from http.idempotency_key`).execute(tx.db),
      );
  expect((await ask('key')).rows).toHaveLength(another.length);
  for (const column of ['answer', 'hash'])
    expect(stateOf(await ask(column).catch((error: unknown) => error))).toBe('42501');
});

test('the walls have doors: the city’s own hand, for a purpose, sees every row that is not sealed to it', async () => {
  const shut: string[] = [];
  for (const one of tables.filter((table) => isPersonal(table) && !table.isPartition)) {
    const rows = await reached(
      one.schema,
      { ...system('data-rights.export'), purpose },
      statementsOn(one)[0]!,
    );
    if (rows < 1 && sealedToTheCity[one.name] === undefined) shut.push(one.name);
  }
  expect(shut).toEqual([]);
});
