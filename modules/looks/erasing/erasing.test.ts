// A person can be erased from the trail while the log, all other proofs and the check stay whole.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import type { TestCity } from '@city/kernel/testing';
import { logged, logOf, look, lookingCity, newestLook, people } from '../testing.ts';
import { judge } from '../looks/who-looked.island.ts';
import { erasePerson } from './erase.action.ts';

let city: TestCity;
beforeAll(async () => {
  city = await lookingCity();
  for (let at = 0; at < 5; at++) {
    await look(city, { purpose: `Việc ${at}` });
    await look(city, { of: people.other, purpose: `Việc ${at}` });
  }
  await logged(city);
}, 120_000);
afterAll(() => city.stop());

test('nothing in the database says any more that anyone looked at this person', async () => {
  const done = await city
    .module('looks')
    .db.transaction(system('test'), (tx) =>
      erasePerson(tx as Tx, people.mai.id as string, 'Yêu cầu số 12 đã chấp thuận'),
    );
  expect(done).toBe(5);
  await logged(city);
  const rows = await city.sql<{ text: string }>('select to_jsonb(e)::text as text from trail.entry e');
  expect(rows.filter(({ text }) => text.includes(people.mai.id as string))).toEqual([]);
  expect(
    await city.sql(
      'select 1 from trail.salt s where not exists (select 1 from trail.entry e where e.entry_id = s.entry_id)',
    ),
  ).toEqual([]);
});

test('the check accounts for what is missing, and others’ proofs hold as before', async () => {
  expect(await logOf(city).verify()).toEqual({ size: 11, erased: 5, witnessed: null, findings: [] });
  const id = await newestLook(city, people.other);
  const proof = (await city.as(people.other).get(`/api/trail/entries/${id}/proof`)).json();
  expect(await judge(id, proof)).toBe('signed');
});

test('a row that went without being erased is found all the same', async () => {
  await city.sql(`delete from trail.entry where entry_id = $1`, [await newestLook(city, people.other)]);
  expect((await logOf(city).verify()).findings).toMatchObject([{ kind: 'deleted' }]);
});

test('no person and no officer erases', async () => {
  for (const actor of [people.mai, people.leader, people.inspector])
    await expect(
      city
        .module('looks')
        .db.transaction(actor, (tx) => erasePerson(tx as Tx, people.other.id as string, 'x')),
    ).rejects.toThrow('own hand');
});
