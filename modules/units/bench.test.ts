// The bench works; how fast it is, is for `npm run bench` to say.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measureLookups } from './bench.ts';

it('finds units for about half of the points of the city’s box, on both sides of the reform', () => {
  const root = join(import.meta.dirname, '../..');
  const rates = measureLookups(
    join(root, 'city/haiphong'),
    join(root, '../shared/data/hp_wards_2025.geojson'),
    2_000,
  );
  expect(rates.length).toBeGreaterThanOrEqual(2);
  for (const { found, perSecond } of rates) {
    expect(found).toBeGreaterThan(0.35);
    expect(found).toBeLessThan(0.65);
    expect(perSecond).toBeGreaterThan(0);
  }
});
