import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBoundaries } from './boundary-check.ts';
import { measureCoverage } from './boundary-coverage.ts';
import { readCityUnits } from './city-units.ts';
import { simplifyShapes } from './simplify.ts';
import { areaKm2, polygonsOf } from './sphere.ts';
import type { BoundaryFeature, Unit } from './types.ts';
import { createUnitRegister } from './unit-register.ts';

const unit = (code: string, areaKm2: number | null = null): Unit => ({
  code,
  name: code,
  nameEn: code,
  kind: 'xã',
  level: 'commune',
  parentCode: '31',
  validFrom: '2025-07-01',
  validTo: null,
  areaKm2,
  centroid: { lat: 20.85, lon: 106.7 },
  document: null,
});
/** A square of about 10.8 km² (0.03° by 0.03°) with its south-western corner there. */
const square = (west: number, south = 20.85, size = 0.03) => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
];
const feature = (code: unknown, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties: { code },
  geometry: { type, coordinates },
});
const file = (...features: unknown[]) => ({ type: 'FeatureCollection', features });
const two = [unit('10001', 10.8), unit('10002', 10.8)];
const reasons = (value: unknown, units = two) =>
  checkBoundaries(value, units).refusals.map(
    ({ feature: at, code, reason }) => `${at ?? '-'} ${code ?? '-'} ${reason}`,
  );

describe('checking a file of boundaries', () => {
  it('accepts neighbours and measures them', () => {
    const report = checkBoundaries(
      file(feature('10001', square(106.7)), feature('10002', square(106.73))),
      two,
    );
    expect(report).toMatchObject({
      usable: true,
      refusals: [],
      overlaps: [],
      gaps: [],
      units: 2,
      corners: 10,
    });
    expect(report.measuredKm2).toBeCloseTo(20.8, 0);
    expect(report.areaDifferences.map(({ code }) => code)).toEqual(['10001', '10002']);
  });

  it.each([
    [
      'something that is no feature collection',
      [],
      ['- - not-geojson', '- 10001 missing-unit', '- 10002 missing-unit'],
    ],
    [
      'a feature without code',
      file(feature('x', square(106.7)), feature('10002', square(106.73))),
      ['1 - no-code', '- 10001 missing-unit'],
    ],
    [
      'a code of no unit of that day',
      file(feature('10003', square(106.7)), feature('10002', square(106.73))),
      ['1 10003 unknown-code', '- 10001 missing-unit'],
    ],
    [
      'the same unit twice',
      file(feature('10001', square(106.7)), feature('10001', square(106.73))),
      ['2 10001 repeated-code', '- 10002 missing-unit'],
    ],
    ['a unit left out', file(feature('10001', square(106.7))), ['- 10002 missing-unit']],
    [
      'a line',
      file(feature('10001', [[106.7, 20.8]], 'LineString'), feature('10002', square(106.73))),
      ['1 10001 not-a-polygon'],
    ],
    [
      'no geometry',
      file(
        { type: 'Feature', properties: { code: '10001' }, geometry: null },
        feature('10002', square(106.73)),
      ),
      ['1 10001 not-a-polygon'],
    ],
    [
      'an open ring',
      file(feature('10001', [square(106.7)[0]!.slice(0, 4)]), feature('10002', square(106.73))),
      ['1 10001 bad-ring'],
    ],
    [
      'a ring of two corners',
      file(
        feature('10001', [
          [
            [106.7, 20.8],
            [106.7, 20.8],
            [106.8, 20.8],
            [106.7, 20.8],
          ],
        ]),
        feature('10002', square(106.73)),
      ),
      ['1 10001 bad-ring'],
    ],
    [
      'a text for a number',
      file(
        feature('10001', [
          [
            ['106.7', 20.8],
            [1, 1],
            [2, 2],
            [3, 3],
          ],
        ]),
        feature('10002', square(106.73)),
      ),
      ['1 10001 bad-coordinate'],
    ],
    [
      'metres instead of degrees',
      file(feature('10001', square(600_000, 2_300_000, 3000)), feature('10002', square(106.73))),
      ['1 10001 bad-coordinate'],
    ],
    [
      'latitude and longitude exchanged',
      file(feature('10001', square(20.85, 88)), feature('10002', square(106.73))),
      ['1 10001 far-from-unit'],
    ],
    [
      'a flat polygon',
      file(
        feature('10001', [
          [
            [106.7, 20.8],
            [106.8, 20.8],
            [106.75, 20.8],
            [106.7, 20.8],
          ],
        ]),
        feature('10002', square(106.73)),
      ),
      ['1 10001 no-area'],
    ],
  ])('refuses %s, naming the feature', (_what, value, expected) => {
    expect(reasons(value)).toEqual(expected);
    expect(checkBoundaries(value, two).usable).toBe(false);
  });

  it('measures overlaps without refusing them', () => {
    const report = checkBoundaries(
      file(feature('10001', square(106.7)), feature('10002', square(106.72))),
      two,
    );
    expect(report.usable).toBe(true);
    expect(report.overlaps).toHaveLength(1);
    expect(report.overlaps[0]!.codes).toEqual(['10001', '10002']);
    expect(report.overlaps[0]!.km2).toBeCloseTo(report.measuredKm2 / 6, 1);
  });

  it('measures a gap that the city encloses, not the sea around it', () => {
    const ring: BoundaryFeature = {
      code: '1',
      label: { lat: 0, lon: 0 },
      shape: {
        type: 'Polygon',
        coordinates: [square(106.7, 20.8, 0.1)[0]!, square(106.74, 20.84, 0.02)[0]!],
      },
    };
    const { gaps } = measureCoverage([ring]);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]!.km2).toBeCloseTo(
      areaKm2({ type: 'Polygon', coordinates: square(106.74, 20.84, 0.02) }),
      0,
    );
    expect(
      measureCoverage([{ ...ring, shape: { type: 'Polygon', coordinates: square(106.7) } }]).gaps,
    ).toEqual([]);
  });

  it('reads codes from another property, as numbers too', () => {
    const odd = {
      type: 'Feature',
      properties: { ma_xa: 10_001 },
      geometry: { type: 'Polygon', coordinates: square(106.7) },
    };
    expect(checkBoundaries(file(odd), [two[0]!], { codeProperty: 'ma_xa' }).usable).toBe(true);
  });
});

