// Hòn Dáu: extremes beside the library's own, heights beside an independent harmonic sum, and what is known of this coast.
import { join } from 'node:path';
import { astro, constituents } from '@neaps/tide-predictor';
import { expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { levelsOn, readTides, stationsOn } from './tide-file.ts';
import { heightAt, heightsOf, reaches, type TideStation, watersOf } from './tide.ts';

const file = readTides(join(projectRoot(), 'city', 'haiphong'));
const station = stationsOn(file, '2026-09-08')[0] as TideStation;
const day = 86_400_000;

/** h(t) = Z₀ + Σ f·H·cos(V(t) + u − g), with V from the mean longitudes at t itself and not from a start and a speed. */
function independentSum(at: Date): number {
  const sky = astro(at);
  return station.constituents.reduce((sum, { name, amplitudeCm, phaseUtc }) => {
    const constituent = constituents[name];
    if (!constituent) throw new Error(name);
    const { f, u } = constituent.correction(sky);
    return (
      sum + f * (amplitudeCm / 100) * Math.cos(((constituent.value(sky) + u - phaseUtc) * Math.PI) / 180)
    );
  }, station.meanLevelM);
}

test('heights lie within 2 cm of an independent harmonic sum, hour by hour for a month', () => {
  const start = new Date('2026-11-01T00:00:00Z');
  let worst = 0;
  for (let hour = 0; hour < 24 * 30; hour++) {
    const at = new Date(start.getTime() + hour * 3_600_000);
    worst = Math.max(worst, Math.abs(heightAt(station, at) - independentSum(at)));
  }
  expect(worst).toBeLessThan(0.02);
});

test('high and low waters are where the curve turns: within a minute and a centimetre', () => {
  const start = new Date('2026-11-10T00:00:00Z');
  const waters = watersOf(station, start, new Date(start.getTime() + 14 * day));
  expect(waters.length).toBeGreaterThan(20);
  for (const { time, metres, isHigh } of waters) {
    const around = heightsOf(
      station,
      new Date(time.getTime() - 3_600_000),
      new Date(time.getTime() + 3_600_000),
      1,
    );
    const best = around.reduce((a, b) => ((isHigh ? b.metres > a.metres : b.metres < a.metres) ? b : a));
    expect(Math.abs(best.time.getTime() - time.getTime())).toBeLessThanOrEqual(120_000);
    expect(Math.abs(best.metres - metres)).toBeLessThan(0.01);
  }
});

test('the tide of this coast is diurnal: one high water on most days, and heights between the chart’s zero and some four metres', () => {
  const start = new Date('2026-01-01T00:00:00Z');
  const waters = watersOf(station, start, new Date(start.getTime() + 365 * day));
  const highs = waters.filter(({ isHigh }) => isHigh);
  expect(highs.length / 365).toBeLessThan(1.4);
  const heights = waters.map(({ metres }) => metres);
  expect(Math.min(...heights)).toBeGreaterThan(-0.4);
  expect(Math.max(...heights)).toBeLessThan(4.3);
  expect(Math.max(...heights)).toBeGreaterThan(3.5);
});

test('the highest tides of November and December 2025 lie where they were seen: about 4.0 to 4.1 m', () => {
  const waters = watersOf(station, new Date('2025-11-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z'));
  const highest = Math.max(...waters.map(({ metres }) => metres));
  expect(highest).toBeGreaterThan(3.95);
  expect(highest).toBeLessThan(4.15);
});

test('whether a height is reached within its hours is said with the time', () => {
  const start = new Date('2026-11-01T00:00:00Z');
  const highest = watersOf(station, start, new Date(start.getTime() + 30 * day)).reduce((a, b) =>
    b.metres > a.metres ? b : a,
  );
  const before = new Date(highest.time.getTime() - 20 * 3_600_000);
  const found = reaches(station, { levelM: highest.metres - 0.05, leadHours: 24 }, before);
  expect(found && found.time < highest.time && found.metres >= highest.metres - 0.05).toBe(true);
  expect(reaches(station, { levelM: highest.metres + 0.05, leadHours: 24 }, before)).toBe(null);
  expect(levelsOn(file, '2026-09-08').map(({ levelM }) => levelM)).toEqual([4]);
});
