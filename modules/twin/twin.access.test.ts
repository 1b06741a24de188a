// Refusals at the doors of the twin's desk: who has no such post is refused by name, and nothing is written.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { defaultsOf } from './desk/catalogue.ts';
import { people, twinCityOf } from './testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await twinCityOf();
}, 120_000);
afterAll(() => city?.stop());

const input = defaultsOf('water');
const id = '01990000-0000-7000-8000-000000000000';
const strangers = [citizen(), people.moderator];
const lookers = [...strangers, people.officer];
const refusals: readonly (readonly [string, object | undefined, readonly Actor[]])[] = [
  ['GET /api/desk/twin', undefined, strangers],
  ['GET /api/desk/twin/scenarios', undefined, strangers],
  ['GET /api/desk/twin/runs', undefined, strangers],
  ['GET /api/desk/twin/runs/:id', undefined, strangers],
  ['GET /api/desk/twin/compare', undefined, strangers],
  ['POST /api/desk/twin/scenarios', { title: 'Thử', input }, lookers],
  ['POST /api/desk/twin/runs', { title: 'Thử', input }, lookers],
  ['POST /api/desk/twin/runs/:id/repeat', undefined, lookers],
  ['POST /api/desk/twin/runs/:id/stop', undefined, lookers],
];

test.each(refusals)('%s is closed to whoever has no post for it', async (name, body, refused) => {
  const [method, url = ''] = name.split(' ');
  const address = `${url.replace(':id', id)}${url.endsWith('compare') ? `?one=${id}&other=${id}` : ''}`;
  const ask = (who: Actor) =>
    method === 'GET' ? city.as(who).get(address) : city.as(who).post(address, body);
  const before = await city.sql('select 1 from twin.scenario');
  expect((await ask(anonymous)).statusCode).toBe(401);
  for (const who of refused) expect((await ask(who)).statusCode).toBe(403);
  expect(await city.sql('select 1 from twin.scenario')).toHaveLength(before.length);
  expect(await city.sql('select 1 from twin.run')).toEqual([]);
});

test('the same doors open to the posts they are for; a run nobody knows is not found', async () => {
  expect((await city.as(people.officer).get('/api/desk/twin')).statusCode).toBe(200);
  expect(
    (await city.as(people.operator).post('/api/desk/twin/runs', { title: 'Thử', input })).statusCode,
  ).toBe(201);
  expect((await city.as(people.leader).get(`/api/desk/twin/runs/${id}`)).statusCode).toBe(404);
  expect((await city.as(people.leader).post(`/api/desk/twin/runs/${id}/stop`)).statusCode).toBe(404);
});
