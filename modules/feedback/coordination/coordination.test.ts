// The coordinator's boards: what waits for a decision and why, and the way of a report between bodies.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { type Filed, file, people, reportsCity } from '../testing.ts';
import type { BouncedList, TriageList } from './coordination-schemas.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const triage = async (): Promise<TriageList['items']> =>
  (await city.as(people.coordinator).get('/api/desk/triage')).json<TriageList>().items;
const bounced = async (): Promise<BouncedList['items']> =>
  (await city.as(people.coordinator).get('/api/desk/bounced')).json<BouncedList>().items;
const reasonOf = async ({ trackingCode }: Filed) =>
  (await triage()).find(({ report }) => report.trackingCode === trackingCode)?.reason;
const step = async (who: keyof typeof people, { trackingCode }: Filed, verb: string, body: object) => {
  const answer = await city.as(people[who]).post(`/api/reports/${trackingCode}/${verb}`, body);
  expect(answer.statusCode, answer.body).toBe(200);
};

test('a matter of no kind waits for the coordinator until a body is chosen', async () => {
  const filed = await file(city, { service: 'other', words: 'Có cái lạ ở đầu ngõ' });
  expect(await reasonOf(filed)).toBe('no-clear-body');
  await step('coordinator', filed, 'assign', { body: 'ubnd-11383', reason: 'Đầu ngõ thuộc phường' });
  expect(await reasonOf(filed)).toBeUndefined();
});

test('a return comes with who returned it and what they wrote; the second leaves the decision to the coordinator', async () => {
  const filed = await file(city);
  await step('leChan', filed, 'return', { reason: 'Cống trục, không phải của phường' });
  const [first] = (await triage()).filter(({ report }) => report.trackingCode === filed.trackingCode);
  expect(first).toMatchObject({
    reason: 'returned',
    from: { code: 'ubnd-11383' },
    said: 'Cống trục, không phải của phường',
  });
  await step('coordinator', filed, 'assign', { body: 'thoat-nuoc', reason: 'Cống trục' });
  await step('drainage', filed, 'return', { reason: 'Cống ngõ, không phải của công ty' });
  expect(await reasonOf(filed)).toBe('returned-twice');
  expect((await triage())[0]?.report.trackingCode).toBe(filed.trackingCode);
});

test('words that ask for a complaint or a denunciation are shown before anyone works on them; tall trees are not', async () => {
  const complaint = await file(city, { words: 'Tôi khieu nai việc thu hồi đất của phường' });
  const denunciation = await file(city, { words: 'Tôi tố cáo cán bộ nhận tiền' });
  const tall = await file(city, { words: 'Cây to cao chắn cột điện' });
  expect(await reasonOf(complaint)).toBe('other-procedure');
  expect(await reasonOf(denunciation)).toBe('other-procedure');
  expect(await reasonOf(tall)).toBeUndefined();
  const asksFor = new Map((await triage()).map((item) => [item.report.trackingCode, item.asksFor]));
  expect(asksFor.get(complaint.trackingCode)).toBe('khieu_nai');
  expect(asksFor.get(denunciation.trackingCode)).toBe('to_cao');
});

test('the way of a bounced report says who held it, in what order, for how much working time, and why it came', async () => {
  const filed = await file(city);
  city.clock.advance(3_600_000);
  await step('leChan', filed, 'return', { reason: 'Cống trục' });
  expect((await bounced()).map(({ report }) => report.trackingCode)).not.toContain(filed.trackingCode);
  city.clock.advance(1_800_000);
  await step('coordinator', filed, 'assign', { body: 'thoat-nuoc', reason: 'Cống trục của công ty' });
  const found = (await bounced()).find(({ report }) => report.trackingCode === filed.trackingCode);
  expect(
    found?.path.map(({ body, how, workingMinutes, reason }) => [body.code, how, workingMinutes, reason]),
  ).toEqual([
    ['ubnd-11383', 'filed', 60, null],
    ['dieu-phoi-1022', 'returned', 30, 'Cống trục'],
    ['thoat-nuoc', 'handed-over', 0, 'Cống trục của công ty'],
  ]);
  expect(found).toMatchObject({ returned: 1, returnsAllowed: 2, openToDecide: false });
});

test('an officer of a body sees neither board', async () => {
  for (const path of ['/api/desk/triage', '/api/desk/bounced'])
    expect((await city.as(people.leChan).get(path)).statusCode).toBe(403);
});
