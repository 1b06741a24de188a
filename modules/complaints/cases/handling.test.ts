// A complaint from the form to its end, with the clock of the law; and what cannot be done.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { localDate } from '@city/kernel/time';
import { complaintsCity } from '../complaints-city.ts';
import { aDenunciation, complaintsTestCity, deskOf, file, idOf, people, step } from '../testing.ts';
import { possibleSteps } from './states.ts';
import { takeEffectAll } from './take-effect.sweep.ts';
import type { ComplaintsTables } from './tables.ts';
import type { TestCity } from '@city/kernel/testing';

let city: TestCity;
const start = '2026-09-08T02:30:00.000Z';
const day = 86_400_000;
const words = 'Đề nghị ông, bà xem lại nội dung này giúp.';
beforeAll(async () => {
  city = await complaintsTestCity();
});
afterAll(() => city.stop());
const dayOf = (at: string | null) => (at === null ? null : localDate(new Date(at)));

test('from receipt to a decision in force, each step within its term', async () => {
  city.clock.set(start);
  const { code } = await file(city);
  const id = await idOf(city, code);
  const [item] = await deskOf(city);
  // Ten days from Tuesday 8 September.
  expect(item).toMatchObject({ code, state: 'received', kind: 'khieu_nai', isLate: false });
  expect(dayOf(item!.dueAt)).toBe('2026-09-18');
  const accepted = await step(city, id, 'accept', undefined, people.handler);
  // Thirty days from the acceptance.
  expect(dayOf(accepted.dueAt)).toBe('2026-10-08');
  expect(accepted.term).toContain('Điều 28');
  expect(accepted.handler).toBe(people.handler.post?.title);
  await step(city, id, 'verify', undefined, people.handler);
  const extended = await step(city, id, 'extend', 'Phải xác minh ở nhiều nơi khác nhau.');
  expect(dayOf(extended.dueAt)).toBe('2026-10-23');
  expect(dayOf(extended.firstDueAt)).toBe('2026-10-08');
  expect(extended.actions).not.toContain('extend');
  const again = await city.as(people.leader).post(`/api/desk/complaints/${id}/extend`, { words });
  expect([again.statusCode, again.json().code]).toEqual([409, 'complaint_extended_too_often']);
  const decided = await step(city, id, 'decide', 'Quyết định số 15: hủy quyết định xử phạt.');
  expect([decided.state, decided.dueAt, dayOf(decided.effectAt)]).toEqual(['decided', null, '2026-10-08']);
  const m = city.module<ComplaintsTables>('complaints');
  expect(await takeEffectAll(m)).toBe(0);
  city.clock.set('2026-10-08T17:00:00.000Z');
  expect(await takeEffectAll(m)).toBe(1);
  expect(await takeEffectAll(m)).toBe(0);
  const closed = await step(city, id, 'close');
  expect(closed.state).toBe('closed');
  expect(closed.story.map(({ action }) => action)).toEqual([
    'file',
    'accept',
    'verify',
    'extend',
    'decide',
    'take_effect',
    'close',
  ]);
  expect((await deskOf(city, people.handler, 'ended')).map((one) => one.code)).toContain(code);
});

test('the clock stands still while something is missing, by whole days', async () => {
  city.clock.set(start);
  const { code, own } = await file(city);
  const id = await idOf(city, code);
  const waiting = await step(city, id, 'ask', 'Gửi thêm bản chụp quyết định xử phạt.', people.handler);
  expect([waiting.state, waiting.dueAt]).toEqual(['waiting', null]);
  city.clock.advance(5 * day);
  const key = own.split('key=')[1]!;
  const sent = await city.as(anonymous).form(`/complaints/follow/${code}`, {
    key,
    verb: 'supplement',
    words: 'Bản chụp gửi kèm, mặt trước và mặt sau.',
  });
  expect(sent.statusCode).toBe(303);
  const [item] = (await deskOf(city)).filter((one) => one.code === code);
  expect([item!.state, dayOf(item!.dueAt)]).toEqual(['received', '2026-09-23']);
  const view = await city.as(people.handler).get(`/api/desk/complaints/${id}`);
  expect(dayOf(view.json().firstAcceptDueAt)).toBe('2026-09-18');
});

test('a second complaint goes to the body above, which must hear the person', async () => {
  city.clock.set(start);
  const { code } = await file(city, undefined, {
    about: { round: '2', firstDecision: 'Số 15 ngày 20/8/2026' },
  });
  expect((await deskOf(city)).map((one) => one.code)).not.toContain(code);
  const id = await idOf(city, code);
  const accepted = await step(city, id, 'accept', undefined, people.cityHandler);
  expect(dayOf(accepted.dueAt)).toBe('2026-10-23');
  await step(city, id, 'verify', undefined, people.cityHandler);
  const unheard = await city.as(people.cityLeader).post(`/api/desk/complaints/${id}/decide`, { words });
  expect([unheard.statusCode, unheard.json().code]).toEqual([409, 'complaint_not_heard']);
  await step(city, id, 'invite', 'Mời đối thoại thứ Hai tuần sau.', people.cityHandler);
  await step(city, id, 'hear', 'Hai bên giữ ý kiến, có biên bản.', people.cityHandler);
  expect((await step(city, id, 'decide', words, people.cityLeader)).state).toBe('decided');
});

test('a place that is hard to reach has the longer term', async () => {
  city.clock.set(start);
  const catHai = { ...people.handler, post: { ...people.handler.post!, body: 'ubnd-11914', unit: '11914' } };
  const { code } = await file(city, undefined, { about: { aboutBody: 'ubnd-11914' } });
  const accepted = await step(city, await idOf(city, code), 'accept', undefined, catHai);
  expect([dayOf(accepted.dueAt), accepted.remote]).toEqual(['2026-10-23', true]);
});

