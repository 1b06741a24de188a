// Refusals at the doors of the plan's desk: who has no such post is refused by name, and nothing is written.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { aFigure, key, people, plannedCity } from './testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await plannedCity();
}, 120_000);
afterAll(() => city.stop());

const operator = officer({ body: 'dieu-phoi-1022', role: 'operator' });
const decision = { ...key, revision: 1, decision: 'approved', words: null };
const refusals: readonly (readonly [string, object | undefined, readonly Actor[]])[] = [
  ['GET /api/desk/plan/index/:version/:period/units/:unit', undefined, [citizen(), operator]],
  ['POST /api/desk/plan/figures', aFigure(), [citizen(), operator, people.inspector]],
  ['POST /api/desk/plan/figures/decision', decision, [citizen(), operator, people.inspector, people.officer]],
  ['POST /api/desk/plan/what-if', { ...key, a: '1', b: '2' }, [citizen(), operator]],
  ['POST /api/desk/plan/publications', { version: 'hp-1', period: '2026' }, [citizen(), people.officer]],
];

test.each(refusals)('%s is closed to whoever has no post for it', async (name, body, refused) => {
  const [method, url = ''] = name.split(' ');
  const address = url.replace(':version', 'hp-1').replace(':period', '2026').replace(':unit', '11383');
  const ask = (who: Actor) =>
    method === 'GET' ? city.as(who).get(address) : city.as(who).post(address, body);
  expect((await ask(anonymous)).statusCode).toBe(401);
  for (const who of refused) expect((await ask(who)).statusCode).toBe(403);
  expect(await city.sql('select 1 from plan.figure union all select 1 from plan.publication')).toEqual([]);
});

test('the same doors open to the posts they are for', async () => {
  const sheet = await city.as(people.inspector).get('/api/desk/plan/index/hp-1/2026/units/11383');
  expect(sheet.statusCode).toBe(200);
  expect((await city.as(people.officer).post('/api/desk/plan/figures', aFigure())).statusCode).toBe(200);
  expect((await city.as(people.leader).post('/api/desk/plan/figures/decision', decision)).statusCode).toBe(
    200,
  );
});
