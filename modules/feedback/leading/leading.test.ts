// The leader's figures: intervals as published, an order that luck does not win, the same rules as the open data, the ladder by rung.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { escalateAll } from '../escalation/escalate.sweep.ts';
import { file, people, reportsCity } from '../testing.ts';
import { shareOf } from './interval.ts';
import { leagueOf } from './league.ts';
import type { Ladder, League } from './leading-schemas.ts';
import type { KeptMonth } from './leading.store.ts';
import { monthsBefore } from './leading.routes.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
  city.clock.set('2026-09-08T02:30:00Z');
});
afterAll(() => city.stop());

// Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('the interval of %i of %i goes from %f to %f', (hits, of, low, high) => {
  const found = shareOf(hits, of);
  expect(found?.low).toBeCloseTo(low, 4);
  expect(found?.high).toBeCloseTo(high, 4);
});

test('of nothing there is no share', () => expect(shareOf(0, 0)).toBeNull());

const kept = (body: string, promised: number, onTime: number): KeptMonth => ({
  body_code: body,
  month: null,
  filed: promised,
  answered: promised,
  promised,
  on_time: onTime,
  reopened: 0,
  rated: 0,
  ratings: 0,
  median_days: 1,
});

test('a body with few answers has no place, and among the others the sure ones stand first', () => {
  const rows = [kept('lucky', 3, 3), kept('small', 20, 20), kept('large', 1000, 980)];
  const names = leagueOf(rows, [], (code) => ({ code }) as never).map(({ body, isFew }) => [
    body.code,
    isFew,
  ]);
  expect(names).toEqual([
    ['large', false],
    ['small', false],
    ['lucky', true],
  ]);
});

test('months reach back over the new year', () => {
  expect(monthsBefore('2026-02-14', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
});

test('the league gives the same figures as the open statistics', async () => {
  for (let at = 0; at < 4; at++) {
    const { trackingCode } = await file(city);
    if (at === 0) continue;
    await city.as(people.leChan).post(`/api/reports/${trackingCode}/accept`, {});
    if (at === 3) city.clock.set('2026-09-17T02:30:00Z');
    await city.as(people.leChan).post(`/api/reports/${trackingCode}/resolve`, { words: 'Đã xong.' });
  }
  const league = (await city.as(people.coordinator).get('/api/desk/league?months=1')).json<League>();
  const open = (
    await city.as(people.leChan).get('/api/reports/statistics?from=2026-09-01&to=2026-09-17')
  ).json();
  const ours = league.items.find(({ body }) => body.code === 'ubnd-11383');
  const theirs = open.items.find(({ key }: { key: string }) => key === 'ubnd-11383');
  expect(ours).toMatchObject({ filed: theirs.filed, answered: theirs.answered, promised: theirs.promised });
  expect(ours?.onTime?.value).toBe(theirs.onTimeShare);
  expect(ours?.months).toMatchObject([{ month: '2026-09', promised: 3 }]);
  expect(ours?.medianDays).toBeCloseTo(0, 1);
});

test('the ladder shows each report on its rung; other bodies are for those who look over the whole city', async () => {
  await escalateAll(city.module('feedback'));
  const ladder = (await city.as(people.leChan).get('/api/desk/ladder')).json<Ladder>();
  expect(ladder.rungs.map(({ level, count }) => [level, count])).toEqual([
    [1, 1],
    [2, 0],
    [3, 0],
    [4, 0],
  ]);
  expect(ladder.rungs[0]?.items[0]?.escalation).toBe(1);
  expect((await city.as(people.leChan).get('/api/desk/ladder?body=*')).statusCode).toBe(403);
  const whole = (await city.as(people.coordinator).get('/api/desk/ladder?body=*')).json<Ladder>();
  expect([whole.body, whole.rungs[0]?.count]).toEqual([null, 1]);
  const unknown = await city.as(people.coordinator).get('/api/desk/ladder?body=none');
  expect(unknown.json().code).toBe('report_body_unknown');
});
