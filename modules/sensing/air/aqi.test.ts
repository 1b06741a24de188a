// VN_AQI by golden tables: at and around every breakpoint, NowCast with gaps, and no index without dust.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { aqiOn, readAqi } from './aqi-file.ts';
import { type AqiVersion, dailyAqi, hourlyAqi, levelOf, nowCast, subIndex } from './aqi.ts';

const version = aqiOn(readAqi(join(projectRoot(), 'city', 'haiphong')), '2026-09-08') as AqiVersion;

// One below, at, and one above each breakpoint (µg/m³), worked out by hand from I = (I₊−I₋)/(B₊−B₋)·(C−B₋)+I₋, rounded.
const golden: Readonly<Record<string, readonly (readonly [number, number | null])[]>> = {
  pm25: [
    [0, 0],
    [1, 2],
    [24, 48],
    [25, 50],
    [26, 52],
    [49, 98],
    [50, 100],
    [51, 102],
    [79, 148],
    [80, 150],
    [81, 151],
    [149, 199],
    [150, 200],
    [151, 201],
    [249, 299],
    [250, 300],
    [251, 301],
    [349, 399],
    [350, 400],
    [351, 401],
    [499, 499],
    [500, 500],
    [501, 500],
  ],
  pm10: [
    [0, 0],
    [49, 49],
    [50, 50],
    [51, 51],
    [149, 100],
    [150, 100],
    [151, 101],
    [249, 150],
    [250, 150],
    [251, 151],
    [349, 200],
    [350, 200],
    [351, 201],
    [419, 299],
    [420, 300],
    [421, 301],
    [499, 399],
    [500, 400],
    [501, 401],
    [599, 499],
    [600, 500],
    [700, 500],
  ],
  so2: [
    [124, 50],
    [125, 50],
    [127, 50],
    [128, 51],
    [349, 100],
    [350, 100],
    [353, 101],
    [549, 150],
    [550, 150],
    [554, 151],
    [799, 200],
    [800, 200],
    [808, 201],
    [1592, 299],
    [1600, 300],
    [1605, 301],
    [2095, 399],
    [2100, 400],
    [2106, 401],
    [2625, 499],
    [2630, 500],
    [2700, 500],
  ],
  no2: [
    [99, 50],
    [98, 49],
    [100, 50],
    [102, 51],
    [198, 99],
    [200, 100],
    [210, 101],
    [690, 149],
    [700, 150],
    [710, 151],
    [1190, 199],
    [1200, 200],
    [1212, 201],
    [2338, 299],
    [2350, 300],
    [2358, 301],
    [3092, 399],
    [3100, 400],
    [3108, 401],
    [3842, 499],
    [3850, 500],
    [4000, 500],
  ],
  co: [
    [9800, 49],
    [10_000, 50],
    [10_400, 51],
    [29_600, 99],
    [30_000, 100],
    [30_300, 101],
    [44_700, 149],
    [45_000, 150],
    [45_300, 151],
    [59_700, 199],
    [60_000, 200],
    [60_300, 201],
    [89_700, 299],
    [90_000, 300],
    [90_300, 301],
    [119_700, 399],
    [120_000, 400],
    [120_300, 401],
    [149_700, 499],
    [150_000, 500],
    [160_000, 500],
  ],
  o3_1h: [
    [157, 49],
    [160, 50],
    [161, 51],
    [199, 99],
    [200, 100],
    [202, 101],
    [298, 149],
    [300, 150],
    [302, 151],
    [398, 199],
    [400, 200],
    [404, 201],
    [796, 299],
    [800, 300],
    [802, 301],
    [998, 399],
    [1000, 400],
    [1002, 401],
    [1198, 499],
    [1200, 500],
    [1300, 500],
  ],
  o3_8h: [
    [98, 49],
    [100, 50],
    [100.4, 51],
    [119.6, 99],
    [120, 100],
    [121, 101],
    [169, 149],
    [170, 150],
    [170.8, 151],
    [209.2, 199],
    [210, 200],
    [211.9, 201],
    [398.1, 299],
    [400, 300],
    [401, null],
  ],
};

