// Who is refused at the doors of acting for another: whoever is not signed in, and at the registry all but civil-status officers.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import { type IdentityCity, identityCity } from '../testing/identity-city.ts';

const id = '01900000-0000-7000-8000-000000000000';

let stage: IdentityCity;
let city: TestCity;
beforeAll(async () => {
  stage = await identityCity();
  ({ city } = stage);
});
afterAll(() => stage?.stop());

const placed = (name: string) => name.replace(':id', id).split(' ') as ['GET' | 'POST', string];
const mandates = () => city.sql('select id, status from identity.mandate order by id');

it.each([
  'GET /me/family',
  'GET /me/mandates',
  'GET /me/organisations',
  'GET /me/mandates/new',
  'POST /me/mandates/new',
  'GET /me/mandates/:id',
  'POST /me/mandates/:id/accept',
  'POST /me/mandates/:id/confirm',
  'POST /me/mandates/:id/decline',
  'POST /me/mandates/:id/revoke',
  'GET /me/mandates/:id/narrow',
  'POST /me/mandates/:id/narrow',
])('%s is closed to whoever is not signed in', async (name) => {
  const [method, url] = placed(name);
  const before = await mandates();
  const answer = await city
    .as(anonymous)
    .inject({ method, url, ...(method === 'POST' ? { payload: {} } : {}) });
  expect(answer.statusCode).toBe(401);
  expect(await mandates()).toEqual(before);
});

it.each([
  'GET /api/desk/mandates',
  'POST /api/desk/mandates',
  'POST /api/desk/mandates/:id/confirm',
  'POST /api/desk/mandates/:id/end',
])('%s is closed to all but civil-status officers', async (name) => {
  const [method, url] = placed(name);
  const before = await mandates();
  for (const [actor, status] of [
    [anonymous, 401],
    [citizen(), 403],
    [officer({ body: 'ubnd-11383', unit: '11383' }), 403],
    [officer({ body: 'ubnd-11383', unit: '11383', role: 'administrator' }), 403],
  ] as const) {
    const answer = await city
      .as(actor)
      .inject({ method, url, ...(method === 'POST' ? { payload: {} } : {}) });
    expect([actor.kind, answer.statusCode]).toEqual([actor.kind, status]);
  }
  expect(await mandates()).toEqual(before);
});
