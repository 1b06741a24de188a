// A report's whole life through the interface: who may take which step, what it changes, and two people at once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { type Caller, citizen, multipart, type TestCity } from '@city/kernel/testing';
import { type Filed, file, people, picture, reportsCity } from '../testing.ts';
import { closeSettled } from './close-settled.job.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const ward = () => city.as(people.leChan);
const drainage = () => city.as(people.drainage);
const coordinator = () => city.as(people.coordinator);
const step = (
  caller: Caller,
  filed: Filed,
  verb: string,
  body: object = {},
  headers: Record<string, string> = {},
) => caller.post(`/api/reports/${filed.trackingCode}/${verb}`, body, headers);
const read = async (filed: Filed) =>
  (await city.as(anonymous).get(`/api/reports/${filed.trackingCode}`)).json();

async function resolved(more: Record<string, unknown> = {}): Promise<Filed> {
  const filed = await file(city, more);
  await step(ward(), filed, 'accept');
  const answer = await step(ward(), filed, 'resolve', { words: 'Đã nạo vét ba hố ga.' });
  expect(answer.statusCode).toBe(200);
  return filed;
}

describe('from new to closed', () => {
  test('each step moves the report on, with its words in the story', async () => {
    const filed = await file(city);
    city.clock.advance(3_600_000);
    expect((await step(ward(), filed, 'accept', { words: 'Chiều nay chúng tôi xem.' })).json()).toMatchObject(
      { state: 'accepted', step: 2, acceptedAt: '2026-09-08T03:30:00.000Z' },
    );
    expect((await step(ward(), filed, 'assign', { me: true })).json()).toMatchObject({
      state: 'accepted',
      version: 3,
    });
    expect((await step(ward(), filed, 'start')).json()).toMatchObject({ state: 'in_progress', step: 3 });
    city.clock.advance(3_600_000);
    const answered = (await step(ward(), filed, 'resolve', { words: 'Đã nạo vét ba hố ga.' })).json();
    expect(answered).toMatchObject({
      state: 'resolved',
      step: 4,
      verdict: 'on-time',
      answer: 'Đã nạo vét ba hố ga.',
      reopenUntil: '2026-09-18T04:30:00.000Z',
    });
    expect((await step(ward(), filed, 'close')).json()).toMatchObject({ state: 'closed', step: 5 });
    const story = (await read(filed)).history;
    expect(story.map((entry: { action: string }) => entry.action)).toEqual([
      'file',
      'accept',
      'assign',
      'start',
      'resolve',
      'close',
    ]);
    expect(story[1]).toMatchObject({
      actor: 'office',
      body: { code: 'ubnd-11383' },
      words: 'Chiều nay chúng tôi xem.',
    });
  });

  test('says each step to the city with facts only', async () => {
    const filed = await resolved();
    const events = await city.sql<{ type: string; data: object }>(
      `select o.type, o.data from events.outbox o join feedback.tracking_code t on t.report_id::text = o.key where t.code = $1 order by xid, seq`,
      [filed.trackingCode],
    );
    expect(events.map(({ type }) => type)).toEqual([
      'feedback.report.filed',
      'feedback.report.accepted',
      'feedback.report.resolved',
    ]);
    expect(events[2]?.data).toMatchObject({ seq: 3, state: 'resolved', body: 'ubnd-11383' });
    expect(JSON.stringify(events)).not.toContain('nạo vét');
  });

  test('puts every decision onto the trail with the officer and the post', async () => {
    const filed = await resolved();
    const trail = await city.sql<{ action: string; actor_id: string; actor_body: string }>(
      `select action, actor_id, actor_body from trail.entry where detail ->> 'trackingCode' = $1 order by (detail ->> 'seq')::int nulls first`,
      [filed.trackingCode],
    );
    expect(trail.map(({ action }) => action)).toEqual(['report.file', 'report.accept', 'report.resolve']);
    expect(trail[1]).toMatchObject({ actor_id: people.leChan.id, actor_body: 'ubnd-11383' });
  });

  test('the answer can carry pictures of the place', async () => {
    const filed = await file(city);
    await step(ward(), filed, 'accept');
    const { contentType, payload } = multipart({ words: 'Xong rồi.' }, [
      { field: 'photos', filename: 's.jpg', contentType: 'image/jpeg', data: await picture('#23845a') },
    ]);
    const answer = await ward().inject({
      method: 'POST',
      url: `/api/reports/${filed.trackingCode}/resolve`,
      headers: { 'content-type': contentType },
      payload,
    });
    expect(answer.json().photos).toMatchObject([{ role: 'after' }]);
  });

  test('an answer without words is refused and nothing moves', async () => {
    const filed = await file(city);
    await step(ward(), filed, 'accept');
    const answer = await step(ward(), filed, 'resolve', { words: '   ' });
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, '/words']);
    expect((await read(filed)).state).toBe('accepted');
  });
});

