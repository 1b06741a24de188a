// A service that acts for nobody: what it is registered for and nothing else, under its own name on the trail.
import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { officer } from '@city/kernel/testing';
import { type IdentityCity, readTrail } from '../testing/identity-city.ts';
import { oidcCity, register, type Registered } from '../testing/oidc-client.ts';

let made: IdentityCity;
let meter: Registered;
const scope = 'service.registration';
const metadata = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] };
beforeAll(async () => {
  made = await oidcCity();
  meter = await register(made, 'meter', { purposes: [scope], metadata });
}, 60_000);
afterAll(() => made.stop());

const tokenFor = (client: Registered, asked: string) =>
  oidc.clientCredentialsGrant(client.config, { scope: asked, resource: `${made.publicUrl}/api` });
const call = (token: string, path = '/api/service/registration') =>
  fetch(made.publicUrl + path, { headers: { authorization: `Bearer ${token}` } });

test('a token for what it is registered for opens just that, and the trail knows who it was', async () => {
  const { access_token: token, expires_in: life } = await tokenFor(meter, scope);
  expect(life).toBeLessThanOrEqual(300);
  const answer = await call(token);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ id: 'meter', purposes: [scope], proof: 'keys' });
  const read = (await readTrail(made.city)).filter(({ action }) => action === 'client.registration-read');
  expect(read).toMatchObject([{ actor_kind: 'service', actor_id: 'meter', outcome: 'allowed' }]);
});

test('it is nobody: routes about a person refuse it', async () => {
  const { access_token: token } = await tokenFor(meter, scope);
  expect((await call(token, '/api/me')).status).toBe(403);
});

test('scopes of people and scopes it is not registered for are not given', async () => {
  const plain = await register(made, 'plain', { metadata });
  for (const [client, asked] of [
    [meter, 'city.me'],
    [plain, scope],
  ] as const) {
    const got = await tokenFor(client, asked).catch((error: { error?: string }) => error);
    const isRefused = 'error' in got && got.error === 'invalid_scope';
    expect([asked, isRefused || (await call((got as { access_token: string }).access_token)).status]).toEqual(
      [asked, isRefused || 403],
    );
  }
});

test('a purpose taken away, or a stop, ends it within the second, with the token still living', async () => {
  const { access_token: token } = await tokenFor(meter, scope);
  expect((await call(token)).status).toBe(200);
  const administrator = officer({ body: 'ubnd-31', role: 'administrator', unit: null }, { level: 2 });
  const desk = (what: string, reason: string) =>
    made.city
      .as(administrator)
      .inject({ method: 'POST', url: `/api/desk/clients/meter/${what}`, payload: { reason } });
  expect((await desk('stop', 'Khóa của dịch vụ bị lộ.')).statusCode).toBe(200);
  expect((await call(token)).status).toBe(401);
  await expect(tokenFor(meter, scope)).rejects.toThrow();
  expect((await desk('lift', 'Dịch vụ đã đổi khóa.')).statusCode).toBe(200);
  expect((await call(token)).status).toBe(200);
});
