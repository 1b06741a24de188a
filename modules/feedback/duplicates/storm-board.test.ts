// The board of a storm: what came, what it is about, what was merged and can be undone, and pairs that only a person can judge.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import type { FeedbackTables } from '../cases/tables.ts';
import { file, inLeChan, people, reportsCity } from '../testing.ts';
import type { StormBoard, StormGroups } from './storm-board-schemas.ts';
import { weatherStorms } from './storm.sweep.ts';

let city: TestCity;
let stormId: string;
beforeAll(async () => {
  city = await reportsCity();
  city.clock.set('2026-09-08T02:30:00Z');
  const begun = await city.as(people.coordinator).post('/api/desk/storms', { group: 'water' });
  stormId = begun.json().id;
});
afterAll(() => city.stop());

const board = async (): Promise<StormBoard> =>
  (await city.as(people.coordinator).get(`/api/desk/storms/${stormId}/board`)).json();
const same = {
  words: 'Ngập sâu trước 215 Trần Nguyên Hãn, nước ngang bánh xe',
  address: '215 Trần Nguyên Hãn',
};

test('the master stands with its followers, each can be taken out again, and the counts follow', async () => {
  const master = await file(city, same);
  const followers = [];
  for (let at = 0; at < 3; at++) {
    city.clock.advance(61_000);
    followers.push(await file(city, { ...same, lat: inLeChan.lat + at / 20_000 }));
  }
  city.clock.advance(10_000);
  await weatherStorms(city.module<FeedbackTables>('feedback'));
  const seen = await board();
  expect(seen).toMatchObject({ filed: 4, followers: 3 });
  expect(seen.masters.map(({ report }) => [report.trackingCode, report.merged])).toEqual([
    [master.trackingCode, 3],
  ]);
  expect(seen.masters[0]?.followers.map(({ trackingCode, mergedBy }) => [trackingCode, mergedBy])).toEqual(
    followers.toReversed().map(({ trackingCode }) => [trackingCode, 'city']),
  );
  expect(seen.perMinute.slice(-4)).toEqual([1, 1, 1, 1]);
  const [last] = seen.masters[0]?.followers ?? [];
  const undone = await city
    .as(people.coordinator)
    .post(
      `/api/reports/${last?.trackingCode}/unmerge`,
      { reason: 'Hai việc khác nhau' },
      { 'if-match': `"${last?.version}"` },
    );
  expect(undone.statusCode, undone.body).toBe(200);
  expect(await board()).toMatchObject({ filed: 4, followers: 2, masters: [{ report: { merged: 2 } }] });
});

test('what is alike but not enough is proposed as a pair, the later with the earlier, and is gone once merged', async () => {
  const seen = await board();
  const [pair] = seen.candidates;
  expect(Date.parse(pair?.master.filedAt ?? '')).toBeLessThan(Date.parse(pair?.report.filedAt ?? ''));
  const merged = await city.as(people.coordinator).post(`/api/reports/${pair?.report.trackingCode}/merge`, {
    master: pair?.master.trackingCode,
    reason: 'Cùng một chỗ ngập',
  });
  expect(merged.statusCode, merged.body).toBe(200);
  const codes = (await board()).candidates.map(({ report }) => report.trackingCode);
  expect(codes).not.toContain(pair?.report.trackingCode);
});

test('reports of another matter, and those that came before, are not of this storm', async () => {
  const before = (await board()).filed;
  await file(city, { service: 'pothole', words: 'Ổ gà lớn giữa đường' });
  expect((await board()).filed).toBe(before);
});

test('the groups say whether a storm lasts and how fast reports come', async () => {
  const { items } = (await city.as(people.coordinator).get('/api/desk/storms/groups')).json<StormGroups>();
  expect(items.find(({ group }) => group === 'water')).toMatchObject({ lasts: true, lastTenMinutes: 4 });
  expect(items.find(({ group }) => group === 'green')).toMatchObject({ lasts: false, lastTenMinutes: 0 });
});

test('an unknown storm is refused in words, and officers of bodies do not lead storms', async () => {
  const unknown = await city.as(people.coordinator).get('/api/desk/storms/none/board');
  expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'report_storm_unknown']);
  expect((await city.as(people.leChan).get(`/api/desk/storms/${stormId}/board`)).statusCode).toBe(403);
});
