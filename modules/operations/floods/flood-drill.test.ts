// Two thousand alarms in ten minutes on a simulated clock: the banner, twenty rows, the one of priority 1 on top, and figures that an independent count confirms.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { passTime } from '../alarms/alarm-clock.sweep.ts';
import { raiseAlarm } from '../alarms/raise.action.ts';
import type { AlarmView } from '../alarms/alarm-view.ts';
import { operationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';
import { operationsTestCity, people, sensing } from '../testing.ts';

const alarms = 2_000;
const minute = 60_000;
const definitions = ['rain-1h', 'street-flood', 'wind-gust', 'pm25-high', 'gauge-stale'];

let city: TestCity;
let startedAt: Date;
beforeAll(async () => {
  city = await operationsTestCity();
  startedAt = city.clock.now();
  const m = city.module<OperationsTables>('operations');
  const centre = operationsCity(m);
  for (let n = 0; n < alarms; n++) {
    city.clock.set(new Date(startedAt.getTime() + n * ((10 * minute) / alarms)));
    await m.db.transaction(sensing, (tx) =>
      raiseAlarm(tx, centre, {
        source: 'sensing',
        condition: `storm-${n}`,
        definition: definitions[n % definitions.length] as string,
        severity: 1 + (n % 3),
        point: { lat: 20.75 + (n % 40) * 0.005, lon: 106.55 + (n % 37) * 0.005 },
      }),
    );
  }
}, 60_000);
afterAll(() => city?.stop());

interface List {
  readonly total: number;
  readonly groups: { priority: number; count: number; alarms: AlarmView[] }[];
  readonly floods: { startedAt: string; calls: number; peak: number }[];
}
const list = async () => (await city.as(people.operator).get('/api/operations/alarms')).json() as List;

test('the flood began with the eleventh call, within ten seconds of the first', async () => {
  const { floods } = await list();
  expect(floods).toHaveLength(1);
  expect(Date.parse(floods[0]?.startedAt ?? '') - startedAt.getTime()).toBe((10 * 10 * minute) / alarms);
});

test('it is shown in at most twenty rows, none lost, and one of priority 1 stands alone on top at once', async () => {
  const before = await list();
  expect(before.total).toBe(alarms);
  expect(before.groups.length).toBeLessThanOrEqual(20);
  expect(before.groups.reduce((sum, { count }) => sum + count, 0)).toBe(alarms);
  const m = city.module<OperationsTables>('operations');
  await m.db.transaction(sensing, (tx) =>
    raiseAlarm(tx, operationsCity(m), {
      source: 'sensing',
      condition: 'the-one',
      definition: 'fire-detector',
      severity: 4,
    }),
  );
  const { groups } = await list();
  expect(groups[0]).toMatchObject({ priority: 1, count: 1, alarms: [{ definition: 'chay' }] });
});

test('the figures are those of an independent count in SQL', async () => {
  city.clock.set(new Date(startedAt.getTime() + 30 * minute));
  await passTime(city.module<OperationsTables>('operations'));
  const kpis = (await city.as(people.lead).get('/api/operations/kpis?hours=1')).json();
  const from = new Date(city.clock.now().getTime() - 60 * minute);
  const [counted] = await city.sql<Record<string, number>>(
    `with calls as (select * from operations.alarm_event
                     where to_state = 'UNACK' and action not in ('unack', 'change') and at >= $1 and at < $2),
          windows as (select c.at, (select count(*) from calls d where d.at > c.at - interval '10 minutes' and d.at <= c.at) as n from calls c)
     select count(*)::int as calls,
            (select max(n)::int from (select count(*) as n from calls group by floor(extract(epoch from at - $1) / 600)) b) as busiest,
            (select count(*)::int from calls where priority = 1) as first,
            (select count(*)::int from calls where priority = 4) as fourth,
            (select extract(epoch from min(at) filter (where n > 10)) from windows)::float8 as began
       from calls`,
    [from, city.clock.now()],
  );
  expect(kpis).toMatchObject({
    calls: counted?.['calls'],
    busiestTenMinutes: counted?.['busiest'],
    floods: 1,
    chattering: 0,
    medianAckSeconds: null,
    // Each called once: ten of them are ten calls.
    topTenShare: 10 / (alarms + 1),
  });
  expect([kpis.byPriority[0], kpis.byPriority[3]]).toEqual([counted?.['first'], counted?.['fourth']]);
  // It ended when fewer than five were left in the window: ten minutes after the fifth last call.
  const [flood] = await city.sql<{ began: number; ended: number; calls: number; peak: number }>(
    `select extract(epoch from started_at)::float8 as began, extract(epoch from ended_at)::float8 as ended, calls, peak from operations.flood`,
  );
  const [fifth] = await city.sql<{ at: number }>(
    `select extract(epoch from at)::float8 as at from operations.alarm_event where is_call order by at desc, alarm_id offset 4 limit 1`,
  );
  expect(flood?.began).toBeCloseTo(counted?.['began'] ?? 0, 3);
  expect(flood?.ended).toBeCloseTo((fifth?.at ?? 0) + 600, 3);
  expect(flood?.calls).toBe(alarms + 1);
  expect(kpis.floodShare).toBeCloseTo(((flood?.ended ?? 0) - (flood?.began ?? 0)) / 3600, 6);
});
