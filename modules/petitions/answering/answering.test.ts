// What a body owes: the dated promise, the ladder, two people for an answer, everyone told once, commitments followed to their end.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, eventually, type TestCity } from '@city/kernel/testing';
import { forgetOld } from '../clock/forget-signers.job.ts';
import { passTime } from '../clock/petition-clock.sweep.ts';
import { answered, islanders, longAnswer, open, owed, people, petitionsCity, read } from '../testing.ts';
import { tellBatch } from './tell.job.ts';
import { tellNobodyYet } from './tell.task.ts';

let city: TestCity;
beforeAll(async () => {
  city = await petitionsCity({ start: { relay: true, work: false } });
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const { officer, leader } = islanders;
const desk = (who: typeof officer, code: string, verb: string, body: object = {}) =>
  city.as(who).post(`/api/desk/petitions/${code}/${verb}`, body);
const answer = { words: longAnswer };
const actions = async (code: string) => (await read(city, code)).history.map(({ action }) => action);
const messages = (what: string, code: string) =>
  city.sql<{ recipient: string }>(
    `select recipient from notify.message where template = 'petitions.news' and params ->> 'what' = $1
       and params ->> 'path' = $2`,
    [what, `/petitions/${code}`],
  );

test('the last signature obliges the body to answer within twenty working days, for everyone to see', async () => {
  const { state, dueAt, firstDueAt, isOverdue, body } = await owed(city);
  expect({ state, isOverdue, body: body.code }).toEqual({
    state: 'owed',
    isOverdue: false,
    body: 'ubnd-11948',
  });
  expect(dueAt).toBe('2026-10-06T02:30:00.000Z');
  expect(firstDueAt).toBe(dueAt);
});

test('signatures taken back later do not undo the obligation, and one may still sign', async () => {
  const { code } = await owed(city);
  const me = citizen();
  await city.as(me).post(`/api/petitions/${code}/sign`, {});
  await city.as(me).post(`/api/petitions/${code}/take-back`, {});
  expect(await read(city, code)).toMatchObject({ state: 'owed', signatures: 20 });
  expect((await actions(code)).filter((action) => action === 'reach')).toHaveLength(1);
});

test('each rung of the ladder is climbed once, at its moment', async () => {
  const { code } = await owed(city);
  const sweep = () => passTime(city.module('petitions'));
  const climbed = async () => (await read(city, code)).escalation;
  const moments = [
    ['2026-09-30T02:29:59Z', 0],
    ['2026-10-06T02:29:59Z', 1],
    ['2026-10-06T02:30:00Z', 2],
    ['2026-10-07T02:30:00Z', 3],
    ['2026-10-13T02:30:00Z', 4],
    ['2026-12-01T02:30:00Z', 4],
  ] as const;
  for (const [at, level] of moments) {
    city.clock.set(at);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    expect(await climbed(), at).toBe(level);
  }
  expect((await read(city, code)).isOverdue).toBe(true);
  await eventually(
    () => messages('overdue', code),
    (rows) => rows.length === 1,
  );
});

describe('an answer', () => {
  test('is drafted by one person and approved by another who leads', async () => {
    const { code } = await owed(city);
    expect((await desk(officer, code, 'submit', { words: 'Đã xem.' })).json().code).toBe(
      'petition_reason_short',
    );
    expect((await desk(officer, code, 'submit', answer)).statusCode).toBe(200);
    expect((await desk(officer, code, 'approve')).statusCode).toBe(403);
    expect((await read(city, code)).answer).toBeNull();
    expect((await desk(leader, code, 'approve')).statusCode).toBe(200);
    const { state, answer: published } = await read(city, code);
    expect([state, published]).toEqual([
      'answered',
      { words: longAnswer, at: '2026-09-08T02:30:00.000Z', onTime: true },
    ]);
  });

  test('drafted by the leader waits for another leader', async () => {
    const { code } = await owed(city);
    await desk(leader, code, 'submit', answer);
    const own = await desk(leader, code, 'approve');
    expect([own.statusCode, own.json().code]).toEqual([403, 'petition_own_answer']);
    const other = { ...leader, id: officer.id };
    expect((await desk(other, code, 'approve')).statusCode).toBe(200);
  });

  test('sent back keeps the promise running, and what the leader wrote stays inside', async () => {
    const { code } = await owed(city);
    await desk(officer, code, 'submit', answer);
    await desk(leader, code, 'send-back', { words: 'Nói rõ ngày mở lại sân chơi.' });
    const view = (await city.as(officer).get(`/api/desk/petitions/${code}`)).json();
    expect(view.drafts[0]).toMatchObject({
      decision: 'sent_back',
      decidedWords: 'Nói rõ ngày mở lại sân chơi.',
    });
    const { body } = await city.as(anonymous).get(`/api/petitions/${code}`);
    expect(body).not.toContain('Nói rõ ngày');
    expect((await read(city, code)).dueAt).toBe('2026-10-06T02:30:00.000Z');
  });

  test('is refused to every other body', async () => {
    const { code } = await owed(city);
    for (const who of [people.leader, people.elsewhere, people.moderator])
      expect((await desk(who, code, 'submit', answer)).statusCode).toBe(403);
  });

  test('moves to the right body by a coordinator, and the promise does not move', async () => {
    const { code, dueAt } = await owed(city);
    const to = { body: 'so-xay-dung', words: 'Đất do sở quản lý, không phải đặc khu.' };
    expect((await desk(leader, code, 'hand-over', to)).statusCode).toBe(403);
    expect((await desk(people.coordinator, code, 'hand-over', { ...to, body: 'nobody' })).json().code).toBe(
      'petition_body_unknown',
    );
    await desk(people.coordinator, code, 'hand-over', to);
    expect(await read(city, code)).toMatchObject({
      body: { code: 'so-xay-dung' },
      dueAt,
      bodyRule: 'handed-over',
    });
    expect((await desk(officer, code, 'submit', answer)).statusCode).toBe(403);
  });
});

test('whoever signed is told once, in batches, and the starter too', async () => {
  const starter = citizen();
  const { code } = await answered(city, starter);
  const [row] = await city.sql<{ id: string }>(
    'select petition_id as id from petitions.petition where code = $1',
    [code],
  );
  const job = { petitionId: row!.id, part: 'signer', after: tellNobodyYet } as const;
  await tellBatch(city.module('petitions'), job);
  await tellBatch(city.module('petitions'), job);
  const told = await eventually(
    () => messages('answered', code),
    (rows) => rows.length === 21,
  );
  expect(new Set(told.map(({ recipient }) => recipient)).size).toBe(21);
  const reads = await city.sql(
    `select 1 from trail.entry where action = 'petition.persons.tell' and purpose is not null and object_id = $1`,
    [row!.id],
  );
  expect(reads.length).toBeGreaterThan(0);
});

describe('commitments', () => {
  test('show their progress, are late when their day has passed, and end the petition when none is open', async () => {
    const { code, commitments } = await answered(city);
    expect(commitments).toMatchObject([{ no: 1, progress: 0, state: 'open', isLate: false }]);
    await desk(officer, code, 'progress', { commitment: 1, progress: 40, words: 'Đã dọn vật liệu' });
    city.clock.set('2026-12-21T02:30:00Z');
    expect((await read(city, code)).commitments).toMatchObject([
      { progress: 40, isLate: true, note: 'Đã dọn vật liệu' },
    ]);
    const early = await desk(leader, code, 'finish', { words: 'Mọi cam kết đã xong.' });
    expect(early.json().code).toBe('petition_commitment_open');
    await desk(officer, code, 'progress', { commitment: 1, progress: 100, words: 'Sân chơi đã mở' });
    expect((await desk(officer, code, 'progress', { commitment: 1, progress: 10 })).json().code).toBe(
      'petition_commitment_over',
    );
    await desk(leader, code, 'finish', { words: 'Mọi cam kết đã xong.' });
    expect((await read(city, code)).state).toBe('finished');
  });

  test('are dropped only with a reason, and their days lie ahead', async () => {
    const { code } = await answered(city);
    const drop = { commitment: 1, progress: 0, drop: true };
    expect((await desk(officer, code, 'progress', drop)).json().code).toBe('petition_commitment_dropped');
    await desk(officer, code, 'progress', { ...drop, words: 'Đất được trả cho trường học.' });
    expect((await read(city, code)).commitments).toMatchObject([
      { state: 'dropped', note: 'Đất được trả cho trường học.' },
    ]);
    expect((await desk(officer, code, 'progress', { commitment: 7, progress: 1 })).statusCode).toBe(404);
    const next = await owed(city);
    const past = { ...answer, commitments: [{ words: 'Mở lại', dueOn: '2026-09-08' }] };
    expect((await desk(officer, next.code, 'submit', past)).json().code).toBe('petition_commitment_past');
  });
});

test('who signed is forgotten a year after the end; the count stays', async () => {
  const { code } = await answered(city);
  await desk(officer, code, 'progress', { commitment: 1, progress: 100 });
  await desk(leader, code, 'finish', { words: 'Mọi cam kết đã xong.' });
  const ties = () =>
    city.sql(
      `select 1 from petitions.person_petition t join petitions.petition p using (petition_id) where p.code = $1 and part = 'signer'`,
      [code],
    );
  city.clock.set('2027-09-07T02:30:00Z');
  await forgetOld(city.module('petitions'));
  expect(await ties()).toHaveLength(20);
  city.clock.set('2027-09-10T02:30:00Z');
  await forgetOld(city.module('petitions'));
  expect(await ties()).toHaveLength(0);
  expect((await read(city, code)).signatures).toBe(20);
});

test('queues show what waits, by due time, to whom it concerns', async () => {
  const { code } = await owed(city);
  const queue = async (who: typeof officer, name: string) =>
    (await city.as(who).get(`/api/desk/petitions?queue=${name}`))
      .json()
      .items.map((one: { code: string }) => one.code);
  expect(await queue(officer, 'owed')).toContain(code);
  expect(await queue(people.leader, 'owed')).not.toContain(code);
  expect(await queue(people.coordinator, 'owed')).toContain(code);
  const { code: other } = await open(city);
  expect(await queue(people.coordinator, 'city')).toContain(other);
  const counts = (await city.as(officer).get('/api/desk/petitions/queues')).json();
  expect(counts.owed).toBe((await queue(officer, 'owed')).length);
});
