// Whose notifications: only the signed-in person's own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { type TestCity, testCity } from '@city/kernel/testing';

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city?.stop());

const closed = [
  'GET /api/notifications',
  'GET /api/notifications/unread',
  'POST /api/notifications/:id/read',
  'POST /api/notifications/read',
  'POST /api/push/subscriptions',
  'DELETE /api/push/subscriptions',
];

describe.each(closed)('%s', (name) => {
  const [method, url] = name.split(' ') as ['GET', string];
  test.each([
    ['anonymous', anonymous, 401],
    ['a service of the city', system('stranger'), 403],
  ] as const)('refuses %s', async (_who, actor, status) => {
    const payload = method === 'GET' ? {} : { payload: {} };
    const path = url.replace(':id', '018f2b6e-7f3a-7000-8000-000000000000');
    expect((await city.as(actor).inject({ method, url: path, ...payload })).statusCode).toBe(status);
  });
});
