// Refusals: unsatisfied answers are for the leader of the body and the coordinator alone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { people, reportsCity } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());

const decision = { outcome: 'stands', words: 'Đã kiểm tra lại tại chỗ.' };
test.each([
  ['GET /api/desk/surveys', null],
  ['POST /api/desk/surveys/:code/review', decision],
] as const)('%s refuses everyone else', async (route, body) => {
  const url = route.replace(/^\w+ /, '').replace(':code', 'HP-0000-0000-00000');
  const ask = (who: Parameters<TestCity['as']>[0]) =>
    body === null ? city.as(who).get(url) : city.as(who).post(url, body);
  expect((await ask(anonymous)).statusCode).toBe(401);
  for (const who of [citizen(), people.leChan, people.inspector])
    expect((await ask(who)).statusCode).toBe(403);
});
