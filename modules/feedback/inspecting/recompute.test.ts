// An inspector's own arithmetic: the file as it is served, read by our own reader, gives the published figures, and a changed figure is found.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { reportsCity } from '../testing.ts';
import { compare, keptByBody, readCsv } from './recompute.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity({ now: '2026-09-28T02:30:00Z' });
  await module.seed?.(city.module('feedback') as never, () => {});
}, 120_000);
afterAll(() => city.stop());

test('cells with commas, quotes and line breaks are one cell', () => {
  expect(readCsv('a,b\r\n"x, ""y""\r\nz",2\r\n,\r\n')).toEqual([
    { a: 'x, "y"\r\nz', b: '2' },
    { a: '', b: '' },
  ]);
  expect(readCsv('a,b\r\n1,2')).toEqual([{ a: '1', b: '2' }]);
});

test('the public file gives every published figure, and a figure that was touched is found', async () => {
  const get = (url: string) => city.as(anonymous).get(url);
  const published = (await get('/api/reports/statistics?from=2026-09-01&to=2026-09-28')).json();
  const kept = keptByBody(readCsv((await get(published.recompute)).body));
  const rows = compare(published.items, kept);
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(({ agrees }) => !agrees)).toEqual([]);
  const [first] = published.items;
  expect(compare([{ ...first, onTime: first.onTime + 1 }], kept)[0]?.agrees).toBe(false);
});
