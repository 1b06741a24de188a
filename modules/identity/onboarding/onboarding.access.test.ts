// Who is refused at the doors of assisted onboarding, and what the second wall shows of another office.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity } from '@city/kernel/testing';
import type { Tables } from '../tables.ts';
import { type IdentityCity, identityCity } from '../testing/identity-city.ts';

const id = '01900000-0000-7000-8000-000000000000';
const input = { number: '031145000123', name: 'Vũ Thị Tý', birthDate: '1945-02-10', phone: '', codes: true };
const reason = { reason: 'Lý do thử' };

let stage: IdentityCity;
let city: TestCity;
beforeAll(async () => {
  stage = await identityCity();
  ({ city } = stage);
});
afterAll(() => stage?.stop());

it.each([
  ['GET /api/desk/onboardings', undefined],
  ['POST /api/desk/onboardings', input],
  ['POST /api/desk/onboardings/:id/code', { code: '123456' }],
  ['POST /api/desk/onboardings/:id/confirm', {}],
  ['POST /api/desk/onboardings/:id/refuse', reason],
  ['POST /api/desk/onboardings/:id/withdraw', reason],
] as const)(
  '%s is closed to the anonymous, to citizens and to posts that do not help',
  async (name, payload) => {
    const [method, url] = name.replace(':id', id).split(' ') as ['GET' | 'POST', string];
    const auditor = officer({ body: 'thanh-tra-thanh-pho', role: 'inspector' });
    for (const [actor, status] of [
      [anonymous, 401],
      [citizen(), 403],
      [auditor, 403],
    ] as const) {
      const answer = await city.as(actor).inject({ method, url, ...(payload ? { payload } : {}) });
      expect([actor.kind, answer.statusCode]).toEqual([actor.kind, status]);
    }
    expect(await city.sql('select 1 from identity.onboarding')).toEqual([]);
  },
);

it('shows an office its own alone, even without the check before', async () => {
  const own = officer({ body: 'ubnd-11383', unit: '11383' });
  const made = await city.as(own).post('/api/desk/onboardings', input);
  expect(made.statusCode, made.body).toBe(201);
  const { db } = city.module<Tables>('identity');
  const seen = (actor: Parameters<typeof db.transaction>[0]) =>
    db.transaction(actor, async (tx) => {
      const changed = await sql`update identity.onboarding set phone_proved = true`.execute(tx.db);
      return Number(changed.numAffectedRows);
    });
  expect(await seen(officer({ body: 'ubnd-10525', unit: '10525' }))).toBe(0);
  expect(await seen(citizen())).toBe(0);
  expect(await seen(anonymous)).toBe(0);
  expect(await seen(own)).toBe(1);
});
