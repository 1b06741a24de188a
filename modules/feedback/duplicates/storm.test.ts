// A storm in small: noticed by itself, merged by itself, ended by itself; nothing lost, and right nearly always.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judge, type StormReport, stormReports } from './storm-truth.ts';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import type { FeedbackTables } from '../cases/tables.ts';
import { file, people, reportsCity } from '../testing.ts';
import { noticeStorms, weatherStorms } from './storm.sweep.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
  city.clock.set('2026-09-08T20:00:00Z');
});
afterAll(() => city.stop());

const m = () => city.module<FeedbackTables>('feedback');
const storms = async () => (await city.as(people.coordinator).get('/api/desk/storms')).json().items;
const quarters = [
  { lat: 20.85, lon: 106.68, weight: 3 },
  { lat: 20.94, lon: 106.33, weight: 1 },
];

test('a storm is noticed, nine in ten repeats are found and nineteen in twenty are right, none is lost, and it ends', async () => {
  await noticeStorms(m());
  expect(await storms()).toEqual([]);
  const truth = stormReports({ count: 900, seed: 20_260_908, quarters });
  const codes: string[] = [];
  for (const { incident: _incident, address, ...report } of truth) {
    city.clock.advance(500);
    codes.push((await file(city, { ...report, address })).trackingCode);
  }
  city.clock.advance(10_000);
  await noticeStorms(m());
  expect((await storms()).map(({ group }: { group: string }) => group).sort()).toEqual([
    'green',
    'light',
    'water',
  ]);
  await weatherStorms(m());
  const rows = await city.sql<{ tracking_code: string; state: string; master: string | null }>(`
    select r.tracking_code, r.state, m.tracking_code as master
      from feedback.report r left join feedback.report m on m.report_id = r.master_id`);
  expect(rows).toHaveLength(truth.length);
  const verdict = verdictOf(truth, codes, rows);
  expect(verdict.recall).toBeGreaterThanOrEqual(0.9);
  expect(verdict.precision).toBeGreaterThanOrEqual(0.95);
  await checkCounts();
  await weatherStorms(m());
  expect(verdictOf(truth, codes, rows)).toEqual(verdict);
  city.clock.advance(3_600_000);
  await noticeStorms(m());
  expect((await storms()).every(({ endedAt }: { endedAt: string | null }) => endedAt !== null)).toBe(true);
});

function verdictOf(
  truth: readonly StormReport[],
  codes: readonly string[],
  rows: readonly { tracking_code: string; master: string | null }[],
) {
  const at = new Map(codes.map((code, place) => [code, place]));
  const master = new Map(rows.map((row) => [row.tracking_code, row.master]));
  return judge(truth, (place) => {
    const code = master.get(codes[place] as string);
    return code === null || code === undefined ? null : (at.get(code) ?? null);
  });
}

/** Every merged report has its step, its event and its place in its master's count; no master follows another. */
async function checkCounts(): Promise<void> {
  const [counts] = await city.sql<Record<string, number>>(`
    select (select count(*)::int from feedback.report where state = 'merged') as merged,
           (select count(*)::int from feedback.report_event where action = 'merge') as steps,
           (select count(*)::int from events.outbox where type = 'feedback.report.merged') as events,
           (select sum(merged_n)::int from feedback.report) as followers,
           (select sum(merged_n)::int from feedback.storm) as counted,
           (select count(*)::int from feedback.report r join feedback.report m on m.report_id = r.master_id
             where m.master_id is not null) as chains`);
  const { merged } = counts!;
  expect(counts).toEqual({
    merged,
    steps: merged,
    events: merged,
    followers: merged,
    counted: merged,
    chains: 0,
  });
}

test('a coordinator begins and ends one by hand, and two of one group do not last at once', async () => {
  const coordinator = city.as(people.coordinator);
  const begun = await coordinator.post('/api/desk/storms', { group: 'road' });
  expect(begun.statusCode).toBe(201);
  expect((await coordinator.post('/api/desk/storms', { group: 'road' })).json().code).toBe(
    'report_storm_lasts',
  );
  expect((await coordinator.post('/api/desk/storms', { group: 'ufo' })).json().code).toBe(
    'report_group_unknown',
  );
  const { id } = begun.json();
  expect((await coordinator.post(`/api/desk/storms/${id}/end`, {})).statusCode).toBe(200);
  expect((await coordinator.post(`/api/desk/storms/${id}/end`, {})).statusCode).toBe(404);
  expect((await city.as(anonymous).get('/api/reports')).statusCode).toBe(200);
});
