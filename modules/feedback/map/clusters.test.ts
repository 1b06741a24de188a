import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, cellsPerCluster, cellsPerDegree, clustersIn, clusterZoomMax } from './clusters.ts';

const whole = { west: 106, south: 20, east: 108, north: 22 };
const place = fc.record({
  lat: fc.double({ min: 20.5, max: 21.3, noNaN: true }),
  lon: fc.double({ min: 106.1, max: 107.3, noNaN: true }),
  isLate: fc.boolean(),
});

function cellsOf(places: readonly { lat: number; lon: number; isLate: boolean }[]): Cell[] {
  const key = (place: { lat: number; lon: number }) =>
    `${Math.floor(place.lon * cellsPerDegree)}/${Math.floor(place.lat * cellsPerDegree)}`;
  return [...Map.groupBy(places, key)].map(([at, held]) => {
    const [x, y] = at.split('/').map(Number) as [number, number];
    return {
      x,
      y,
      open: held.length,
      overdue: held.filter(({ isLate }) => isLate).length,
      latSum: held.reduce((sum, { lat }) => sum + lat, 0),
      lonSum: held.reduce((sum, { lon }) => sum + lon, 0),
    };
  });
}

describe('clusters of open reports', () => {
  it('hold every report of the city once, at every zoom, with their middle inside the city', () => {
    const zooms = fc.integer({ min: 0, max: clusterZoomMax });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 200 }), zooms, (places, zoom) => {
        const found = clustersIn(cellsOf(places), zoom, whole);
        expect(found.reduce((sum, { open }) => sum + open, 0)).toBe(places.length);
        expect(found.reduce((sum, { overdue }) => sum + overdue, 0)).toBe(
          places.filter(({ isLate }) => isLate).length,
        );
        for (const { lat, lon } of found) {
          expect(lat).toBeGreaterThanOrEqual(20.49);
          expect(lon).toBeLessThanOrEqual(107.31);
        }
      }),
    );
  });

  it('do not change their number while the map is moved over them', () => {
    const places = Array.from({ length: 300 }, (_, at) => ({
      lat: 20.7 + (at % 17) / 60,
      lon: 106.5 + (at % 23) / 50,
      isLate: at % 3 === 0,
    }));
    const cells = cellsOf(places);
    const all = new Set(clustersIn(cells, 11, null).map((one) => JSON.stringify(one)));
    const some = clustersIn(cells, 11, { west: 106.61, south: 20.77, east: 106.73, north: 20.84 });
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(all.size);
    for (const one of some) expect(all).toContain(JSON.stringify(one));
  });

  it('grow finer with the zoom, down to one cell', () => {
    const spans = Array.from({ length: clusterZoomMax + 1 }, (_, zoom) => cellsPerCluster(zoom));
    expect(spans).toEqual([...spans].sort((a, b) => b - a));
    expect(spans.at(-1)).toBe(1);
  });
});