describe.each(Object.entries(golden))('%s', (table, rows) => {
  test.each(rows)('%d µg/m³ is %s', (concentration, index) => {
    expect(subIndex(version, table, concentration)).toBe(index);
  });
});

test('the index never falls when the concentration rises', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(golden).filter((name) => name !== 'o3_8h')),
      fc.double({ min: 0, max: 200_000, noNaN: true }),
      fc.double({ min: 0, max: 1000, noNaN: true }),
      (table, c, more) => {
        expect(subIndex(version, table, c + more) ?? 0).toBeGreaterThanOrEqual(
          subIndex(version, table, c) ?? 0,
        );
      },
    ),
  );
});

test.each([
  ['steady air is its own mean', [40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40], 40],
  // w* = 20/80 = 0.25, so w = 1/2: (80 + 20/2) / (1 + 1/2)
  ['the weight is never below one half', [80, 20], 60],
  // w = 0.5: (100·1 + 50·¼) / (1 + ¼); the gap keeps its place
  ['a gap keeps its place', [100, null, 50], 90],
  ['two of the newest three hours are enough', [null, 30, 30], 30],
  ['one of the newest three hours is not', [30, null, null, 30, 30, 30, 30, 30, 30, 30, 30, 30], null],
  ['no hour is none', [], null],
  ['clean air is zero', [0, 0, 0], 0],
  // The thirteenth hour does not count.
  ['twelve hours and no more', [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 900], 10],
])('NowCast: %s', (_, hours, expected) => {
  const found = nowCast(version, hours);
  if (expected === null) expect(found).toBe(null);
  else expect(found).toBeCloseTo(expected, 10);
});

test('without PM10 and PM2.5 there is no index, whatever the gases say', () => {
  expect(hourlyAqi(version, { o3: [900], no2: [500] })).toMatchObject({
    index: null,
    parts: { o3: 350, no2: 130 },
  });
});

test('the index of the hour is the worst of its parts, and says which', () => {
  const aqi = hourlyAqi(version, { pm25: Array(12).fill(30), pm10: [60, 60], so2: [10], o3: [250] });
  expect(aqi).toEqual({ index: 125, pollutant: 'o3', parts: { pm25: 60, pm10: 55, so2: 4, o3: 125 } });
});

test('a day is judged by the mean of dust, the worst hour of gases and the worst eight hours of ozone', () => {
  const day = (hour: (at: number) => number | null) => Array.from({ length: 24 }, (_, at) => hour(at));
  const aqi = dailyAqi(version, {
    pm25: day((at) => (at < 12 ? 20 : 40)),
    no2: day((at) => (at === 9 ? 450 : 20)),
    o3: day((at) => (at >= 10 && at < 18 ? 120 : 20)),
  });
  expect(aqi).toEqual({ index: 125, pollutant: 'no2', parts: { pm25: 60, no2: 125, o3: 100 } });
  // Seventeen hours of dust are no day.
  expect(dailyAqi(version, { pm25: day((at) => (at < 17 ? 20 : null)) }).index).toBe(null);
});

test.each([
  [0, 'good'],
  [50, 'good'],
  [51, 'moderate'],
  [100, 'moderate'],
  [101, 'poor'],
  [150, 'poor'],
  [151, 'bad'],
  [200, 'bad'],
  [201, 'very_bad'],
  [300, 'very_bad'],
  [301, 'hazardous'],
  [500, 'hazardous'],
])('%i is %s', (index, code) => {
  expect(levelOf(version, index).code).toBe(code);
});

test('before the decision there was no such index', () => {
  expect(aqiOn(readAqi(join(projectRoot(), 'city', 'haiphong')), '2019-11-11')).toBe(null);
});
