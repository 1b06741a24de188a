import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, type Shape, type Unit } from '@city/kernel/geo';
import { hilbert, placer, rankIn, type TargetUnit } from './placing.ts';

const box = { south: 0, west: 0, north: 1, east: 1 };

function square(code: string, west: number, weight: number): TargetUnit {
  const ring = [
    [west, 10],
    [west + 1, 10],
    [west + 1, 11],
    [west, 11],
    [west, 10],
  ];
  const shape = { type: 'Polygon', coordinates: [ring] } as Shape;
  return { unit: { code } as Unit, shape, weight };
}

test('neighbouring cells have neighbouring ranks along the curve', () => {
  const byRank = new Map<number, [number, number]>();
  for (let x = 0; x < 32; x++) for (let y = 0; y < 32; y++) byRank.set(hilbert(x, y), [x, y]);
  expect(byRank.size).toBe(1024);
  const ranks = [...byRank.keys()].sort((a, b) => a - b);
  for (let at = 1; at < ranks.length; at++) {
    const [x, y] = byRank.get(ranks[at] as number) as [number, number];
    const [px, py] = byRank.get(ranks[at - 1] as number) as [number, number];
    if ((ranks[at] as number) - (ranks[at - 1] as number) === 1)
      expect(Math.abs(x - px) + Math.abs(y - py)).toBe(1);
  }
});

test('every carried point lies inside a unit, one place always on one spot, and units get shares by weight', () => {
  const units = [square('a', 100, 3), square('b', 101, 1)];
  const points = Array.from({ length: 2000 }, (_, at) => ({
    lat: (at * 0.6180339) % 1,
    lon: (at * 0.7548776) % 1,
  }));
  const ranks = Float64Array.from(points.map((point) => rankIn(box, point) as number));
  const place = placer(box, ranks, units);
  let inA = 0;
  for (const point of points) {
    const spot = place(point);
    expect(spot).not.toBeNull();
    expect(place(point)).toEqual(spot);
    if (spot && contains((units[0] as TargetUnit).shape, spot)) inA++;
    else expect(spot && contains((units[1] as TargetUnit).shape, spot)).toBe(true);
  }
  expect(inA / points.length).toBeCloseTo(0.75, 1);
});

test('a point outside the source city is carried nowhere', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 90, noNaN: true }), (lat) => {
      expect(rankIn(box, { lat, lon: 0.5 })).toBeNull();
    }),
  );
});
