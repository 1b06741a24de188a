// Refusals of what concerns duplicates and storms.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { file, people, reportsCity } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());

test.each(['GET /api/desk/reports/:code/alike', 'GET /api/desk/storms'])(
  '%s refuses who has no post',
  async (route) => {
    const filed = await file(city);
    const url = route.replace('GET ', '').replace(':code', filed.trackingCode);
    expect((await city.as(anonymous).get(url)).statusCode).toBe(401);
    expect((await city.as(citizen()).get(url)).statusCode).toBe(403);
  },
);

test.each([
  ['POST /api/desk/storms', { group: 'water' }],
  ['POST /api/desk/storms/:id/end', {}],
])('%s refuses everyone but those who lead through a storm', async (route, body) => {
  const url = route.replace('POST ', '').replace(':id', '0199aaaa-0000-7000-8000-000000000000');
  expect((await city.as(anonymous).post(url, body)).statusCode).toBe(401);
  expect((await city.as(citizen()).post(url, body)).statusCode).toBe(403);
  expect((await city.as(people.leChan).post(url, body)).statusCode).toBe(403);
  expect(await city.sql('select 1 from feedback.storm')).toEqual([]);
});
