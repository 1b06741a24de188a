// The register of breaches: 72 hours, warnings at 24, 48 and 66, the notice, the people who are told.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { citizen, type TestCity } from '@city/kernel/testing';
import { people, privacyTestCity } from '../testing.ts';
import { privacyCity } from '../privacy-city.ts';
import type { PrivacyTables } from '../tables.ts';
import type { BreachView } from './breach-view.ts';
import { tellPeopleJob } from './tell-people.job.ts';
import { warnOfBreaches } from './warn.sweep.ts';

let city: TestCity;
const post = randomUUID();
beforeAll(async () => {
  city = await privacyTestCity();
  await city.sql(
    `insert into privacy.office_post (post_id, body_code, role, valid_from, heard_at)
     values ($1, 'ubnd-thanh-pho', 'data_protection', '2026-01-01', now()), ($2, 'ubnd-11383', 'leader', '2026-01-01', now())`,
    [post, randomUUID()],
  );
});
afterAll(() => city.stop());
beforeEach(async () => {
  city.clock.set('2026-09-08T02:30:00Z');
  await city.sql('truncate privacy.breach cascade; truncate notify.message cascade');
});

const m = () => city.module<PrivacyTables>('privacy');
const notice = {
  title: 'Thư gửi nhầm danh sách',
  whatHappened: 'Danh sách người nhận tin bị gửi nhầm cho một công ty.',
  kindsOfData: 'tên, thư điện tử',
  personsN: 120,
  consequences: null,
  measures: null,
  contact: 'Cao Đức Anh, 0225 1022',
  detectedAt: '2026-09-08T01:00:00.000Z',
};
async function open(more: object = {}): Promise<BreachView> {
  const answer = await city.as(people.officer).post('/api/desk/breaches', { ...notice, ...more });
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer.json();
}
const take = (id: string, verb: string, body: object = {}, who = people.officer) =>
  city.as(who).post(`/api/desk/breaches/${id}/${verb}`, body);
const warn = () => warnOfBreaches(privacyCity(m()));
const messages = () =>
  city.sql<{ recipient: string; params: { hours: number } }>(
    `select recipient, params from notify.message where template = 'privacy.breach-clock' order by message_id`,
  );

test('it is due 72 hours after detection and warned of at each hour once, until it is reported', async () => {
  const { id, dueAt } = await open();
  expect(dueAt).toBe('2026-09-11T01:00:00.000Z');
  expect((await warn())?.toISOString()).toBe('2026-09-09T01:00:00.000Z');
  for (const [at, hours] of [
    ['2026-09-09T01:00:00Z', [24]],
    ['2026-09-10T00:59:59Z', [24]],
    ['2026-09-10T01:00:00Z', [24, 48]],
    ['2026-09-10T19:00:00Z', [24, 48, 66]],
  ] as const) {
    city.clock.set(at);
    await warn();
    await warn();
    expect((await messages()).map(({ params }) => params.hours)).toEqual(hours);
  }
  expect(new Set((await messages()).map(({ recipient }) => recipient))).toEqual(new Set([`post:${post}`]));
  const reported = (await take(id, 'report', { reference: 'A05-12' })).json();
  expect(reported).toMatchObject({ state: 'reported', isLate: false, lateReason: null });
  expect(reported.events.map((event: { action: string }) => event.action)).toEqual([
    'open',
    'warn',
    'warn',
    'warn',
    'report',
  ]);
});

test('one that is recorded late is warned of with the hour that is the truth', async () => {
  await open({ detectedAt: '2026-09-06T02:00:00.000Z' });
  await warn();
  expect((await messages()).map(({ params }) => params.hours)).toEqual([48]);
});

test('after 72 hours the notice says why it is late', async () => {
  const { id } = await open();
  city.clock.set('2026-09-11T01:00:01Z');
  const refused = await take(id, 'report', { reference: 'A05-12' });
  expect(refused.json()).toMatchObject({
    code: 'breach_late_reason_needed',
    errors: [{ pointer: '/lateReason' }],
  });
  const late = await take(id, 'report', { reference: 'A05-12', lateReason: 'Hệ thống thư ngừng.' });
  expect(late.json()).toMatchObject({ isLate: true, lateReason: 'Hệ thống thư ngừng.' });
});

test('people whom it concerns are told once, in the words that were written for them', async () => {
  const { id } = await open();
  const [one, other] = [randomUUID(), randomUUID()];
  await take(id, 'name-people', { persons: [one, other] });
  await take(id, 'name-people', { persons: [one] });
  const told = await take(id, 'tell', { words: 'Thư điện tử của bạn bị gửi nhầm cho một công ty khác.' });
  expect(told.json()).toMatchObject({ namedN: 2, steps: ['amend', 'report'] });
  await tellPeopleJob.run(m(), { breachId: id } as never, 1);
  await tellPeopleJob.run(m(), { breachId: id } as never, 2);
  const sent = await city.sql<{ recipient: string }>(
    `select recipient from notify.message where template = 'privacy.breach' order by recipient`,
  );
  expect(sent.map(({ recipient }) => recipient)).toEqual([`person:${one}`, `person:${other}`].sort());
  const [entry] = await city.sql<{ n: number }>(
    `select count(*)::int as n from trail.entry where action = 'breach.person.told' and subject_id = any($1)`,
    [[one, other]],
  );
  expect(entry?.n).toBe(2);
});

test('what is not true or not in order is refused', async () => {
  const future = await city
    .as(people.officer)
    .post('/api/desk/breaches', { ...notice, detectedAt: '2026-09-08T02:30:01Z' });
  expect(future.json().code).toBe('breach_detected_in_future');
  const { id } = await open();
  expect((await take(id, 'close')).json().code).toBe('breach_step_not_possible');
  expect((await take(id, 'tell', { words: 'Chưa biết là ai cả.' })).json().code).toBe(
    'breach_step_not_possible',
  );
  expect((await take(randomUUID(), 'close')).json().code).toBe('breach_not_found');
  expect((await take(id, 'amend', { personsN: 130 })).json().personsN).toBe(130);
  await take(id, 'report', { reference: 'A05-12' });
  expect((await take(id, 'close')).json().state).toBe('closed');
  expect((await take(id, 'amend', { personsN: 1 })).json().code).toBe('breach_step_not_possible');
});

test('the register is for data protection and the city’s leaders', async () => {
  await open();
  const see = async (who: ReturnType<typeof citizen>) =>
    (await city.as(who).get('/api/desk/breaches')).statusCode;
  expect(await see(people.leader)).toBe(200);
  expect(await see(people.wardLeader)).toBe(403);
  expect(await see(people.caseOfficer)).toBe(403);
  expect(await see(citizen())).toBe(403);
});
