// Handling through the interfaces: waiting, extensions, drafts and their approval, categories, evidence, notes.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { type Caller, officer, type TestCity } from '@city/kernel/testing';
import { type Filed, file, inLeChan, people, picture, reportsCity } from '../testing.ts';
import { resumeWaiting } from './resume-waiting.job.ts';

let city: TestCity;
const leaderOfWard = officer({ body: 'ubnd-11383', unit: '11383', role: 'leader', title: 'Chủ tịch phường' });
const colleague = officer({ body: 'ubnd-11383', unit: '11383', title: 'Cán bộ khác' });

beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());
/** Tuesday, 8 September 2026, 9:30 in Hải Phòng. */
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const ward = () => city.as(people.leChan);
const leader = () => city.as(leaderOfWard);
const other = () => city.as(colleague);
const coordinator = () => city.as(people.coordinator);
const step = (as: Caller, filed: Filed, verb: string, body: Record<string, unknown> = {}) =>
  as.post(`/api/reports/${filed.trackingCode}/${verb}`, body);
const photo = (data: Buffer) => ({ field: 'photos', filename: 'sau.jpg', contentType: 'image/jpeg', data });
const read = async (filed: Filed) =>
  (await city.as(anonymous).get(`/api/reports/${filed.trackingCode}`)).json();
const atDesk = async (filed: Filed, as = ward()) =>
  (await as.get(`/api/desk/reports/${filed.trackingCode}`)).json();

async function accepted(more: Record<string, unknown> = {}): Promise<Filed> {
  const filed = await file(city, more);
  expect((await step(ward(), filed, 'accept')).statusCode).toBe(200);
  return filed;
}

describe('waiting for the reporter', () => {
  test('stops the clock; the answer starts it again and the promise moves by the time waited, to the minute', async () => {
    // Two working days from Tuesday 9:30: Thursday 9:30.
    const filed = await accepted();
    expect(filed.dueAt).toBe('2026-09-10T02:30:00.000Z');
    city.clock.advance(3_600_000);
    const asked = (await step(ward(), filed, 'ask', { words: 'Gần số nhà nào?' })).json();
    expect(asked).toMatchObject({
      state: 'waiting_citizen',
      dueAt: null,
      waitsForReporter: true,
      verdict: 'open',
    });
    expect(asked.firstDueAt).toBe(filed.dueAt);
    city.clock.set('2026-09-15T02:30:00Z');
    expect((await read(filed)).verdict).toBe('open');
    const answered = (
      await step(city.as(anonymous), filed, 'answer', {
        words: 'Trước nhà 215, gọi tôi số 0912 345 678',
        key: filed.reporterKey,
      })
    ).json();
    // Fifteen working hours were left at 10:30 on Tuesday; Tuesday a week later 9:30 plus fifteen hours is Thursday 8:30.
    expect(answered).toMatchObject({
      state: 'accepted',
      waitsForReporter: false,
      dueAt: '2026-09-17T01:30:00.000Z',
    });
    expect(answered.firstDueAt).toBe(filed.dueAt);
  });

  test('keeps what the reporter wrote for the office and masks it in public', async () => {
    const filed = await accepted();
    await step(ward(), filed, 'ask', { words: 'Gần số nhà nào?' });
    await step(city.as(anonymous), filed, 'answer', {
      words: 'Gọi tôi số 0912 345 678',
      key: filed.reporterKey,
    });
    expect(JSON.stringify(await read(filed))).not.toContain('345 678');
    expect((await atDesk(filed)).handling.notes).toMatchObject([
      { origin: 'reporter', words: 'Gọi tôi số 0912 345 678' },
    ]);
  });

  test('is ended only by the reporter or the office, never by a stranger', async () => {
    const filed = await accepted();
    const other = await file(city);
    await step(ward(), filed, 'ask', { words: 'Gần số nhà nào?' });
    for (const key of [undefined, other.reporterKey])
      expect(
        (await step(city.as(anonymous), filed, 'answer', { words: 'Ở đây', ...(key ? { key } : {}) })).json()
          .code,
      ).toBe('report_not_yours');
    expect((await step(ward(), filed, 'resume')).json().state).toBe('accepted');
  });

  test('goes back to work in progress when it was asked from there', async () => {
    const filed = await accepted();
    await step(ward(), filed, 'start');
    await step(ward(), filed, 'ask', { words: 'Gần số nhà nào?' });
    expect(
      (await step(city.as(anonymous), filed, 'answer', { words: 'Nhà 215', key: filed.reporterKey })).json()
        .state,
    ).toBe('in_progress');
  });

  test('is over after five working days: the clock runs again by itself, once', async () => {
    const filed = await accepted();
    await step(ward(), filed, 'ask', { words: 'Gần số nhà nào?' });
    city.clock.set('2026-09-15T02:30:00Z');
    expect(await resumeWaiting(city.module('feedback'))).toBe(0);
    city.clock.set('2026-09-15T02:30:01Z');
    expect(await resumeWaiting(city.module('feedback'))).toBe(1);
    expect(await resumeWaiting(city.module('feedback'))).toBe(0);
    const now = await read(filed);
    expect(now.state).toBe('accepted');
    expect(now.history.at(-1)).toMatchObject({ actor: 'system', action: 'resume' });
  });

  test('can end with a rejection that keeps its place in the figures', async () => {
    const filed = await accepted();
    await step(ward(), filed, 'ask', { words: 'Gần số nhà nào?' });
    const rejected = (await step(ward(), filed, 'reject', { reason: 'Không tìm thấy chỗ' })).json();
    expect(rejected).toMatchObject({ state: 'rejected', waitsForReporter: false, verdict: 'on-time' });
    expect(rejected.dueAt).not.toBeNull();
  });

  test('needs no JavaScript: the public page shows the question and takes the answer', async () => {
    const filed = await accepted();
    await step(ward(), filed, 'ask', { words: 'Gần số nhà nào?' });
    const own = await city.as(anonymous).get(`/reports/${filed.trackingCode}?key=${filed.reporterKey}`);
    expect(own.body).toContain('Gần số nhà nào?');
    expect(own.body).toContain(`action="/reports/${filed.trackingCode}/answer"`);
    const others = await city.as(anonymous).get(`/reports/${filed.trackingCode}`);
    expect(others.body).not.toContain(`action="/reports/${filed.trackingCode}/answer"`);
    const sent = await city
      .as(anonymous)
      .form(`/reports/${filed.trackingCode}/answer`, { words: 'Nhà 215', key: filed.reporterKey });
    expect(sent.statusCode).toBe(303);
    expect((await read(filed)).state).toBe('accepted');
  });
});

