// A missed promise is said by name: to the officer in charge, the body's leader, the coordinator, the city's leader, each once.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PostKept } from '@city/identity';
import { system } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import { eventually, officer, type TestCity } from '@city/kernel/testing';
import { type Filed, file, people, reportsCity } from '../testing.ts';
import { escalateAll } from './escalate.sweep.ts';

let city: TestCity;
const posts: Record<string, string> = {};
beforeAll(async () => {
  city = await reportsCity({ start: { relay: true, work: false } });
  city.clock.set('2026-09-08T02:00:00Z');
  await heard('leader', 'ubnd-11383', 'leader');
  await heard('officer', 'ubnd-11383', 'officer');
  await heard('coordinator', 'dieu-phoi-1022', 'coordinator');
  await heard('city', 'ubnd-thanh-pho', 'leader');
  await heard('former', 'ubnd-11383', 'leader', '2026-08-31');
  await eventually(
    async () => (await city.sql<{ n: number }>('select count(*)::int as n from feedback.office_post'))[0]?.n,
    (n) => n === 5,
  );
});
afterAll(() => city.stop());
beforeEach(async () => {
  city.clock.set('2026-09-08T02:30:00Z');
  await city.sql('truncate notify.message cascade');
});

/** As identity says it. */
async function heard(name: string, body: string, role: string, validTo: string | null = null): Promise<void> {
  const postId = newId(city.clock.now());
  posts[name] = postId;
  await city.module('feedback').db.transaction(system('test'), async (tx) => {
    const title = { vi: name, en: name };
    tx.emit(PostKept, postId, {
      postId,
      code: name,
      body,
      unit: null,
      role,
      title,
      validFrom: '2025-07-01',
      validTo,
    });
  });
}

const climbAt = async (at: string) => {
  city.clock.set(at);
  await escalateAll(city.module('feedback'));
};

/** Who was told, by name, with the level; sorted. */
async function told({ trackingCode }: Filed): Promise<string[]> {
  const rows = await city.sql<{ recipient: string; params: { code: string; level: number } }>(
    `select recipient, params from notify.message where template = 'feedback.rung'`,
  );
  return rows
    .filter(({ params }) => params.code === trackingCode)
    .map(({ recipient, params }) => `${params.level} ${nameOf(recipient)}`)
    .sort();
}

function nameOf(recipient: string): string {
  if (recipient === `person:${people.leChan.id}`) return 'handler';
  return Object.keys(posts).find((name) => recipient === `post:${posts[name]}`) ?? recipient;
}

test('where nobody is in charge the officers of the body are told first, then higher at each rung, and nobody twice', async () => {
  const filed = await file(city);
  await climbAt('2026-09-09T09:18:00Z');
  expect(await told(filed)).toEqual(['1 officer']);
  await climbAt('2026-09-10T02:30:00Z');
  await climbAt('2026-09-11T02:30:00Z');
  await climbAt('2026-09-15T02:30:00Z');
  await climbAt('2026-09-16T02:30:00Z');
  expect(await told(filed)).toEqual(['1 officer', '2 leader', '3 coordinator', '3 leader', '4 city']);
});

test('whoever is in charge is told in person, in the inbox and by e-mail', async () => {
  const filed = await file(city);
  await city.as(people.leChan).post(`/api/reports/${filed.trackingCode}/assign`, { me: true });
  await climbAt('2026-09-09T09:18:00Z');
  expect(await told(filed)).toEqual(['1 handler']);
  await climbAt('2026-09-10T02:30:00Z');
  expect(await told(filed)).toEqual(['1 handler', '2 handler', '2 leader']);
  const channels = await city.sql<{ channel: string }>(
    `select distinct channel from notify.delivery where recipient = 'person:${people.leChan.id}' order by 1`,
  );
  expect(channels.map(({ channel }) => channel)).toEqual(['email', 'in-app']);
  const { items } = (await city.as(people.leChan).get('/api/notifications')).json();
  expect(items[0]).toMatchObject({
    path: `/desk/reports?queue=all&code=${filed.trackingCode}`,
    isForPost: false,
  });
});

test('an officer in charge whom the city does not know as a person holds nothing up', async () => {
  const filed = await file(city);
  await city.as(people.leChan).post(`/api/reports/${filed.trackingCode}/assign`, {
    handler: { id: 'partner 7 / north', title: 'Đội 7' },
  });
  await climbAt('2026-09-09T09:18:00Z');
  await climbAt('2026-09-10T02:30:00Z');
  expect(await told(filed)).toEqual(['2 leader']);
});

test('the trail of a rung says which posts were told', async () => {
  const filed = await file(city);
  await climbAt('2026-09-09T09:18:00Z');
  const [entry] = await city.sql<{ detail: { posts: string[] } }>(
    `select detail from trail.entry where action = 'report.escalate' and detail->>'trackingCode' = '${filed.trackingCode}'`,
  );
  expect(entry?.detail.posts).toEqual([posts['officer']]);
});

const leader = { body: 'ubnd-11383', role: 'leader', title: 'Thay Chủ tịch · UBND phường Lê Chân' };
const until = '2026-12-31';

test('a deputy approves where that was left to them, under the name of the post, and never their own draft', async () => {
  const deputy = officer({ ...leader, deputy: { id: newId(new Date()), scope: ['approve'], until } });
  const filed = await file(city, { service: 'pollution', words: 'Khói đen từ lò đốt rác' });
  const path = (verb: string) => `/api/reports/${filed.trackingCode}/${verb}`;
  const body = (await city.as(people.coordinator).get(`/api/desk/reports/${filed.trackingCode}`)).json().body
    .code;
  expect(body).toBe('ubnd-11383');
  await city.as(people.leChan).post(path('accept'), {});
  await city.as(people.leChan).post(path('submit'), { words: 'Đã dừng lò đốt rác.' });
  const own = officer(leader, { id: people.leChan.id });
  expect((await city.as(own).post(path('approve'), {})).json().code).toBe('report_own_request');
  const approved = await city.as(deputy).post(path('approve'), {});
  expect([approved.statusCode, approved.json().state]).toEqual([200, 'resolved']);
  const [entry] = await city.sql<{ actor_id: string; actor_post: string; detail: { deputy: string } }>(
    `select actor_id, actor_post, detail from trail.entry where action = 'report.resolve' order by seq desc limit 1`,
  );
  expect(entry).toMatchObject({
    actor_id: deputy.id,
    actor_post: deputy.post?.id,
    detail: { deputy: deputy.post?.deputy?.id },
  });
});

test('what was not left to the deputy is neither offered nor taken', async () => {
  const deputy = officer({ ...leader, deputy: { id: newId(new Date()), scope: ['assign'], until } });
  const filed = await file(city);
  const seen = (await city.as(deputy).get(`/api/desk/reports/${filed.trackingCode}`)).json();
  expect(seen.actions).toEqual(
    ['assign', 'hand_over', 'return', 'merge', 'transfer'].filter((one) => seen.actions.includes(one)),
  );
  expect(seen.actions).toContain('assign');
  const refused = await city.as(deputy).post(`/api/reports/${filed.trackingCode}/accept`, {});
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'report_beyond_deputy']);
  expect(
    (await city.as(deputy).post(`/api/reports/${filed.trackingCode}/assign`, { me: true })).statusCode,
  ).toBe(200);
});
