// Keys that a transaction holds: shown to row policies in it, gone after it, never more than was given.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { type TestCity, testCity } from '@city/kernel/testing';
import { hold, type Tx } from './database.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city?.stop());

const inTx = <T>(fn: (tx: Tx) => Promise<T>) => city.module<unknown>('kernel').db.transaction(anonymous, fn);
const held = async (tx: Tx) =>
  (await sql<{ keys: string[] | null }>`select kernel.held_keys() as keys`.execute(tx.db)).rows[0]?.keys;

test('are added to one another, bytes as hexadecimal, and are gone with the transaction', async () => {
  await inTx(async (tx) => {
    expect(await held(tx)).toBeNull();
    await hold(tx, 'a');
    await hold(tx, Buffer.from([1, 255]), 'b');
    expect(await held(tx)).toEqual(['a', '01ff', 'b']);
  });
  for (let again = 0; again < 8; again++) expect(await inTx(held)).toBeNull();
});

test('never become two: a key with a space, a quote or nothing in it opens no other row', async () => {
  await inTx(async (tx) => {
    await hold(tx, 'a b', '', 'c\0d', 'e\nf', "g'); drop table x; --");
    expect(await held(tx)).toBeNull();
    await hold(tx, "g'h");
    expect(await held(tx)).toEqual(["g'h"]);
  });
});

test('do not outlive a transaction that failed', async () => {
  const failing = inTx(async (tx) => {
    await hold(tx, 'secret');
    throw new Error('given up');
  });
  await expect(failing).rejects.toThrow('given up');
  for (let again = 0; again < 8; again++) expect(await inTx(held)).toBeNull();
});
