// The outline of a unit as CAP polygons: few corners, closed, never crossing itself.
import type { BoundaryFeature } from '@city/kernel/geo';
import { crossesItself } from './cap-rules.ts';

type Corner = readonly [lat: number, lon: number];

/** Most corners of one polygon: messages go by text, radio and satellite. */
const mostCorners = 60;
/** Islands and enclaves beyond this many are left to the geocode. */
const mostPolygons = 4;

/** The outer rings of a boundary, the largest first. */
export function polygonsOf({ shape, display }: Pick<BoundaryFeature, 'shape' | 'display'>): string[] {
  const given = display ?? shape;
  const polygons = given.type === 'Polygon' ? [given.coordinates] : given.coordinates;
  return polygons
    .map((rings) => (rings[0] ?? []).map(([lon = 0, lat = 0]): Corner => [round(lat), round(lon)]))
    .sort((a, b) => spread(b) - spread(a))
    .slice(0, mostPolygons)
    .map(outline)
    .filter((ring) => ring.length >= 4)
    .map((ring) => ring.map(([lat, lon]) => `${lat},${lon}`).join(' '));
}

const round = (degrees: number): number => Math.round(degrees * 1e4) / 1e4;

/** Width by height of the box around a ring: enough to tell the mainland from a rock. */
function spread(ring: readonly Corner[]): number {
  const [lats, lons] = [ring.map(([lat]) => lat), ring.map(([, lon]) => lon)];
  return (Math.max(...lats) - Math.min(...lats)) * (Math.max(...lons) - Math.min(...lons));
}

/** The ring thinned evenly; the hull where thinning makes it cross itself. */
function outline(ring: readonly Corner[]): Corner[] {
  const open = ring
    .slice(0, -1)
    .filter((corner, at, all) => at === 0 || !same(corner, all[at - 1] as Corner));
  const step = Math.max(1, Math.ceil(open.length / mostCorners));
  const thinned = closed(open.filter((_, at) => at % step === 0));
  return thinned.length >= 4 && !crossesItself(thinned) ? thinned : closed(hull(open));
}

const same = (a: Corner, b: Corner): boolean => a[0] === b[0] && a[1] === b[1];
const closed = (corners: readonly Corner[]): Corner[] => (corners[0] ? [...corners, corners[0]] : []);

/** The convex hull, by Andrew's monotone chain. */
export function hull(corners: readonly Corner[]): Corner[] {
  const sorted = [...corners].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: readonly Corner[]): Corner[] => {
    const chain: Corner[] = [];
    for (const corner of list) {
      while (chain.length >= 2 && turn(chain.at(-2) as Corner, chain.at(-1) as Corner, corner) <= 0)
        chain.pop();
      chain.push(corner);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

const turn = (a: Corner, b: Corner, c: Corner): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
