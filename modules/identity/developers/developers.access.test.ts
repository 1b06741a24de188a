// Who is refused at the developers' pages, the desks of clients and accounts, and the interface for services.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { type IdentityCity, identityCity } from '../testing/identity-city.ts';

let started: IdentityCity;
let city: TestCity;
beforeAll(async () => {
  started = await identityCity();
  ({ city } = started);
});
afterAll(() => started?.stop());

const id = 'thu-0123456789abcdef';
const ask = (name: string, caller: Parameters<TestCity['as']>[0]) => {
  const [method, path] = name.split(' ') as ['GET' | 'POST', string];
  return city
    .as(caller)
    .inject({ method, url: path.replace(':id', id), ...(method === 'POST' ? { payload: {} } : {}) });
};

it.each([
  'GET /developers/clients',
  'POST /developers/clients',
  'GET /developers/clients/:id',
  'POST /developers/clients/:id/redirects',
  'POST /developers/clients/:id/keys',
  'POST /developers/clients/:id/secret',
  'POST /developers/clients/:id/production',
  'POST /developers/clients/:id/remove',
  'GET /developers/try/:id',
  'GET /developers/try-back',
  'POST /developers/try-tokens',
])('%s is closed to whoever is not signed in', async (name) => {
  expect((await ask(name, anonymous)).statusCode).toBe(401);
  expect((await ask(name, system('identity'))).statusCode).toBe(403);
});

it.each([
  'GET /api/desk/clients',
  'POST /api/desk/clients/:id/decide',
  'POST /api/desk/clients/:id/stop',
  'POST /api/desk/clients/:id/lift',
  'GET /api/desk/accounts',
  'POST /api/desk/accounts',
  'POST /api/desk/accounts/:id/enable',
])('%s is for administrators alone', async (name) => {
  expect((await ask(name, anonymous)).statusCode).toBe(401);
  for (const caller of [
    citizen(),
    officer({ body: 'ubnd-11383', role: 'leader', unit: '11383' }),
    system('identity'),
  ])
    expect((await ask(name, caller)).statusCode).toBe(403);
});

it('GET /api/service/registration is for services alone, and for those with the scope', async () => {
  const name = 'GET /api/service/registration';
  expect((await ask(name, anonymous)).statusCode).toBe(401);
  const service = { kind: 'service' as const, id, name: 'Một dịch vụ' };
  const administrator = officer({ body: 'ubnd-31', role: 'administrator' });
  for (const caller of [
    citizen(),
    administrator,
    system('identity'),
    service,
    { ...service, scopes: ['city.me'] },
  ])
    expect((await ask(name, caller)).statusCode).toBe(403);
});

it('a service is refused wherever people are meant, whatever its scopes are called', async () => {
  const service = {
    kind: 'service' as const,
    id,
    name: 'Một dịch vụ',
    scopes: ['city.me', 'city.reports', 'identity.self'],
  };
  for (const name of [
    'GET /api/me',
    'GET /me',
    'GET /developers/clients',
    'GET /api/desk/clients',
    'GET /api/me/deputies',
  ])
    expect([name, (await ask(name, service)).statusCode]).toEqual([name, 403]);
});
