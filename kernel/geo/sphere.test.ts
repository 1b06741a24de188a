import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, innerPoint, metresToEdge } from './shapes.ts';
import { areaKm2, boxOf, distanceMetres, isOnEarth } from './sphere.ts';
import type { Shape } from './types.ts';

const opera = { lat: 20.8577, lon: 106.6815 };

/** A star-shaped polygon: corners at the given distances (km) round a middle. */
function star(middle: { lat: number; lon: number }, radiiKm: readonly number[]): Shape {
  const corners = radiiKm.map((radius, at) => {
    const turn = (2 * Math.PI * at) / radiiKm.length;
    const lon = middle.lon + (radius * Math.cos(turn)) / (111.195 * Math.cos((middle.lat * Math.PI) / 180));
    return [lon, middle.lat + (radius * Math.sin(turn)) / 111.195];
  });
  return { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
}
const radii = fc.array(fc.double({ min: 0.2, max: 8, noNaN: true }), { minLength: 5, maxLength: 40 });

describe('distance and area', () => {
  it('measures a degree of latitude as 111.195 km', () => {
    expect(distanceMetres({ lat: 20, lon: 106 }, { lat: 21, lon: 106 })).toBeCloseTo(111_195, 0);
  });

  it('is the same both ways and never negative', () => {
    const point = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (one, other) => {
        const metres = distanceMetres(one, other);
        expect(metres).toBeGreaterThanOrEqual(0);
        expect(metres).toBeCloseTo(distanceMetres(other, one), 3);
      }),
    );
  });

  it('measures a disc of 5 km radius within a hundredth', () => {
    expect(areaKm2(star(opera, Array<number>(360).fill(5)))).toBeCloseTo(Math.PI * 25, 0);
  });

  it('takes holes off and adds parts', () => {
    const [big, small] = [star(opera, [5, 5, 5, 5, 5, 5]), star(opera, [2, 2, 2, 2, 2, 2])];
    const ring = { type: 'Polygon', coordinates: [big.coordinates[0], small.coordinates[0]] } as Shape;
    expect(areaKm2(ring)).toBeCloseTo(areaKm2(big) - areaKm2(small), 6);
    const both = { type: 'MultiPolygon', coordinates: [big.coordinates, small.coordinates] } as Shape;
    expect(areaKm2(both)).toBeCloseTo(areaKm2(big) + areaKm2(small), 6);
  });

  it('knows which numbers are places on earth', () => {
    expect(isOnEarth(opera)).toBe(true);
    expect(isOnEarth({ lat: 106.68, lon: 20.85 })).toBe(false);
    expect(isOnEarth({ lat: Number.NaN, lon: 0 })).toBe(false);
  });
});

describe('inner point', () => {
  it('lies inside any star-shaped polygon, and inside its box', () => {
    fc.assert(
      fc.property(radii, (distances) => {
        const shape = star(opera, distances);
        const point = innerPoint(shape);
        expect(contains(shape, point)).toBe(true);
        const [west, south, east, north] = boxOf(shape);
        expect(point.lon).toBeGreaterThanOrEqual(west);
        expect(point.lon).toBeLessThanOrEqual(east);
        expect(point.lat).toBeGreaterThanOrEqual(south);
        expect(point.lat).toBeLessThanOrEqual(north);
      }),
    );
  });

  it('lies in the land of a crescent whose centroid is in the bay, and in the larger of two parts', () => {
    const crescent: Shape = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 3.5],
          [3.5, 3.5],
          [3.5, 0.5],
          [0, 0.5],
          [0, 0],
        ],
      ],
    };
    expect(contains(crescent, { lat: 2, lon: 1.5 })).toBe(false);
    expect(contains(crescent, innerPoint(crescent))).toBe(true);
    const islet = star({ lat: 20.5, lon: 107.5 }, [0.3, 0.3, 0.3, 0.3, 0.3]);
    const island = star(opera, [4, 4, 4, 4, 4]);
    const both = { type: 'MultiPolygon', coordinates: [islet.coordinates, island.coordinates] } as Shape;
    expect(contains(island, innerPoint(both))).toBe(true);
  });

  it('is as far from the edge as can be: the middle of a square', () => {
    const square: Shape = {
      type: 'Polygon',
      coordinates: [
        [
          [106, 20],
          [106.1, 20],
          [106.1, 20.1],
          [106, 20.1],
          [106, 20],
        ],
      ],
    };
    const point = innerPoint(square);
    expect(metresToEdge(square, point)).toBeGreaterThan(5_100);
  });
});
