// The city's picture: projection, shared borders that still meet, labels inside, the far island apart.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { CityMap, mapClass } from './city-map.tsx';
import { mapLayout, type UnitCollection } from './map-layout.ts';
import { boundsAround, clipRing, fitProjection, innerPoint, shortPath } from './map-plane.ts';
import { simplifyRings } from './map-topology.ts';

const square = (code: string, lon: number, lat: number, size = 0.1): UnitCollection['features'][number] => ({
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

describe('projection', () => {
  test('keeps shapes: a kilometre east is as long as a kilometre north', () => {
    const project = fitProjection(boundsAround({ lon: 106.7, lat: 20.85 }, 10, { width: 400, height: 400 }), {
      x: 0,
      y: 0,
      width: 400,
      height: 400,
    });
    const centre = project({ lon: 106.7, lat: 20.85 });
    const north = project({ lon: 106.7, lat: 20.85 + 1 / 111.195 });
    const east = project({ lon: 106.7 + 1 / (111.195 * Math.cos((20.85 * Math.PI) / 180)), lat: 20.85 });
    expect(centre.x).toBeCloseTo(200);
    expect(centre.y - north.y).toBeCloseTo(40, 1);
    expect(east.x - centre.x).toBeCloseTo(40, 1);
  });

  test('puts north up and everything inside the box', () => {
    const units: UnitCollection = {
      type: 'FeatureCollection',
      features: [square('a', 106, 20), square('b', 106.3, 20.2)],
    };
    const { project } = mapLayout(units, { width: 300, height: 200 });
    expect(project({ lon: 106, lat: 20.3 }).y).toBeLessThan(project({ lon: 106, lat: 20 }).y);
    for (const corner of [
      { lon: 106, lat: 20 },
      { lon: 106.4, lat: 20.3 },
    ]) {
      const { x, y } = project(corner);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(300);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(200);
    }
  });
});

describe('shared borders', () => {
  test('keep the same vertices on both sides, whichever way the rings run', () => {
    const wiggle = Array.from({ length: 41 }, (_, index) => ({
      lon: 10 + Math.sin(index * 1.7) * 0.3,
      lat: index / 4,
    }));
    const left = [{ lon: 0, lat: 0 }, ...wiggle, { lon: 0, lat: 10 }];
    const right = [{ lon: 20, lat: 10 }, ...wiggle.toReversed(), { lon: 20, lat: 0 }];
    const [a, b] = simplifyRings([left, right], ({ lon, lat }) => ({ x: lon, y: lat }), 0.25);
    const border = (ring: { x: number; y: number }[]) =>
      ring
        .filter((point) => point.x > 5 && point.x < 15)
        .map((point) => `${point.x},${point.y}`)
        .sort();
    expect(border(a!)).toEqual(border(b!));
    expect(border(a!).length).toBeLessThan(41);
    expect(border(a!).length).toBeGreaterThan(2);
  });

  test('of an island without neighbours are thinned too', () => {
    const circle = Array.from({ length: 200 }, (_, index) => ({
      lon: Math.cos((index / 100) * Math.PI) * 50,
      lat: Math.sin((index / 100) * Math.PI) * 50,
    }));
    const [ring] = simplifyRings([circle], ({ lon, lat }) => ({ x: lon, y: lat }), 0.5);
    expect(ring!.length).toBeLessThan(40);
    expect(ring!.length).toBeGreaterThan(10);
  });
});

test('a label stands inside a crescent, not at its centroid', () => {
  const crescent = [
    { x: 0, y: 0 },
    { x: 30, y: 0 },
    { x: 30, y: 10 },
    { x: 10, y: 10 },
    { x: 10, y: 20 },
    { x: 30, y: 20 },
    { x: 30, y: 30 },
    { x: 0, y: 30 },
  ];
  expect(innerPoint(crescent).x).toBeLessThan(10);
});

test('a ring is cut at the edge of the view', () => {
  const cut = clipRing(
    [
      { x: -10, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 10 },
      { x: -10, y: 10 },
    ],
    { x: 0, y: 0, width: 5, height: 20 },
  );
  expect(new Set(cut.map((point) => point.x))).toEqual(new Set([0, 5]));
});

test('paths are short whole numbers', () => {
  expect(
    shortPath([
      [
        { x: 1, y: 1 },
        { x: 3.5, y: 0.5 },
        { x: 3.52, y: 0.51 },
        { x: 1, y: 4 },
      ],
    ]),
  ).toBe('M2 2l5-1-5 7z');
});

test('values fall into six classes by their lower bounds', () => {
  expect([0, 4, 5, 12, 60, 900].map((value) => mapClass(value, [5, 12, 24, 40, 60]))).toEqual([
    1, 1, 2, 3, 6, 6,
  ]);
});

const official = resolve('../shared/data/hp_wards_2025.geojson');

describe.skipIf(!existsSync(official))('the 114 units (skipped when ../shared/data is absent)', () => {
  const units = JSON.parse(existsSync(official) ? readFileSync(official, 'utf8') : '{}') as UnitCollection;

  test('fit in one small picture with Bạch Long Vĩ in its own frame', () => {
    const layout = mapLayout(units, { width: 520, height: 264, insetCode: '11948' });
    expect(layout.units).toHaveLength(113);
    expect(layout.inset?.unit.name).toBe('Bạch Long Vĩ');
    const markup = renderToStaticMarkup(
      createElement(CityMap, { units, width: 520, height: 264, insetCode: '11948', summary: 'Hải Phòng' }),
    );
    expect(markup.length).toBeLessThan(30_000);
    expect(brotliCompressSync(markup).length).toBeLessThan(10_000);
    expect(markup).not.toContain('style=');
  });

  test('are laid out once for a size', () => {
    const options = { width: 428, height: 250, insetCode: '11948' };
    expect(mapLayout(units, options)).toBe(mapLayout(units, { ...options }));
  });
});
