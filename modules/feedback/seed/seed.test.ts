// The demo: the same reports each time, every state, some late, and nothing on a second run.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { officer, type TestCity } from '@city/kernel/testing';
import type { FeedbackTables } from '../cases/tables.ts';
import { escalateAll } from '../escalation/escalate.sweep.ts';
import { people, reportsCity } from '../testing.ts';
import { seedReports } from './seed.ts';

/** Six hundred drawn ones, and those of the scenes. */
const written = 600 + 19;

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
  expect(rows.reduce((sum, row) => sum + row.n, 0)).toBe(written);
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
  expect(await city.sql('select count(*)::int as n from feedback.report')).toEqual([{ n: written }]);
});

test('pictures have public addresses', async () => {
  const [photo] = await city.sql<{ file_id: string }>('select file_id from feedback.photo limit 1');

  expect((await city.as(anonymous).get(`/files/${photo!.file_id}/medium`)).statusCode).toBe(200);
});

test('every desk has something to do on the first start', async () => {
  const leader = officer({ body: 'ubnd-11383', unit: '11383', role: 'leader', title: 'Chủ tịch' });
  const at = async (who: Parameters<TestCity['as']>[0], url: string) => {
    const answer = await city.as(who).get(url);
    expect(answer.statusCode, `${url} ${answer.body}`).toBe(200);
    return answer.json();
  };
  const { coordinator, moderator } = people;
  const { items: drafts } = await at(leader, '/api/desk/reports?queue=approval');
  expect(drafts).toHaveLength(2);
  const triage: { reason: string }[] = (await at(coordinator, '/api/desk/triage')).items;
  const reasons = new Set(triage.map(({ reason }) => reason));
  expect([...reasons].toSorted()).toEqual(['no-clear-body', 'other-procedure', 'returned-twice']);
  expect((await at(coordinator, '/api/desk/bounced')).items).toHaveLength(2);
  const [storm] = (await at(coordinator, '/api/desk/storms')).items;
  const board = await at(coordinator, `/api/desk/storms/${storm.id}/board`);
  const followers: number[] = board.masters.map(
    (master: { followers: unknown[] }) => master.followers.length,
  );
  expect(Math.max(...followers)).toBeGreaterThan(3);
  expect(board.candidates.length).toBeGreaterThan(1);
  const queue: { reasons: string[] }[] = (await at(moderator, '/api/desk/moderation')).items;
  expect(queue.filter((item) => item.reasons.includes('flag'))).toHaveLength(2);
  const states = await city.sql<{ state: string; visibility: string }>(
    `select distinct state, visibility from feedback.report where state in ('waiting_citizen', 'transferred') or visibility = 'hidden'`,
  );
  expect(new Set(states.map(({ state, visibility }) => `${state} ${visibility}`))).toEqual(
    new Set(['waiting_citizen public', 'transferred private', 'new hidden']),
  );
  // One rung at each look, as the sweep climbs.
  for (let look = 0; look < 3; look++) await escalateAll(city.module<FeedbackTables>('feedback'));
  const [ladder] = await city.sql<{ n: number }>(
    'select count(*)::int as n from feedback.report where escalation >= 3',
  );
  expect(ladder!.n).toBeGreaterThan(0);
});