describe('an extension', () => {
  const twoDays = { amount: 2, unit: 'working-days', reason: 'Chờ vật tư' };

  test('is asked for with a reason, granted by another person, and moves the promise but not the first one', async () => {
    const filed = await accepted();
    expect((await step(ward(), filed, 'extension', twoDays)).statusCode).toBe(200);
    expect((await read(filed)).dueAt).toBe(filed.dueAt);
    const granted = (await step(leader(), filed, 'extend', { approve: true })).json();
    expect(granted).toMatchObject({
      dueAt: '2026-09-14T02:30:00.000Z',
      firstDueAt: filed.dueAt,
      extended: 1,
    });
    expect(granted.history.at(-1)).toMatchObject({
      action: 'extend',
      reason: 'Chờ vật tư',
      detail: { amount: 2 },
    });
  });

  test('is granted by nobody who asked for it, nor by an officer who does not lead', async () => {
    const filed = await accepted();
    expect((await step(leader(), filed, 'extension', twoDays)).statusCode).toBe(200);
    expect((await step(leader(), filed, 'extend', { approve: true })).json().code).toBe('report_own_request');
    expect((await step(ward(), filed, 'extend', { approve: true })).statusCode).toBe(403);
    expect((await step(coordinator(), filed, 'extend', { approve: true })).statusCode).toBe(200);
  });

  test('happens once, and not for longer than the term itself', async () => {
    const filed = await accepted();
    const long = await step(ward(), filed, 'extension', { ...twoDays, amount: 3 });
    expect([long.statusCode, long.json().code, long.json().errors[0].pointer]).toEqual([
      400,
      'report_extension_too_long',
      '/amount',
    ]);
    await step(ward(), filed, 'extension', twoDays);
    expect((await step(ward(), filed, 'extension', twoDays)).json().code).toBe('report_request_open');
    await step(leader(), filed, 'extend', { approve: true });
    const again = await step(ward(), filed, 'extension', twoDays);
    expect([again.statusCode, again.json().code]).toEqual([409, 'report_extended_too_often']);
  });

  test('is refused with words, and may then be asked for again', async () => {
    const filed = await accepted();
    await step(ward(), filed, 'extension', twoDays);
    expect((await step(leader(), filed, 'extend', { approve: false })).json().code).toBe(
      'report_reason_needed',
    );
    expect((await step(leader(), filed, 'extend', { approve: false, words: 'Làm được mà' })).statusCode).toBe(
      200,
    );
    expect((await read(filed)).dueAt).toBe(filed.dueAt);
    expect((await step(ward(), filed, 'extension', twoDays)).statusCode).toBe(200);
  });

  test('keeps its pauses: waiting after it moves the extended promise', async () => {
    const filed = await accepted();
    await step(ward(), filed, 'extension', twoDays);
    await step(leader(), filed, 'extend', { approve: true });
    await step(ward(), filed, 'ask', { words: 'Gần số nhà nào?' });
    city.clock.set('2026-09-09T02:30:00Z');
    const now = (await step(ward(), filed, 'resume')).json();
    expect(now.dueAt).toBe('2026-09-15T02:30:00.000Z');
  });
});

