import { expect, test } from 'vitest';
import { testCity } from '@city/kernel/testing';

test('a city without modules is alive, ready and answers unknown addresses with a problem', async () => {
  const city = await testCity();
  try {
    expect((await city.app.inject('/livez')).statusCode).toBe(200);
    expect((await city.app.inject('/readyz')).json()).toEqual({ ready: true, checks: { database: 'ok' } });
    const missing = await city.app.inject('/api/nothing');
    expect(missing.statusCode).toBe(404);
    expect(missing.headers['content-type']).toContain('application/problem+json');
    expect(missing.json().code).toBe('not_found');
    expect((await city.app.inject({ url: '/livez', method: 'POST' })).statusCode).toBe(405);
  } finally {
    await city.stop();
  }
});
