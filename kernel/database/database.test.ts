// The walls of the database and the promises of a transaction, against a real PostgreSQL.
import { sql } from 'kysely';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { defineEvent } from '@city/kernel/events';
import { type TestCity, testCity } from '@city/kernel/testing';
import { stateOf } from './faults.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city?.stop());

const Happened = defineEvent('kernel.test.happened', 1, Type.Object({ number: Type.Integer() }));
const actor = system('test');

test('without a module role the app connection may read nothing', async () => {
  const error = await city.city.database.pool
    .query('select * from events.outbox')
    .catch((caught: unknown) => caught);
  expect(stateOf(error)).toBe('42501');
});

test('rows, trail and events of a transaction are all there or none is', async () => {
  const db = city.module<unknown>('kernel').db;
  const failed = db.transaction(actor, async (tx) => {
    tx.emit(Happened, 'a', { number: 1 });
    tx.trail({ action: 'test' });
    await sql`select 1`.execute(tx.db);
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  await db.transaction(actor, async (tx) => {
    tx.emit(Happened, 'a', { number: 2 });
    tx.trail({ action: 'test' });
  });
  const events = await city.sql<{ data: unknown }>(
    `select data from events.outbox where type = 'kernel.test.happened'`,
  );
  expect(events).toEqual([{ data: { number: 2 } }]);
  const entries = await city.sql(`select 1 from trail.entry where action = 'test'`);
  expect(entries).toHaveLength(1);
});
