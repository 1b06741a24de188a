// Extents of units.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boundsOf, farUnits, labelPlace } from './extent.ts';
import type { UnitBoundaries, UnitBoundary } from './types.ts';

const square = (code: string, lon: number, lat: number, size = 0.1): UnitBoundary => ({
  type: 'Feature',
  properties: { code, name: code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [lon, lat],
        [lon + size, lat],
        [lon + size, lat + size],
        [lon, lat + size],
        [lon, lat],
      ],
    ],
  },
});
const collection = (features: UnitBoundary[]): UnitBoundaries => ({ type: 'FeatureCollection', features });
const mainland = Array.from({ length: 16 }, (_, at) =>
  square(`m${at}`, 106 + (at % 4) * 0.1, 20 + Math.floor(at / 4) * 0.1),
);

test('an island out at sea is far, one before the coast is not', () => {
  expect(
    farUnits(collection([...mainland, square('out', 107.5, 19.5), square('near', 106.45, 20.1)])),
  ).toEqual(['out']);
  expect(farUnits(collection(mainland))).toEqual([]);
});

const official = join(import.meta.dirname, '../../../shared/data/hp_wards_2025.geojson');
test.skipIf(!existsSync(official))(
  'of the real 114 units only Bạch Long Vĩ is far (skipped without ../shared/data)',
  () => {
    const units = JSON.parse(readFileSync(official, 'utf8')) as UnitBoundaries;
    const far = farUnits(units);
    expect(
      units.features
        .filter(({ properties }) => far.includes(properties.code))
        .map(({ properties }) => properties.name),
    ).toEqual(['Bạch Long Vĩ']);
  },
);

test('bounds hold all parts of all units', () => {
  expect(boundsOf([square('a', 106, 20), square('b', 106.5, 20.5)])).toEqual([106, 20, 106.6, 20.6]);
});

test('a name stands at its label point, else in the middle', () => {
  const unit = square('a', 106, 20, 1);
  expect(labelPlace(unit)).toEqual({ lon: 106.5, lat: 20.5 });
  expect(labelPlace({ ...unit, properties: { ...unit.properties, label: [106.1, 20.2] } })).toEqual({
    lon: 106.1,
    lat: 20.2,
  });
});