const officialFile = join(import.meta.dirname, '../../../shared/data/hp_wards_2025.geojson');
describe.skipIf(!existsSync(officialFile))('the official file (skipped without ../shared/data)', () => {
  const city = createUnitRegister(readCityUnits(join(import.meta.dirname, '../../city/haiphong/units')));
  const communes = city.at('2025-07-01').filter((one) => one.level === 'commune');
  const report = existsSync(officialFile)
    ? checkBoundaries(JSON.parse(readFileSync(officialFile, 'utf8')), communes)
    : null;

  it('is usable: 114 units, 3,088 km² drawn where 3,195 are stated', () => {
    expect(report).toMatchObject({ usable: true, units: 114 });
    expect(report!.measuredKm2).toBeCloseTo(3088, 0);
    expect(report!.statedKm2).toBeCloseTo(3194.73, 2);
  });

  it('differs from the stated area by more than 2 % in 21 units, most in Cát Hải', () => {
    expect(report!.areaDifferences).toHaveLength(21);
    expect(report!.areaDifferences[0]).toMatchObject({ code: '11914', statedKm2: 286.98 });
    expect(report!.overlaps.reduce((sum, { km2 }) => sum + km2, 0)).toBeLessThan(0.01);
  });

  it('keeps neighbours together when simplified for the screen', () => {
    const features = report!.features;
    const slim = simplifyShapes(
      features.map(({ shape }) => shape),
      40,
      5,
    );
    const corners = (shapes: typeof slim) =>
      shapes.reduce((sum, shape) => sum + polygonsOf(shape).flat(2).length, 0);
    expect(corners(slim)).toBeLessThan(report!.corners / 6);
    const after = measureCoverage(features.map((one, at) => ({ ...one, shape: slim[at]! })));
    expect(after.overlaps.reduce((sum, { km2 }) => sum + km2, 0)).toBeLessThan(0.2);
    const area = slim.reduce((sum, shape) => sum + areaKm2(shape), 0);
    expect(Math.abs(area / report!.measuredKm2 - 1)).toBeLessThan(0.002);
  });
});
