// Who may manage webhooks: administrators from their post, nobody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity, testCity } from '@city/kernel/testing';

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city?.stop());

const id = '018f2b6e-7f3a-7000-8000-000000000000';
const closed = [
  'GET /api/webhooks',
  'POST /api/webhooks',
  'DELETE /api/webhooks/:id',
  'POST /api/webhooks/:id/secret',
  'GET /api/webhooks/:id/deliveries',
];

describe.each(closed)('%s', (name) => {
  const [method, url] = name.split(' ') as ['GET', string];
  test.each([
    ['anonymous', anonymous, 401],
    ['a citizen', citizen(), 403],
    ['an officer', officer({ body: 'ubnd-11383' }), 403],
  ] as const)('refuses %s', async (_who, actor, status) => {
    const payload = method === 'GET' ? {} : { payload: {} };
    expect(
      (await city.as(actor).inject({ method, url: url.replace(':id', id), ...payload })).statusCode,
    ).toBe(status);
  });
});

test('an administrator adds a receiver and sees it, without its secret', async () => {
  const admin = city.as(officer({ body: 'trung-tam-dieu-hanh', role: 'administrator' }));
  const made = await admin.post('/api/webhooks', { url: 'https://93.184.215.14/hook', events: ['*'] });
  expect([made.statusCode, made.json().secret?.startsWith('whsec_')]).toEqual([201, true]);
  const { items } = (await admin.get('/api/webhooks')).json();
  expect(items).toHaveLength(1);
  expect(JSON.stringify(items)).not.toContain('whsec_');
});