describe('a draft answer', () => {
  const complex = { service: 'pollution', words: 'Khói đen từ xưởng' };
  const draft = { words: 'Chúng tôi đã kiểm tra, xưởng đã dừng đốt.' };

  async function polluted(): Promise<Filed> {
    const filed = await file(city, complex);
    await step(coordinator(), filed, 'assign', { body: 'ubnd-11383', reason: 'Phường kiểm tra' });
    await step(ward(), filed, 'accept');
    return filed;
  }

  test('is asked for where the rules want a leader’s word', async () => {
    const filed = await polluted();
    const answer = await step(ward(), filed, 'resolve', draft);
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'report_needs_approval']);
    expect((await atDesk(filed)).handling.needsApproval).toBe(true);
  });

  test('is seen by nobody outside before the leader approves, and by everyone afterwards, pictures too', async () => {
    const filed = await polluted();
    const sent = await ward().form(`/api/reports/${filed.trackingCode}/submit`, draft, [
      photo(await picture()),
    ]);
    expect(sent.statusCode).toBe(200);
    const before = await read(filed);
    expect(before).toMatchObject({ state: 'resolved_pending_approval', answer: null, photoCount: 0 });
    expect(JSON.stringify(before)).not.toContain('xưởng đã dừng');
    const [request] = (await atDesk(filed, leader())).handling.requests;
    expect(request).toMatchObject({ kind: 'answer', words: draft.words, isOwn: false });
    const id = request.photos[0].id;
    expect((await city.as(anonymous).get(`/files/${id}/medium`)).statusCode).toBe(404);
    expect(
      (await leader().get(`/api/desk/reports/${filed.trackingCode}/draft-photos/${id}`)).statusCode,
    ).toBe(200);
    expect(
      (await city.as(people.haiDuong).get(`/api/desk/reports/${filed.trackingCode}/draft-photos/${id}`))
        .statusCode,
    ).toBe(404);
    expect((await step(other(), filed, 'approve')).statusCode).toBe(403);
    const done = (await step(leader(), filed, 'approve')).json();
    expect(done).toMatchObject({ state: 'resolved', answer: draft.words, photoCount: 1 });
    expect((await city.as(anonymous).get(`/files/${id}/medium`)).statusCode).toBe(200);
  });

  test('goes back with words that only offices read, and may be submitted again, mended by the leader', async () => {
    const filed = await polluted();
    await step(ward(), filed, 'submit', draft);
    const back = (await step(leader(), filed, 'send-back', { words: 'Nêu rõ ngày kiểm tra' })).json();
    expect(back.state).toBe('accepted');
    expect(JSON.stringify(await read(filed))).not.toContain('Nêu rõ ngày');
    expect((await atDesk(filed)).handling.requests[0]).toMatchObject({
      decision: 'refused',
      decidedWords: 'Nêu rõ ngày kiểm tra',
    });
    await step(ward(), filed, 'submit', draft);
    const done = (await step(leader(), filed, 'approve', { words: 'Ngày 8/9 xưởng đã dừng đốt.' })).json();
    expect(done.answer).toBe('Ngày 8/9 xưởng đã dừng đốt.');
  });

  test('is not approved by its own author, and can be taken back', async () => {
    const filed = await polluted();
    await step(leader(), filed, 'submit', draft);
    expect((await step(leader(), filed, 'approve')).json().code).toBe('report_own_request');
    expect((await step(ward(), filed, 'withdraw')).json().state).toBe('accepted');
    expect((await step(leader(), filed, 'approve')).json().code).toBe('report_request_missing');
  });
});

