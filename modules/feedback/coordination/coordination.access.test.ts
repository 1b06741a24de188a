// Refusals: the boards of coordinator and leader are no business of people, nor of an officer of one body.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { people, reportsCity } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());

const someId = '01900000-0000-7000-8000-000000000000';
const asked = async (route: string, who: Parameters<TestCity['as']>[0]) =>
  (await city.as(who).get(route.replace('GET ', '').replace(':id', someId))).statusCode;

test.each(['GET /api/desk/ladder', 'GET /api/desk/league'])(
  '%s refuses whoever has no desk',
  async (route) => {
    expect(await asked(route, anonymous)).toBe(401);
    expect(await asked(route, citizen())).toBe(403);
    expect(await asked(route, people.leChan)).toBe(200);
  },
);

test.each([
  'GET /api/desk/storms/groups',
  'GET /api/desk/storms/:id/board',
  'GET /api/desk/triage',
  'GET /api/desk/bounced',
])('%s refuses everyone who does not look at the whole city', async (route) => {
  expect(await asked(route, anonymous)).toBe(401);
  expect(await asked(route, citizen())).toBe(403);
  if (!route.endsWith('groups')) expect(await asked(route, people.leChan)).toBe(403);
  expect([200, 404]).toContain(await asked(route, people.coordinator));
});
