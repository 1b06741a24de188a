// The demo's complaints: the desk of the receiving body has each stage, all of it under seal, and a second run adds nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import type { ComplaintsTables } from '../cases/tables.ts';
import { complaintsTestCity, deskOf, people } from '../testing.ts';
import { seedDemo } from './seed.ts';
import { seedMatters } from './words.ts';

let city: TestCity;
const seed = () => seedDemo(city.module<ComplaintsTables>('complaints'), () => {});
beforeAll(async () => {
  city = await complaintsTestCity();
  await seed();
});
afterAll(() => city.stop());

test('the desk shows new, waiting, verifying and decided matters, and information without a name', async () => {
  const states = [...(await deskOf(city)), ...(await deskOf(city, people.handler, 'ended'))].map(
    ({ state }) => state,
  );
  expect(states.toSorted()).toEqual(
    ['decided', 'information', 'received', 'received', 'verifying', 'waiting'].toSorted(),
  );
});

test('names stand under seal', async () => {
  const rows = await city.sql<{ sealed: Buffer }>('select sealed from complaints.identity');
  expect(rows).toHaveLength(5);
  for (const { sealed } of rows)
    for (const { input } of seedMatters)
      if (input.name) expect(sealed.includes(Buffer.from(input.name))).toBe(false);
});

test('a second run adds nothing', async () => {
  await seed();
  expect(await city.sql('select count(*)::int as n from complaints.matter')).toEqual([
    { n: seedMatters.length },
  ]);
});
