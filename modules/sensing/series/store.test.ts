// What was answered for stands in the tables exactly once, and roll-ups equal a recomputation to the last bit.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import { type TestCity, testCity } from '@city/kernel/testing';
import { type Device, insertDevice } from '../devices/device.store.ts';
import { module } from '../module.ts';
import { sensingCity } from '../sensing-city.ts';
import { packColdDays } from './pack.job.ts';
import { packedPoints } from './pack.store.ts';
import { counts, type Point } from './point.ts';
import { rollFurther, type Rolled, rollUp } from './rollup.ts';
import { rollUpNow } from './rollup.sweep.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
});
afterAll(() => city?.stop());

async function device(code: string): Promise<Device> {
  const made: Device = {
    id: newId(),
    code,
    kind: 'air',
    title: code,
    lat: 20.86,
    lon: 106.68,
    unitCode: null,
    via: null,
    address: null,
    codec: null,
    periodSeconds: 60,
    isPublic: true,
    isActive: true,
  };
  await city.module('sensing').db.transaction(system('test'), (tx) => insertDevice(tx, made));
  return made;
}

const sensing = () => sensingCity(city.module('sensing'));

async function storedPoints(deviceId: string): Promise<Point[]> {
  const rows = await city.sql<{ s: number; t: string; v: number; q: number }>(
    `select series_id as s, round(extract(epoch from ts) * 1000)::text as t, v, q from sensing.obs
      where series_id in (select id from sensing.series where device_id = $1) order by series_id, ts`,
    [deviceId],
  );
  return rows.map(({ s, t, v, q }) => ({ series: s, ts: Number(t), v, q }));
}

async function rolledRows(level: string, deviceId: string): Promise<Rolled[]> {
  const rows = await city.sql<Record<string, number | string | null>>(
    `select series_id as series, round(extract(epoch from ts) * 1000)::text as ts, n, bad, sum, sumsq, min, max, first, last
       from sensing.obs_${level} where series_id in (select id from sensing.series where device_id = $1) order by series_id, ts`,
    [deviceId],
  );
  return rows.map((row) => ({ ...row, ts: Number(row['ts']) }) as unknown as Rolled);
}

const hour = 3_600_000;

test('roll-ups equal a recomputation, with 5 % late up to 48 h, 1 % twice, some absurd, in any order', async () => {
  const now = city.clock.now().getTime();
  let run = 0;
  const message = fc.record({
    back: fc.oneof(
      { weight: 95, arbitrary: fc.integer({ min: 0, max: 2 * hour }) },
      { weight: 5, arbitrary: fc.integer({ min: 2 * hour, max: 48 * hour }) },
    ),
    values: fc.array(fc.double({ min: -50, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 6 }),
    isTwice: fc.integer({ min: 0, max: 99 }).map((n) => n === 0),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 80 }), async (messages) => {
      const each = await device(`roll-${++run}`);
      const seen = new Map<string, number>();
      const sending: Promise<void>[] = [];
      for (const { back, values, isTwice } of messages) {
        const ts = now - back;
        const readings = values.map((v, at) => ({ metric: at === 0 ? 'pm25' : `m${at}`, ts, v }));
        for (const { metric, v } of readings)
          if (!seen.has(`${metric} ${ts}`)) seen.set(`${metric} ${ts}`, v);
        sending.push(sensing().ingest.take(each, readings));
        if (isTwice) sending.push(sensing().ingest.take(each, readings));
        if (back % 37 !== 0) continue;
        await Promise.all(sending);
        await rollUpNow(city.module('sensing').db, city.clock.now());
      }
      await Promise.all(sending);
      await sensing().ingest.settled();
      await rollUpNow(city.module('sensing').db, city.clock.now());
      const stored = await storedPoints(each.id);
      expect(stored.length).toBe(seen.size);
      const minutes = rollUp(stored);
      const hours = rollFurther(minutes, '1h');
      expect(await rolledRows('5m', each.id)).toEqual(minutes);
      expect(await rolledRows('1h', each.id)).toEqual(hours);
      expect(await rolledRows('1d', each.id)).toEqual(rollFurther(hours, '1d'));
      const latest = await city.sql<{ s: number; v: number }>(
        `select series_id as s, v from sensing.latest where series_id in (select id from sensing.series where device_id = $1) order by 1`,
        [each.id],
      );
      const newest = new Map<number, Point>();
      for (const point of stored) if (counts(point.q)) newest.set(point.series, point);
      expect(latest).toEqual([...newest.values()].map(({ series, v }) => ({ s: series, v })));
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 60_000);

test('a cold day is packed without loss, a late value brings it back, and the roll-ups stay true', async () => {
  const each = await device('cold');
  const start = city.clock.now().getTime() - 20 * 24 * hour;
  const readings = Array.from({ length: 500 }, (_, at) => ({
    metric: 'temperature',
    ts: start + at * 60_000 + (at % 3),
    v: 25 + Math.sin(at / 50),
  }));
  await sensing().ingest.take(each, readings);
  await sensing().ingest.settled();
  const { db } = city.module('sensing');
  await rollUpNow(db, city.clock.now());
  const before = await storedPoints(each.id);
  expect(await packColdDays(db, city.clock.now())).toBe(500);
  expect(await storedPoints(each.id)).toEqual([]);
  const series = before[0]?.series ?? 0;
  const packed = await db.transaction(system('test'), (tx) =>
    packedPoints(tx, series, start, start + 48 * hour),
  );
  expect(packed).toEqual(before);
  await sensing().ingest.take(each, [{ metric: 'temperature', ts: start + 30_000, v: 30 }]);
  await sensing().ingest.settled();
  await rollUpNow(db, city.clock.now());
  const after = await storedPoints(each.id);
  expect(await packColdDays(db, city.clock.now())).toBe(after.length);
  const again = await db.transaction(system('test'), (tx) =>
    packedPoints(tx, series, start, start + 48 * hour),
  );
  expect(again).toHaveLength(501);
  expect(await rolledRows('5m', each.id)).toEqual(rollUp(again));
});

test('a value from the future is set aside and is never the latest', async () => {
  const each = await device('future');
  const now = city.clock.now().getTime();
  await sensing().ingest.take(each, [
    { metric: 'pm25', ts: now + hour, v: 10 },
    { metric: 'pm25', ts: now, v: 65_535 },
    { metric: 'pm25', ts: now, v: 12 },
    { metric: 'pm25', ts: now + 60_000, v: 4_000 },
  ]);
  await sensing().ingest.settled();
  expect((await storedPoints(each.id)).map(({ v, q }) => [v, q])).toEqual([
    [12, 0],
    [4000, 1],
  ]);
  const latest = await city.sql(
    `select v from sensing.latest where series_id in (select id from sensing.series where device_id = $1)`,
    [each.id],
  );
  expect(latest).toEqual([{ v: 12 }]);
  const aside = await city.sql(
    `select v, q from sensing.quarantine where series_id in (select id from sensing.series where device_id = $1)`,
    [each.id],
  );
  expect(aside).toEqual([{ v: 10, q: 16 }]);
});
