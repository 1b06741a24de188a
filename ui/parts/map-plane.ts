// Plane geometry of small maps: projection, clipping, areas, inner points, and short path data.
import type { PlanePoint, Vertex } from './map-topology.ts';

/** Bounds in degrees. */
export type Bounds = { west: number; south: number; east: number; north: number };
export type Box = { x: number; y: number; width: number; height: number };
export type Projection = (vertex: Vertex) => PlanePoint;

export function boundsOf(vertices: Iterable<Vertex>): Bounds {
  const bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const { lon, lat } of vertices) {
    bounds.west = Math.min(bounds.west, lon);
    bounds.east = Math.max(bounds.east, lon);
    bounds.south = Math.min(bounds.south, lat);
    bounds.north = Math.max(bounds.north, lat);
  }
  return bounds;
}

/**
 * Fits bounds into a box without distorting (equirectangular, true at the middle latitude: under 0.3 % off over a city).
 * The picture is centred in the box.
 */
export function fitProjection(bounds: Bounds, box: Box): Projection {
  const shrink = Math.cos((((bounds.north + bounds.south) / 2) * Math.PI) / 180);
  const width = Math.max((bounds.east - bounds.west) * shrink, 1e-9);
  const height = Math.max(bounds.north - bounds.south, 1e-9);
  const scale = Math.min(box.width / width, box.height / height);
  const left = box.x + (box.width - width * scale) / 2;
  const top = box.y + (box.height - height * scale) / 2;
  return ({ lon, lat }) => ({
    x: left + (lon - bounds.west) * shrink * scale,
    y: top + (bounds.north - lat) * scale,
  });
}

/** Bounds around a place, `widthKm` wide, in the shape of a box. */
export function boundsAround(place: Vertex, widthKm: number, box: { width: number; height: number }): Bounds {
  const halfLat = (widthKm * (box.height / box.width)) / 2 / 111.195;
  const halfLon = widthKm / 2 / (111.195 * Math.cos((place.lat * Math.PI) / 180));
  return {
    west: place.lon - halfLon,
    east: place.lon + halfLon,
    south: place.lat - halfLat,
    north: place.lat + halfLat,
  };
}

/** Twice the signed area of a ring. */
function doubleArea(ring: readonly PlanePoint[]): number {
  return ring.reduce((sum, point, index) => {
    const next = ring[(index + 1) % ring.length]!;
    return sum + point.x * next.y - next.x * point.y;
  }, 0);
}

export function areaOf(ring: readonly PlanePoint[]): number {
  return Math.abs(doubleArea(ring)) / 2;
}

/** A point inside a ring for its label: the centroid, or the middle of the widest stretch at its height. */
export function innerPoint(ring: readonly PlanePoint[]): PlanePoint {
  const centre = centroid(ring);
  const crossings: number[] = [];
  ring.forEach((point, index) => {
    const next = ring[(index + 1) % ring.length]!;
    if (point.y <= centre.y === next.y <= centre.y) return;
    crossings.push(point.x + ((centre.y - point.y) / (next.y - point.y)) * (next.x - point.x));
  });
  crossings.sort((a, b) => a - b);
  let widest: [number, number] = [centre.x, centre.x];
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const from = crossings[index]!;
    const to = crossings[index + 1]!;
    if (from <= centre.x && centre.x <= to) return centre;
    if (to - from > widest[1] - widest[0]) widest = [from, to];
  }
  return { x: (widest[0] + widest[1]) / 2, y: centre.y };
}

function centroid(ring: readonly PlanePoint[]): PlanePoint {
  const double = doubleArea(ring);
  if (Math.abs(double) < 1e-9) return ring[0] ?? { x: 0, y: 0 };
  let x = 0;
  let y = 0;
  ring.forEach((point, index) => {
    const next = ring[(index + 1) % ring.length]!;
    const cross = point.x * next.y - next.x * point.y;
    x += (point.x + next.x) * cross;
    y += (point.y + next.y) * cross;
  });
  return { x: x / (3 * double), y: y / (3 * double) };
}

/** The part of a ring inside a box (Sutherland–Hodgman). */
export function clipRing(ring: readonly PlanePoint[], box: Box): PlanePoint[] {
  const edges: { inside: (p: PlanePoint) => boolean; cross: (a: PlanePoint, b: PlanePoint) => PlanePoint }[] =
    [
      { inside: (p) => p.x >= box.x, cross: (a, b) => atX(a, b, box.x) },
      { inside: (p) => p.x <= box.x + box.width, cross: (a, b) => atX(a, b, box.x + box.width) },
      { inside: (p) => p.y >= box.y, cross: (a, b) => atY(a, b, box.y) },
      { inside: (p) => p.y <= box.y + box.height, cross: (a, b) => atY(a, b, box.y + box.height) },
    ];
  let rest = [...ring];
  for (const { inside, cross } of edges) {
    const before = rest;
    rest = before.flatMap((point, index) => {
      const last = before[(index + before.length - 1) % before.length]!;
      const entering = inside(point) !== inside(last) ? [cross(last, point)] : [];
      return inside(point) ? [...entering, point] : entering;
    });
  }
  return rest;
}

function atX(a: PlanePoint, b: PlanePoint, x: number): PlanePoint {
  return { x, y: a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y) };
}

function atY(a: PlanePoint, b: PlanePoint, y: number): PlanePoint {
  return { x: a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x), y };
}

/** Path data on the half-pixel grid, in whole numbers relative to one another: about five characters a vertex. */
export function shortPath(rings: readonly (readonly PlanePoint[])[], { closed = true } = {}): string {
  let path = '';
  for (const ring of rings) {
    let at: PlanePoint | undefined;
    let steps = '';
    let count = 0;
    for (const point of ring) {
      const grid = { x: Math.round(point.x * 2), y: Math.round(point.y * 2) };
      if (at === undefined) {
        path += `M${grid.x} ${grid.y}`;
      } else {
        const dx = grid.x - at.x;
        const dy = grid.y - at.y;
        if (dx === 0 && dy === 0) continue;
        steps += `${steps === '' || dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`;
        count += 1;
      }
      at = grid;
    }
    path += count > 0 ? `l${steps}` : '';
    if (closed && ring.length > 0) path += 'z';
  }
  return path;
}
