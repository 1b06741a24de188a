// The demo: the same reports each time, every state, some late, and nothing on a second run.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import type { FeedbackTables } from '../cases/tables.ts';
import { reportsCity } from '../testing.ts';
import { seedReports } from './seed.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
  await seedReports(city.module<FeedbackTables>('feedback'), () => {});
});
afterAll(() => city.stop());

test('has six hundred reports in a likely mix of states, some of them late', async () => {
  const rows = await city.sql<{ state: string; n: number }>(
    'select state, count(*)::int as n from feedback.report group by state',
  );
  const by = Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  expect(rows.reduce((sum, row) => sum + row.n, 0)).toBe(600);
  for (const state of ['new', 'accepted', 'in_progress', 'resolved', 'closed', 'rejected'])
    expect(by[state], state).toBeGreaterThan(3);
  const { json } = await city.as(anonymous).get('/api/reports/summary');
  const summary = json();
  expect(summary.overdue).toBeGreaterThan(5);
  expect(summary.onTimeShare).toBeGreaterThan(0.7);
  expect(summary.onTimeShare).toBeLessThan(0.99);
  expect(summary.units.length).toBeGreaterThan(25);
});

test('each lies in the unit that it says, with a story that fits its state', async () => {
  const strange = await city.sql(
    `select r.report_id from feedback.report r
    where r.version <> (select count(*) from feedback.report_event e where e.report_id = r.report_id)
       or r.state <> (select e.to_state from feedback.report_event e where e.report_id = r.report_id order by seq desc limit 1)
       or r.changed_at > $1`,
    [city.clock.now()],
  );
  expect(strange).toEqual([]);
});

test('changes nothing when run again', async () => {
  await seedReports(city.module<FeedbackTables>('feedback'), () => {});
  expect(await city.sql('select count(*)::int as n from feedback.report')).toEqual([{ n: 600 }]);
});

test('pictures have public addresses', async () => {
  const [photo] = await city.sql<{ file_id: string }>('select file_id from feedback.photo limit 1');

  expect((await city.as(anonymous).get(`/files/${photo!.file_id}/medium`)).statusCode).toBe(200);
});
