// Rules through the running city: values in, conditions and events out, once, also over a restart and a rollback.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { makeDevice, sensingOf } from '../testing.ts';
import { RuleEngine } from './engine.ts';
import { readRules, rulesOn } from './rule-file.ts';
import { saveRule } from './rule.store.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
});
afterAll(() => city?.stop());

const minute = 60_000;

async function say(
  device: Parameters<ReturnType<typeof sensingOf>['ingest']['take']>[0],
  metric: string,
  values: readonly number[],
) {
  for (const v of values) {
    city.clock.advance(minute);
    await sensingOf(city).ingest.take(device, [{ metric, ts: city.clock.now().getTime(), v }]);
  }
  await sensingOf(city).ingest.settled();
}

const conditions = (subject: string) =>
  city.sql<{ rule: string; open: boolean; value: number }>(
    `select rule_code as rule, cleared_at is null as open, value from sensing.condition where subject like $1 order by raised_at`,
    [`${subject}/%`],
  );
const events = (subject: string) =>
  city.sql<{ definition: string; state: string; point: unknown }>(
    `select data->>'definition' as definition, data->>'state' as state, data->'point' as point from events.outbox
      where type = 'sensing.condition.changed' and data->>'series' like $1 order by xid, seq`,
    [`${subject}/%`],
  );

test('deep water raises one condition and one event, and clears with another', async () => {
  const road = await makeDevice(city, { code: 'road-1', kind: 'road' });
  await say(road, 'road_water', [10, 40, 41, 42, 43]);
  expect(await conditions('road-1')).toEqual([{ rule: 'street-flood-depth', open: true, value: 42 }]);
  expect(await events('road-1')).toEqual([
    { definition: 'street-flood-depth', state: 'raised', point: { lat: 20.86, lon: 106.68 } },
  ]);
  await say(road, 'road_water', Array(12).fill(5));
  expect(await conditions('road-1')).toEqual([{ rule: 'street-flood-depth', open: false, value: 42 }]);
  expect((await events('road-1')).map(({ state }) => state)).toEqual(['raised', 'cleared']);
});

test('absurd values raise nothing', async () => {
  const road = await makeDevice(city, { code: 'road-2', kind: 'road' });
  await say(road, 'road_water', [10, 9_000, 9_000, 9_000, 9_000]);
  expect(await conditions('road-2')).toEqual([]);
});

test('smoke needs heat beside it, and a value that is too old does not count', async () => {
  const house = await makeDevice(city, { code: 'house-1', kind: 'fire' });
  await say(house, 'smoke', [20]);
  expect(await conditions('house-1')).toEqual([]);
  await say(house, 'temperature', [60]);
  city.clock.advance(10 * minute);
  await say(house, 'smoke', [21]);
  expect(await conditions('house-1')).toEqual([]);
  await say(house, 'temperature', [60]);
  await say(house, 'smoke', [22]);
  expect(await conditions('house-1')).toMatchObject([{ rule: 'smoke-and-heat', open: true }]);
});

test('a silent gauge is noticed by time alone, and its return clears that', async () => {
  const gauge = await makeDevice(city, { code: 'gauge-1', kind: 'water' });
  await say(gauge, 'water_level', [1]);
  city.clock.advance(31 * minute);
  await sensingOf(city).rules.tick(city.module('sensing').db, city.clock.now());
  expect(await conditions('gauge-1')).toMatchObject([{ rule: 'silent-water-gauge', open: true }]);
  await say(gauge, 'water_level', [1.1]);
  expect(await conditions('gauge-1')).toMatchObject([{ rule: 'silent-water-gauge', open: false }]);
});

test('after a restart a window goes on, and what is raised is not raised again', async () => {
  const rain = await makeDevice(city, { code: 'rain-1', kind: 'weather' });
  await say(rain, 'rain', [30, 15]);
  expect(await conditions('rain-1')).toEqual([]);
  // A restart: everything remembered is gone.
  sensingOf(city).rules.forget();
  await say(rain, 'rain', [10]);
  expect(await conditions('rain-1')).toMatchObject([{ rule: 'rain-heavy-1h', open: true }]);
  sensingOf(city).rules.forget();
  await say(rain, 'rain', [10]);
  expect(await events('rain-1')).toHaveLength(1);
});

test('a transaction that is rolled back leaves no condition and no memory of one', async () => {
  const road = await makeDevice(city, { code: 'road-3', kind: 'road' });
  const { db } = city.module('sensing');
  const engine = new RuleEngine((tx) => rulesOn(tx, readRules(city.city.cityFolder), '2026-09-08'));
  await say(road, 'road_water', [1]);
  const [series] = await city.sql<{ id: number }>('select id from sensing.series where device_id = $1', [
    road.id,
  ]);
  const now = city.clock.now().getTime();
  const points = [1, 2, 3, 4].map((at) => ({ series: series?.id ?? 0, ts: now + at * minute, v: 50, q: 0 }));
  const attempt = db.transaction(system('test'), async (tx) => {
    await engine.hear(tx, points);
    throw new Error('the disk is full');
  });
  await expect(attempt).rejects.toThrow('the disk is full');
  engine.forget();
  expect(await conditions('road-3')).toEqual([]);
  await db.transaction(system('test'), (tx) => engine.hear(tx, points));
  expect(await conditions('road-3')).toHaveLength(1);
});

test('an officer’s rule takes the place of the city’s, and one switched off is silent', async () => {
  const road = await makeDevice(city, { code: 'road-4', kind: 'road' });
  const { db } = city.module('sensing');
  const [dated] = readRules(city.city.cityFolder);
  if (!dated) throw new Error('no rule');
  await db.transaction(system('test'), (tx) => saveRule(tx, dated.rule, false));
  sensingOf(city).rules.forget();
  await say(road, 'road_water', [50, 50, 50, 50]);
  expect(await conditions('road-4')).toEqual([]);
  const stricter = { ...dated.rule, test: { kind: 'threshold' as const, above: 5 }, onDelaySeconds: 0 };
  await db.transaction(system('test'), (tx) => saveRule(tx, stricter, true));
  sensingOf(city).rules.forget();
  await say(road, 'road_water', [6]);
  expect(await conditions('road-4')).toMatchObject([{ rule: 'street-flood-depth', value: 6 }]);
});