describe('who may', () => {
  test('an officer of another body may not take a step, and a citizen neither', async () => {
    const filed = await file(city);
    expect((await step(city.as(people.haiDuong), filed, 'accept')).statusCode).toBe(403);
    expect((await step(city.as(citizen()), filed, 'accept')).statusCode).toBe(403);
    expect((await step(city.as(people.inspector), filed, 'accept')).statusCode).toBe(403);
    expect((await step(city.as(anonymous), filed, 'accept')).statusCode).toBe(401);
    expect((await read(filed)).state).toBe('new');
  });

  test('the coordinator may step in anywhere', async () => {
    const filed = await file(city);
    expect((await step(coordinator(), filed, 'accept')).statusCode).toBe(200);
  });

  test('a step that does not fit the state is refused by its code', async () => {
    const filed = await file(city);
    const answer = await step(ward(), filed, 'start');
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'report_step_not_possible']);
  });
});

describe('handing over', () => {
  test('moves the report with its reason, keeps the promise, and takes it from the former body', async () => {
    const filed = await file(city);
    await step(ward(), filed, 'accept');
    const moved = await step(ward(), filed, 'assign', {
      body: 'thoat-nuoc',
      reason: 'Cống trục đường do công ty quản lý',
    });
    expect(moved.json()).toMatchObject({
      state: 'accepted',
      body: { code: 'thoat-nuoc' },
      dueAt: filed.dueAt,
    });
    expect(moved.json().holders).toMatchObject([
      { body: { code: 'ubnd-11383' }, until: '2026-09-08T02:30:00.000Z' },
      { body: { code: 'thoat-nuoc' }, until: null, reason: { vi: 'Cống trục đường do công ty quản lý' } },
    ]);
    expect((await step(ward(), filed, 'start')).statusCode).toBe(403);
    expect((await step(drainage(), filed, 'start')).statusCode).toBe(200);
  });

  test.each([
    ['no reason', { body: 'thoat-nuoc' }, 'report_reason_needed', '/reason'],
    [
      'a body that does not exist',
      { body: 'so-ufo', reason: 'Không phải việc của phường' },
      'report_body_unknown',
      '/body',
    ],
    [
      'a body of the past',
      { body: 'so-giao-thong-van-tai', reason: 'Không phải việc của phường' },
      'report_body_unknown',
      '/body',
    ],
    [
      'the body that has it',
      { body: 'ubnd-11383', reason: 'Không phải việc của phường' },
      'report_same_body',
      '/body',
    ],
    ['nobody', {}, 'report_assign_to_whom', '/handler'],
    [
      'two at once',
      { me: true, body: 'thoat-nuoc', reason: 'Hai nơi cùng lúc' },
      'report_assign_to_whom',
      '/handler',
    ],
  ])('with %s is refused', async (_name, body, code, pointer) => {
    const filed = await file(city);
    const answer = await step(ward(), filed, 'assign', body);
    expect([answer.statusCode, answer.json().code, answer.json().errors[0].pointer]).toEqual([
      400,
      code,
      pointer,
    ]);
  });

  test('ends after two returns: the coordinator’s choice is final', async () => {
    const filed = await file(city);
    const reason = 'Không thuộc địa bàn';
    expect((await step(ward(), filed, 'return', { reason })).json()).toMatchObject({
      state: 'returned',
      body: { code: 'dieu-phoi-1022' },
      returned: 1,
    });
    expect((await step(ward(), filed, 'accept')).statusCode).toBe(403);
    await step(coordinator(), filed, 'assign', { body: 'thoat-nuoc', reason: 'Điều phối' });
    await step(drainage(), filed, 'return', { reason });
    await step(coordinator(), filed, 'assign', { body: 'ubnd-11383', reason: 'Phường làm' });
    const third = await step(ward(), filed, 'return', { reason });
    expect([third.statusCode, third.json().code]).toEqual([409, 'report_returned_too_often']);
    expect((await step(ward(), filed, 'accept')).statusCode).toBe(200);
  });
});

