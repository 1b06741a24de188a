// Who is refused at the security centre and where one chooses for whom to act: whoever is not signed in, and the system.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { type IdentityCity, identityCity } from '../testing/identity-city.ts';

let started: IdentityCity;
beforeAll(async () => {
  started = await identityCity();
});
afterAll(() => started?.stop());

test.each([
  'POST /api/me/passkeys/options',
  'POST /api/me/passkeys',
  'GET /me/security',
  'POST /me/security/means',
  'POST /me/security/sessions',
  'POST /me/security/recovery',
  'POST /me/security/recovery/cancel',
  'POST /me/security/destination',
  'GET /me/security/code',
  'POST /me/security/code/again',
  'POST /me/security/code/check',
  'POST /me/security/password',
  'POST /me/security/codes',
  'POST /me/security/totp',
  'GET /me/security/totp',
  'POST /me/security/totp/check',
  'GET /me/acting',
  'POST /me/acting',
  'GET /api/me/acting',
  'POST /api/me/acting',
])('%s is closed to whoever is not a person who signed in', async (name) => {
  const [method, url] = name.split(' ') as ['GET' | 'POST', string];
  const ask = (caller: typeof anonymous) =>
    started.city.as(caller).inject({ method, url, ...(method === 'POST' ? { payload: {} } : {}) });
  expect((await ask(anonymous)).statusCode).toBe(401);
  expect((await ask(system('identity'))).statusCode).toBe(403);
});