describe('the category', () => {
  test('is changed with a reason early in the term, and the term follows it from the beginning', async () => {
    const filed = await accepted();
    const changed = (
      await step(ward(), filed, 'recategorise', { service: 'sidewalk', reason: 'Vỉa hè lún' })
    ).json();
    expect(changed).toMatchObject({
      service: 'sidewalk',
      dueAt: '2026-09-11T02:30:00.000Z',
      firstDueAt: filed.dueAt,
    });
    expect(changed.history.at(-1)).toMatchObject({
      action: 'recategorise',
      detail: { from: 'flooding', to: 'sidewalk' },
    });
  });

  test('after four fifths of the term is changed by the coordinator only', async () => {
    const filed = await accepted();
    // 16 working hours: 12 h 48 min after Tuesday 9:30 is Wednesday 16:18 (noon is two hours long).
    city.clock.set('2026-09-09T09:18:00Z');
    const change = { service: 'sidewalk', reason: 'Vỉa hè lún' };
    const late = await step(ward(), filed, 'recategorise', change);
    expect([late.statusCode, late.json().code]).toEqual([409, 'report_too_late_to_recategorise']);
    city.clock.set('2026-09-09T09:17:00Z');
    expect((await atDesk(filed)).actions).toContain('recategorise');
    city.clock.set('2026-09-09T09:18:00Z');
    expect((await step(coordinator(), filed, 'recategorise', change)).statusCode).toBe(200);
  });

  test.each([
    ['unknown', 'ufo', 'report_service_unknown'],
    ['the same', 'flooding', 'report_same_service'],
  ])('that is %s is refused', async (_name, service, code) => {
    const filed = await accepted();
    const answer = await step(ward(), filed, 'recategorise', { service, reason: 'Sai loại' });
    expect([answer.statusCode, answer.json().code]).toEqual([400, code]);
  });
});

describe('the picture of an answer', () => {
  async function pothole(): Promise<Filed> {
    const filed = await file(city, { service: 'pothole', words: 'Ổ gà sâu' });
    if (filed.body.code !== 'ubnd-11383')
      await step(coordinator(), filed, 'assign', { body: 'ubnd-11383', reason: 'Đường của phường' });
    await step(ward(), filed, 'accept');
    return filed;
  }

  test('is needed where the rules say so', async () => {
    const filed = await pothole();
    const bare = await step(ward(), filed, 'resolve', { words: 'Đã vá.' });
    expect([bare.statusCode, bare.json().code]).toEqual([400, 'report_evidence_needed']);
    const sent = await ward().form(`/api/reports/${filed.trackingCode}/resolve`, { words: 'Đã vá.' }, [
      photo(await picture()),
    ]);
    expect(sent.statusCode).toBe(200);
  });

  test('is not believed when the camera was somewhere else', async () => {
    const filed = await pothole();
    const elsewhere = await picture('#555', 'jpeg', { lat: inLeChan.lat + 0.02, lon: inLeChan.lon });
    const sent = await ward().form(`/api/reports/${filed.trackingCode}/resolve`, { words: 'Đã vá.' }, [
      photo(elsewhere),
    ]);
    expect([sent.statusCode, sent.json().code]).toEqual([400, 'report_evidence_elsewhere']);
    expect((await read(filed)).state).toBe('accepted');
    const there = await picture('#555', 'jpeg', inLeChan);
    const good = await ward().form(`/api/reports/${filed.trackingCode}/resolve`, { words: 'Đã vá.' }, [
      photo(there),
    ]);
    expect(good.statusCode).toBe(200);
  });
});

describe('notes', () => {
  test('are read by offices and never published; others may not write them', async () => {
    const filed = await accepted();
    expect((await step(ward(), filed, 'notes', { words: 'Đội 3 đi chiều nay' })).statusCode).toBe(200);
    expect((await atDesk(filed)).handling.notes).toMatchObject([
      { origin: 'office', words: 'Đội 3 đi chiều nay' },
    ]);
    expect(JSON.stringify(await read(filed))).not.toContain('Đội 3');
    expect((await step(city.as(people.haiDuong), filed, 'notes', { words: 'Chào' })).statusCode).toBe(403);
    expect((await step(city.as(anonymous), filed, 'notes', { words: 'Chào' })).statusCode).toBe(401);
  });
});
