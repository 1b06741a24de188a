// The interface behind the wall's curves and its replay: hours and days of the city, and the past in order, page by page.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { file, people, reportsCity } from '../testing.ts';

let city: TestCity;
const codes: string[] = [];

/** Five reports on two days around midnight in the city, two of them answered, one of these late. */
beforeAll(async () => {
  city = await reportsCity();
  for (const at of [
    '2026-09-07T16:30:00Z',
    '2026-09-07T17:30:00Z',
    '2026-09-07T17:40:00Z',
    '2026-09-08T02:10:00Z',
    '2026-09-08T02:20:00Z',
  ]) {
    city.clock.set(at);
    codes.push((await file(city)).trackingCode);
  }
  city.clock.set('2026-09-08T03:00:00Z');
  await answer(codes[1]!);
  await city.sql(
    `update feedback.report set first_due_at = '2026-09-08T02:30:00Z', due_at = '2026-09-08T02:30:00Z' where tracking_code = '${codes[2]!}'`,
  );
  await answer(codes[2]!);
  city.clock.set('2026-09-08T03:30:00Z');
});
afterAll(() => city.stop());

async function answer(code: string): Promise<void> {
  const ward = city.as(people.leChan);
  await ward.post(`/api/reports/${code}/accept`, {});
  const answered = await ward.post(`/api/reports/${code}/resolve`, { words: 'Đã nạo vét ba hố ga.' });
  expect(answered.statusCode).toBe(200);
}

const get = async (path: string) => (await city.as(anonymous).get(path)).json();

test('the trend counts by the hour and by the day of the city, with hours and days without reports', async () => {
  const trend = await get('/api/reports/trend');
  expect(trend.hours).toHaveLength(24);
  expect(trend.hours.at(-1)).toEqual({ from: '2026-09-08T03:00:00.000Z', filed: 0, answered: 2 });
  expect(trend.hours.at(-2)).toEqual({ from: '2026-09-08T02:00:00.000Z', filed: 2, answered: 0 });
  expect(trend.hours.find(({ from }: { from: string }) => from === '2026-09-07T17:00:00.000Z')).toMatchObject(
    { filed: 2 },
  );
  expect(trend.days).toHaveLength(30);
  expect(trend.days.at(-1)).toEqual({ day: '2026-09-08', filed: 4, answered: 2, promised: 2, onTime: 1 });
  expect(trend.days.at(-2)).toEqual({ day: '2026-09-07', filed: 1, answered: 0, promised: 0, onTime: 0 });
});

test('the history gives what was filed and answered in order, and pages leave nothing out and repeat nothing', async () => {
  const span = 'from=2026-09-07T17:00:00Z&to=2026-09-08T03:30:00Z';
  const whole = await get(`/api/reports/history?${span}`);
  const names = (items: readonly { name: string; trackingCode: string }[]) =>
    items.map(({ name, trackingCode }) => `${name} ${codes.indexOf(trackingCode)}`);
  expect(names(whole.items).slice(0, 4)).toEqual(['filed 1', 'filed 2', 'filed 3', 'filed 4']);
  expect(new Set(names(whole.items).slice(4))).toEqual(new Set(['closed 1', 'closed 2']));
  expect(whole.next).toBeNull();
  const paged: { name: string; trackingCode: string }[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: typeof paged; next: string | null } = await get(
      `/api/reports/history?${span}&limit=2&cursor=${cursor}`,
    );
    paged.push(...page.items);
    cursor = page.next;
  }
  expect(names(paged)).toEqual(names(whole.items));
});

test('a span turned over and a made-up cursor are refused by name', async () => {
  const turned = await city
    .as(anonymous)
    .get('/api/reports/history?from=2026-09-08T00:00:00Z&to=2026-09-07T00:00:00Z');
  expect(turned.statusCode).toBe(400);
  const made = await city
    .as(anonymous)
    .get('/api/reports/history?from=2026-09-07T00:00:00Z&to=2026-09-08T00:00:00Z&cursor=abc');
  expect(made.statusCode).toBe(400);
  expect(made.json().errors?.[0]?.pointer ?? made.body).toContain('cursor');
});
