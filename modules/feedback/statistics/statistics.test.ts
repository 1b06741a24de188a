// Whoever takes the public CSV gets the published figures, number by number; what is hidden is in neither; tricks gain nothing.
import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { file, people, reportsCity } from '../testing.ts';
import { add, type Kept, nothing, type PublicRow, shares } from './kept.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
  city.clock.set('2026-09-28T02:30:00Z');
  await module.seed?.(city.module('feedback') as never, () => {});
}, 120_000);
afterAll(() => city.stop());

const get = (url: string) => city.as(anonymous).get(url);
type Line = Record<string, string>;
const table = async (query = '') =>
  parse((await get(`/reports.csv${query}`)).body, { columns: true }) as Line[];
const at = (text: string | undefined) => (text ? new Date(text) : null);

/** A line of the file as a third party would read it. */
function rowOf(line: Line): PublicRow {
  return {
    state: line['state'] ?? '',
    filed_at: new Date(line['filed_at'] ?? ''),
    first_due_at: at(line['first_due_at']),
    resolved_at: at(line['resolved_at']),
    closed_at: at(line['closed_at']),
    reopened: Number(line['reopened']),
    returned: Number(line['returned']),
    extended: Number(line['extended']),
    rating: line['rating'] ? Number(line['rating']) : null,
    survey_n: Number(line['survey_answers']),
    survey_fixed_n: Number(line['survey_fixed']),
    survey_scores: Number(line['survey_scores']),
  };
}

describe.each(['body', 'unit', 'service'] as const)('figures by %s', (by) => {
  test('are those that the public file gives', async () => {
    const published = (await get(`/api/reports/statistics?by=${by}&from=2026-09-01&to=2026-09-28`)).json();
    const lines = await table(published.recompute.replace('/reports.csv', ''));
    const mine = new Map<string, Kept>();
    for (const line of lines) {
      const key = line[by] as string;
      mine.set(key, add(mine.get(key) ?? nothing, rowOf(line)));
    }
    expect(published.items.length).toBeGreaterThan(5);
    for (const { key, name: _name, ...figures } of published.items) {
      const { onTimeShare, meanRating, fixedShare, meanSurvey, ...counts } = figures;
      const { ratings, surveyScores, ...own } = mine.get(key) as Kept;
      expect(counts, key).toEqual(own);
      expect({ onTimeShare, meanRating, fixedShare, meanSurvey }, key).toEqual(
        shares({ ...own, ratings, surveyScores }),
      );
      mine.delete(key);
    }
    expect([...mine.values()].every(({ filed }) => filed === 0)).toBe(true);
  });
});

describe('tricks gain nothing', () => {
  const kept: PublicRow = {
    state: 'closed',
    filed_at: new Date('2026-09-01T02:00:00Z'),
    first_due_at: new Date('2026-09-03T02:00:00Z'),
    resolved_at: new Date('2026-09-02T02:00:00Z'),
    closed_at: new Date('2026-09-02T03:00:00Z'),
    reopened: 0,
    returned: 0,
    extended: 0,
    rating: null,
    survey_n: 0,
    survey_fixed_n: 0,
    survey_scores: 0,
  };
  const share = (row: PublicRow) => shares(add(nothing, row)).onTimeShare;

  test('an answer in time counts; one that had to be given again after the promise does not', () => {
    expect(share(kept)).toBe(1);
    expect(share({ ...kept, reopened: 1, resolved_at: new Date('2026-09-05T02:00:00Z') })).toBe(0);
  });
  test('an extension does not move the promise that is counted', () => {
    expect(share({ ...kept, extended: 1, resolved_at: new Date('2026-09-04T02:00:00Z') })).toBe(0);
  });
  test('what follows another report is counted with that one only', () => {
    expect(add(nothing, { ...kept, state: 'merged' })).toEqual(nothing);
    expect(add(nothing, { ...kept, state: 'transferred' })).toEqual(nothing);
  });
  test('four ratings tell no mean', () => {
    const rated = (count: number) =>
      Array.from({ length: count }, () => ({ ...kept, rating: 5 })).reduce(add, nothing);
    expect([shares(rated(4)).meanRating, shares(rated(5)).meanRating]).toEqual([null, 5]);
  });
});

describe('open data', () => {
  test('hold no report that is hidden or private, in any format', async () => {
    const hidden = await file(city, { words: 'Việc không ai được thấy' });
    await city.sql(`update feedback.report set visibility = 'private' where tracking_code = $1`, [
      hidden.trackingCode,
    ]);
    for (const url of [
      '/reports.csv',
      '/reports.geojson',
      '/reports.rss',
      '/reports.csv?q=khong%20ai%20duoc',
    ])
      expect((await get(url)).body, url).not.toContain(hidden.trackingCode);
  });

  test('cells that begin like a formula are text, commas and quotes stay in their cell', async () => {
    const filed = await file(city, { words: '=HYPERLINK("http://x"), "đây"', address: '+84 phố' });
    const line = (await table()).find(({ code }) => code === filed.trackingCode);
    expect(line).toMatchObject({ words: `'=HYPERLINK("http://x"), "đây"`, address: "'+84 phố" });
  });

  test('GeoJSON has longitude first and pages on; RSS is a feed with a place in each item', async () => {
    const page = (await get('/reports.geojson?limit=5')).json();
    expect(page.features).toHaveLength(5);
    const [first] = page.features;
    expect(first.geometry.coordinates[0]).toBeGreaterThan(100);
    const next = (await get(`/reports.geojson?limit=5&cursor=${page.next}`)).json();
    expect(next.features[0].id).not.toBe(first.id);
    const feed = new XMLParser().parse((await get('/reports.rss?service=waste')).body).rss.channel;
    expect(feed.item.length).toBeGreaterThan(3);
    expect(feed.item[0]['georss:point']).toMatch(/^2\d\.\d+ 10\d\.\d+$/);
  });

  test('follow the filters of the list, and refuse nonsense by name', async () => {
    const some = await table('?service=waste');
    expect(some.length).toBeGreaterThan(0);
    expect(some.every(({ service }) => service === 'waste')).toBe(true);
    expect((await get('/reports.csv?state=purple')).statusCode).toBe(400);
    expect((await get('/api/reports/statistics?from=soon')).json().errors[0].pointer).toBe('/from');
    expect(
      (await city.as(people.leChan).get('/api/reports/statistics?from=2026-09-02&to=2026-09-01')).statusCode,
    ).toBe(400);
  });
});
