// The watch on real tables: a spike in a rhythm is written once with what was usual, also over a restart.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCity, testCity } from '@city/kernel/testing';
import { forgetJob } from '../forget.job.ts';
import { module } from '../module.ts';
import { makeDevice } from '../testing.ts';
import { AnomalyWatch } from './watch.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
});
afterAll(() => city?.stop());

const rows = 900;
const spike = 800;

test('a strange window is written with its method and what was usual, and once', async () => {
  const device = await makeDevice(city, { code: 'watched', kind: 'water' });
  const [series] = await city.sql<{ id: number }>(
    `insert into sensing.series (device_id, metric, added_at) values ($1, 'water_level', now()) returning id`,
    [device.id],
  );
  await city.sql(
    `insert into sensing.obs_5m (series_id, ts, n, bad, sum, sumsq, min, max, first, last)
     select $1, $2::timestamptz - make_interval(mins => 5 * ($3 - nth + 2)), 1, 0, v, v * v, v, v, v, v
       from (select nth, 2 + sin(nth / 45.8) + 0.02 * ((nth * 7919) % 13) / 13 + case when nth = $4 then 4 else 0 end as v
               from generate_series(1, $3::int) nth) r`,
    [series?.id, city.clock.now(), rows, spike],
  );
  const { db } = city.module('sensing');
  const watch = new AnomalyWatch({ metrics: ['water_level'], probation: 300 });
  await watch.look(db, city.clock.now());
  const found = () =>
    city.sql<{ score: number; value: number; baseline: number; method: string }>(
      `select score, value, baseline, method from sensing.anomaly where value > 4.5`,
    );
  const [told, ...more] = await found();
  expect(more).toEqual([]);
  expect(told?.method).toBe('neighbours-19-9-v1');
  expect(told?.score).toBeGreaterThan(0.9);
  expect(told?.baseline).toBeGreaterThan(1);
  expect(told?.baseline).toBeLessThan(3.1);
  // A restart looks at the past again and says nothing twice.
  const before = await city.sql('select 1 from sensing.anomaly');
  expect(await watch.look(db, city.clock.now())).toBe(0);
  await new AnomalyWatch({ metrics: ['water_level'], probation: 300 }).look(db, city.clock.now());
  expect(await city.sql('select 1 from sensing.anomaly')).toHaveLength(before.length);
});

test('what is kept thirty days is forgotten after them', async () => {
  await city.sql(
    `insert into sensing.quarantine (series_id, ts, v, q, received_at) values (1, now(), 1, 16, $1), (2, now(), 1, 16, $2)`,
    [new Date(city.clock.now().getTime() - 31 * 86_400_000), city.clock.now()],
  );
  await city.sql(`insert into sensing.vessel (mmsi, seen_at) values (574000001, $1), (574000002, $2)`, [
    new Date(city.clock.now().getTime() - 31 * 86_400_000),
    city.clock.now(),
  ]);
  await forgetJob.run(city.module('sensing'), {} as never, 1);
  expect(await city.sql('select series_id from sensing.quarantine')).toEqual([{ series_id: 2 }]);
  expect(await city.sql('select mmsi from sensing.vessel')).toEqual([{ mmsi: 574_000_002 }]);
});