describe('the reporter', () => {
  test('rates well with the key from filing, and the report is closed', async () => {
    const filed = await resolved();
    const rated = await step(city.as(anonymous), filed, 'rate', { score: 5, key: filed.reporterKey });
    expect(rated.json()).toMatchObject({ state: 'closed', rating: 5 });
    const again = await step(city.as(anonymous), filed, 'rate', {
      score: 1,
      words: 'Đổi ý',
      key: filed.reporterKey,
    });
    expect([again.statusCode, again.json().code]).toEqual([409, 'report_already_rated']);
  });

  test('rates badly and the agency gets it back with a new term; the first promise is kept for statistics', async () => {
    const filed = await resolved();
    city.clock.advance(86_400_000);
    expect(
      (await step(city.as(anonymous), filed, 'rate', { score: 1, key: filed.reporterKey })).json().code,
    ).toBe('report_reason_needed');
    const rated = (
      await step(city.as(anonymous), filed, 'rate', { score: 1, words: 'Vẫn ngập', key: filed.reporterKey })
    ).json();
    expect(rated).toMatchObject({
      state: 'accepted',
      reopened: 1,
      rating: null,
      resolvedAt: null,
      firstDueAt: filed.dueAt,
      dueAt: '2026-09-11T02:30:00.000Z',
    });
    const queue = (await ward().get('/api/desk/reports?queue=due&limit=1000')).json();
    expect(queue.items.map((item: Filed) => item.trackingCode)).toContain(filed.trackingCode);
  });

  test('is known by the account, too, and nobody else passes: no key, a wrong key, another person, an officer', async () => {
    const person = citizen();
    const filed = await file(city, {}, city.as(person));
    await step(ward(), filed, 'accept');
    await step(ward(), filed, 'resolve', { words: 'Đã xong.' });
    const other = await file(city);
    for (const [caller, key] of [
      [city.as(anonymous), undefined],
      [city.as(anonymous), other.reporterKey],
      [city.as(citizen()), 'x'.repeat(22)],
    ] as const) {
      expect(
        (await step(caller, filed, 'rate', { score: 5, ...(key === undefined ? {} : { key }) })).json().code,
      ).toBe('report_not_yours');
    }
    expect((await step(ward(), filed, 'rate', { score: 5 })).statusCode).toBe(403);
    expect((await step(city.as(person), filed, 'rate', { score: 4 })).json().state).toBe('closed');
  });

  test('reopens within ten days and not later', async () => {
    const filed = await resolved();
    await step(ward(), filed, 'close');
    city.clock.set('2026-09-18T02:30:00Z');
    const late = await resolved();
    await step(ward(), late, 'close');
    expect(
      (
        await step(city.as(anonymous), filed, 'reopen', { reason: 'Lại ngập', key: filed.reporterKey })
      ).json(),
    ).toMatchObject({ state: 'accepted', reopened: 1 });
    city.clock.set('2026-09-28T02:30:01Z');
    const answer = await step(city.as(anonymous), late, 'reopen', {
      reason: 'Lại ngập',
      key: late.reporterKey,
    });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'report_window_over']);
  });

  test('may ask again about a rejection', async () => {
    const filed = await file(city);
    const rejected = await step(ward(), filed, 'reject', { reason: 'Đất tư, không thuộc thẩm quyền' });
    expect(rejected.json()).toMatchObject({
      state: 'rejected',
      answer: 'Đất tư, không thuộc thẩm quyền',
      verdict: 'on-time',
    });
    expect(
      (
        await step(city.as(anonymous), filed, 'reopen', {
          reason: 'Đây là đường chung',
          key: filed.reporterKey,
        })
      ).json().state,
    ).toBe('accepted');
  });
});

describe('two at once', () => {
  test('ten officers accept: one does, nine learn that it is done, and there is one step in the story', async () => {
    const filed = await file(city);
    const answers = await Promise.all(Array.from({ length: 10 }, () => step(ward(), filed, 'accept')));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 409),
    ]);
    expect((await read(filed)).history).toHaveLength(2);
  });

  test('an officer who saw an older version is told so', async () => {
    const filed = await file(city);
    await step(coordinator(), filed, 'assign', { body: 'thoat-nuoc', reason: 'Cống trục' });
    const stale = await step(coordinator(), filed, 'accept', {}, { 'if-match': '"1"' });
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'version_mismatch']);
    const fresh = await step(coordinator(), filed, 'accept', {}, { 'if-match': '"2"' });
    expect([fresh.statusCode, fresh.headers.etag]).toEqual([200, '"3"']);
  });

  test('an answer sent again with its key is one answer', async () => {
    const filed = await file(city);
    await step(ward(), filed, 'accept');
    const send = () =>
      step(
        ward(),
        filed,
        'resolve',
        { words: 'Đã xong.' },
        { 'idempotency-key': `resolve-${filed.trackingCode}` },
      );
    const [one, two] = [await send(), await send()];
    expect([one.statusCode, two.statusCode, two.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    expect((await read(filed)).history).toHaveLength(3);
  });
});

test('the clock closes what nobody contested, once, and leaves the rest', async () => {
  const settled = await resolved();
  city.clock.set('2026-09-15T02:30:00Z');
  const recent = await resolved();
  city.clock.set('2026-09-18T02:30:01Z');
  expect(await closeSettled(city.module('feedback'))).toBeGreaterThanOrEqual(1);
  expect(await closeSettled(city.module('feedback'))).toBe(0);
  expect(await read(settled)).toMatchObject({ state: 'closed' });
  expect((await read(settled)).history.at(-1)).toMatchObject({ actor: 'system', action: 'close' });
  expect((await read(recent)).state).toBe('resolved');
});
