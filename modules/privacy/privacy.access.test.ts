// Who is refused: strangers, other people, officers without the post; in the routes and again in the database.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { ask, people, privacyTestCity, step } from './testing.ts';
import type { PrivacyTables } from './tables.ts';

let city: TestCity;
beforeAll(async () => {
  city = await privacyTestCity();
});
afterAll(() => city.stop());

/** Sends what a route could get; its refusal comes before anything is looked at. */
async function statusOf(who: Parameters<typeof city.as>[0], place: string): Promise<number> {
  const [method, path = ''] = place.split(' ');
  const url = path.replace(':id', '01a21f6f-2d30-7044-ad16-69a6ba5beb83').replace(':verb', 'accept');
  const caller = city.as(who);
  return (await (method === 'GET' ? caller.get(url) : caller.post(url, {}))).statusCode;
}

test.each([
  'GET /api/me/data-requests',
  'POST /api/me/data-requests',
  'GET /api/me/data-requests/:id',
  'POST /api/me/data-requests/:id/take-back',
  'GET /api/me/data-requests/:id/export',
  'GET /api/me/data-requests/:id/export.pdf',
  'GET /api/me/consents',
  'POST /api/me/consents',
  'POST /api/me/consents/withdraw',
  'POST /api/me/consents/allow-again',
  'GET /me/data',
  'POST /me/data',
  'GET /me/data/:id',
  'GET /me/data/:id/print',
  'POST /me/data/:id/take-back',
  'GET /me/consents',
  'POST /me/consents',
  'POST /me/consents/withdraw',
  'POST /me/consents/allow-again',
])('%s is for whoever is signed in', async (place) => {
  expect(await statusOf(anonymous, place)).toBe(401);
});

test.each([
  'GET /api/desk/data-requests',
  'GET /api/desk/data-requests/:id',
  'POST /api/desk/data-requests/:id/:verb',
  'GET /api/desk/breaches',
  'POST /api/desk/breaches',
  'GET /api/desk/breaches/:id',
  'POST /api/desk/breaches/:id/amend',
  'POST /api/desk/breaches/:id/report',
  'POST /api/desk/breaches/:id/name-people',
  'POST /api/desk/breaches/:id/tell',
  'POST /api/desk/breaches/:id/close',
])('%s is for data protection and leaders of the city', async (place) => {
  expect(await statusOf(anonymous, place)).toBe(401);
  for (const who of [citizen(), people.caseOfficer, people.wardLeader])
    expect(await statusOf(who, place)).toBe(403);
});

test('privacy.requests.see: for data protection and leaders of the city, and for nobody else', async () => {
  const { id } = await ask(city);
  for (const who of [citizen(), people.caseOfficer, people.wardLeader]) {
    expect((await city.as(who).get('/api/desk/data-requests')).statusCode).toBe(403);
    expect((await city.as(who).get(`/api/desk/data-requests/${id}`)).statusCode).toBe(403);
    expect((await city.as(who).post(`/api/desk/data-requests/${id}/accept`, {})).statusCode).toBe(403);
  }
  expect((await city.as(anonymous).get('/api/desk/data-requests')).statusCode).toBe(401);
  expect((await city.as(people.leader).get(`/api/desk/data-requests/${id}`)).statusCode).toBe(200);
});

test('a leader is the second person, and takes no other step', async () => {
  const { id } = await ask(city);
  const code = async (verb: string) =>
    (await city.as(people.leader).post(`/api/desk/data-requests/${id}/${verb}`, { words: 'Một lời.' })).json()
      .code;
  expect(await code('accept')).toBe('data_request_step_not_possible');
  await step(city, id, 'accept');
  expect(await code('propose')).toBe('data_request_step_not_possible');
  expect(await code('approve')).toBe('data_request_step_not_possible');
});

test('privacy.breaches.handle: a breach is recorded by the same posts alone', async () => {
  for (const who of [citizen(), people.caseOfficer, people.wardLeader])
    expect((await city.as(who).post('/api/desk/breaches', {})).statusCode).toBe(403);
});

test('whoever stands in for the post needs the scope', async () => {
  const standIn = (scope: string[]) => ({
    ...people.officer,
    post: { ...people.officer.post!, deputy: { id: 'naming', scope, until: '2026-09-30' } },
  });
  const { id } = await ask(city);
  const status = async (scope: string[], verb: string) =>
    (await city.as(standIn(scope)).post(`/api/desk/data-requests/${id}/${verb}`, {})).statusCode;
  expect(await status(['assign'], 'accept')).toBe(403);
  expect(await status(['handle'], 'accept')).toBe(200);
});

test('the database itself shows nobody else’s rows, whatever a route forgets', async () => {
  const who = citizen();
  await ask(city, who);
  await city.as(who).post('/api/me/consents', { purpose: 'ward-news', textVersion: '1', agreed: true });
  const { db } = city.module<PrivacyTables>('privacy');
  const seen = (actor: Parameters<typeof db.transaction>[0]) =>
    db.transaction(actor, async (tx) => ({
      requests: (
        await tx.db
          .selectFrom('privacy.request')
          .select('request_id')
          .where('person_id', '=', String(who.id))
          .execute()
      ).length,
      consents: (
        await tx.db
          .selectFrom('privacy.consent')
          .select('consent_id')
          .where('person_id', '=', String(who.id))
          .execute()
      ).length,
    }));
  expect(await seen(who)).toEqual({ requests: 1, consents: 1 });
  expect(await seen(citizen())).toEqual({ requests: 0, consents: 0 });
  expect(await seen(people.caseOfficer)).toEqual({ requests: 0, consents: 0 });
  expect(await seen(people.officer)).toEqual({ requests: 1, consents: 0 });
  expect(await seen(anonymous)).toEqual({ requests: 0, consents: 0 });
  expect(await seen(system('privacy.test'))).toEqual({ requests: 1, consents: 1 });
});
