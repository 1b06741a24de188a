// A person's own reports as data: each sees theirs, nobody else's, and nobody without signing in.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { file, reportsCity } from '../testing.ts';

const route = 'GET /api/me/reports';
const url = route.replace('GET ', '');
let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());

test(`${route} refuses who is not signed in`, async () => {
  expect((await city.as(anonymous).get(url)).statusCode).toBe(401);
});

test('each sees what they filed themselves', async () => {
  const [reporter, other] = [citizen(), citizen()];
  const filed = await file(city, {}, city.as(reporter));
  const codes = async (who: typeof reporter) =>
    (await city.as(who).get(url)).json().items.map((one: { trackingCode: string }) => one.trackingCode);
  expect(await codes(reporter)).toEqual([filed.trackingCode]);
  expect(await codes(other)).toEqual([]);
});