describe('a denunciation', () => {
  test('has seven working days, then thirty and twice thirty more', async () => {
    city.clock.set(start);
    const { code } = await file(city, aDenunciation);
    const id = await idOf(city, code);
    const [item] = (await deskOf(city)).filter((one) => one.code === code);
    expect(dayOf(item!.dueAt)).toBe('2026-09-17');
    expect(dayOf((await step(city, id, 'accept')).dueAt)).toBe('2026-10-08');
    await step(city, id, 'verify');
    expect(dayOf((await step(city, id, 'extend', words)).dueAt)).toBe('2026-11-09');
    expect(dayOf((await step(city, id, 'extend', words)).dueAt)).toBe('2026-12-07');
    const third = await city.as(people.leader).post(`/api/desk/complaints/${id}/extend`, { words });
    expect(third.json().code).toBe('complaint_extended_too_often');
  });

  test('against who heads the body goes to the body above', async () => {
    const { code } = await file(city, aDenunciation, { about: { headsIt: 'yes' } });
    expect((await deskOf(city)).map((one) => one.code)).not.toContain(code);
    expect((await deskOf(city, people.cityHandler)).map((one) => one.code)).toContain(code);
  });

  test('once taken on, ends by a leader’s word and not by withdrawing it', async () => {
    const { code, own } = await file(city, aDenunciation);
    const id = await idOf(city, code);
    await step(city, id, 'accept');
    const key = own.split('key=')[1]!;
    const follow = (verb: string) =>
      city
        .as(anonymous)
        .form(`/complaints/follow/${code}`, { key, verb, words: 'Tôi không muốn tiếp tục nữa.' });
    expect((await follow('withdraw')).statusCode).toBe(409);
    const early = await city.as(people.leader).post(`/api/desk/complaints/${id}/drop`, { words });
    expect(early.json().code).toBe('complaint_withdrawal_not_asked');
    expect((await follow('ask_withdrawal')).statusCode).toBe(303);
    expect((await step(city, id, 'drop', words)).state).toBe('withdrawn');
  });

  test('without a name is information: no term, no name, and the reason is said', async () => {
    const { code, own } = await file(city, aDenunciation, { who: { anonymous: 'yes' } });
    const [item] = (await deskOf(city)).filter((one) => one.code === code);
    expect(item).toMatchObject({ state: 'information', dueAt: null, isAnonymous: true });
    const page = await city.as(anonymous).get(own);
    expect(page.body).toContain('Luật không coi đơn không tên là tố cáo');
    const refused = await city.as(people.leader).post(`/api/desk/complaints/${item!.id}/accept`, {});
    expect(refused.json().code).toBe('complaint_step_not_possible');
    const [kept] = await city.sql<{ n: number }>(
      'select count(*)::int as n from complaints.identity where matter_id = $1',
      [item!.id],
    );
    expect(kept?.n).toBe(0);
  });
});

test('suspended work stands still and goes on where it was', async () => {
  city.clock.set(start);
  const id = await idOf(city, (await file(city)).code);
  await step(city, id, 'accept');
  await step(city, id, 'verify');
  expect(await step(city, id, 'suspend', words)).toMatchObject({ state: 'suspended', dueAt: null });
  city.clock.advance(10 * day);
  const resumed = await step(city, id, 'resume');
  // 8 October and ten days more end on Sunday 18 October.
  expect([resumed.state, dayOf(resumed.dueAt)]).toEqual(['verifying', '2026-10-19']);
});

test('words that the person reads cannot be left out', async () => {
  const id = await idOf(city, (await file(city)).code);
  for (const verb of ['ask', 'refuse', 'guide']) {
    const answer = await city.as(people.leader).post(`/api/desk/complaints/${id}/${verb}`, { words: 'ngắn' });
    expect([verb, answer.statusCode, answer.json().code]).toEqual([verb, 400, 'complaint_answer_missing']);
  }
});

test('a step on an old version is refused', async () => {
  const id = await idOf(city, (await file(city)).code);
  const as = city.as(people.leader);
  expect((await as.post(`/api/desk/complaints/${id}/accept`, {}, { 'if-match': '"7"' })).statusCode).toBe(
    412,
  );
  expect((await as.post(`/api/desk/complaints/${id}/accept`, {}, { 'if-match': '"1"' })).statusCode).toBe(
    200,
  );
});

test('the database knows the same steps as the machine', async () => {
  const [row] = await city.sql<{ check: string }>(
    `select pg_get_constraintdef(oid) as check from pg_constraint where conname = 'event_transition'`,
  );
  const pairs = [
    ...row!.check.matchAll(
      /from_state = '(\w+)'::text\) AND \(action = '(\w+)'::text\) AND \(to_state = '(\w+)'/g,
    ),
  ];
  const inDatabase = pairs.map(([, from, action, to]) => `${from} ${action} ${to}`);
  expect(inDatabase.toSorted()).toEqual([...possibleSteps()].toSorted());
});

test('each body of the list receives or leads to one that does', () => {
  const { receivers } = complaintsCity(city.module<ComplaintsTables>('complaints'));
  const bodies = receivers.all('2026-09-08');
  expect(bodies.length).toBeGreaterThan(114);
  for (const { code, superior } of bodies)
    expect([code, superior === null || receivers.on(superior, '2026-09-08') !== undefined]).toEqual([
      code,
      true,
    ]);
});
