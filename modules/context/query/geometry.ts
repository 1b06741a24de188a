// Geometries of GeoJSON and how they lie to each other: boxes first, exact predicates in the plane, distances on the sphere.
import type { Position } from 'geojson';
import { distanceMetres, metresPerDegree } from '@city/kernel/geo';

export type Span = readonly [west: number, south: number, east: number, north: number];

export interface Geometry {
  readonly type: string;
  readonly coordinates?: unknown;
  readonly geometries?: readonly Geometry[];
}

/** The parts of a geometry by dimension: points, lines, and polygons with their holes. */
export interface Parts {
  readonly points: readonly Position[];
  readonly lines: readonly (readonly Position[])[];
  readonly polygons: readonly (readonly (readonly Position[])[])[];
}

export function partsOf(geometry: Geometry): Parts {
  const at = geometry.coordinates as never;
  switch (geometry.type) {
    case 'Point':
      return { points: [at], lines: [], polygons: [] };
    case 'MultiPoint':
      return { points: at, lines: [], polygons: [] };
    case 'LineString':
      return { points: [], lines: [at], polygons: [] };
    case 'MultiLineString':
      return { points: [], lines: at, polygons: [] };
    case 'Polygon':
      return { points: [], lines: [], polygons: [at] };
    case 'MultiPolygon':
      return { points: [], lines: [], polygons: at };
    default: {
      const all = (geometry.geometries ?? []).map(partsOf);
      return {
        points: all.flatMap(({ points }) => points),
        lines: all.flatMap(({ lines }) => lines),
        polygons: all.flatMap(({ polygons }) => polygons),
      };
    }
  }
}

const ringsOf = ({ lines, polygons }: Parts): readonly (readonly Position[])[] => [
  ...lines,
  ...polygons.flat(),
];
export const verticesOf = (parts: Parts): readonly Position[] => [...parts.points, ...ringsOf(parts).flat()];

/** The smallest box around all of them; null without any point. */
export function spanOf(geometries: readonly unknown[]): Span | null {
  const vertices = geometries.flatMap((geometry) => verticesOf(partsOf(geometry as Geometry)));
  if (vertices.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of vertices) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

type Segment = readonly [Position, Position];

function segmentsOf(parts: Parts): Segment[] {
  return ringsOf(parts).flatMap((ring) =>
    ring.slice(1).map((end, at): Segment => [ring[at] as Position, end]),
  );
}

const cross = (o: Position, a: Position, b: Position): number =>
  ((a[0] as number) - (o[0] as number)) * ((b[1] as number) - (o[1] as number)) -
  ((a[1] as number) - (o[1] as number)) * ((b[0] as number) - (o[0] as number));

function isOnSegment(p: Position, [a, b]: Segment): boolean {
  if (Math.abs(cross(a, b, p)) > 1e-12) return false;
  return (
    Math.min(a[0] as number, b[0] as number) - 1e-12 <= (p[0] as number) &&
    (p[0] as number) <= Math.max(a[0] as number, b[0] as number) + 1e-12 &&
    Math.min(a[1] as number, b[1] as number) - 1e-12 <= (p[1] as number) &&
    (p[1] as number) <= Math.max(a[1] as number, b[1] as number) + 1e-12
  );
}

function doCross(one: Segment, other: Segment): boolean {
  const [a, b] = one;
  const [c, d] = other;
  const [d1, d2, d3, d4] = [cross(c, d, a), cross(c, d, b), cross(a, b, c), cross(a, b, d)];
  if (((d1 > 0 && d2 < 0) || (d1 < 0 && d2 > 0)) && ((d3 > 0 && d4 < 0) || (d3 < 0 && d4 > 0))) return true;
  return isOnSegment(a, other) || isOnSegment(b, other) || isOnSegment(c, one) || isOnSegment(d, one);
}

/** Crossing in the inside of both, not merely touching. */
function doCrossProperly([a, b]: Segment, [c, d]: Segment): boolean {
  const [d1, d2, d3, d4] = [cross(c, d, a), cross(c, d, b), cross(a, b, c), cross(a, b, d)];
  return ((d1 > 0 && d2 < 0) || (d1 < 0 && d2 > 0)) && ((d3 > 0 && d4 < 0) || (d3 < 0 && d4 > 0));
}

type Where = 'inside' | 'edge' | 'outside';

function whereInPolygon(p: Position, polygon: readonly (readonly Position[])[]): Where {
  let inside = false;
  for (const ring of polygon) {
    for (let at = 1; at < ring.length; at += 1) {
      const [a, b] = [ring[at - 1] as Position, ring[at] as Position];
      if (isOnSegment(p, [a, b])) return 'edge';
      const [[ax = 0, ay = 0], [bx = 0, by = 0], [px = 0, py = 0]] = [a, b, p];
      if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside ? 'inside' : 'outside';
}

function where(p: Position, parts: Parts): Where {
  let found: Where = 'outside';
  for (const polygon of parts.polygons) {
    const here = whereInPolygon(p, polygon);
    if (here === 'inside') return 'inside';
    if (here === 'edge') found = 'edge';
  }
  if (found === 'edge') return found;
  if (parts.points.some((other) => other[0] === p[0] && other[1] === p[1])) return 'inside';
  for (const line of parts.lines) {
    for (let at = 1; at < line.length; at += 1)
      if (isOnSegment(p, [line[at - 1] as Position, line[at] as Position])) return 'inside';
  }
  return 'outside';
}

/** Some point is in both. */
export function intersects(one: Parts, other: Parts): boolean {
  if (verticesOf(one).some((p) => where(p, other) !== 'outside')) return true;
  if (verticesOf(other).some((p) => where(p, one) !== 'outside')) return true;
  const theirs = segmentsOf(other);
  return segmentsOf(one).some((segment) => theirs.some((their) => doCross(segment, their)));
}

/** Every point of `one` lies in `other`. */
export function within(one: Parts, other: Parts): boolean {
  const theirs = segmentsOf(other);
  const isPlane = other.polygons.length > 0;
  if (!verticesOf(one).every((p) => where(p, other) !== 'outside')) return false;
  const segments = segmentsOf(one);
  if (!isPlane) return segments.every(([a, b]) => where(middle(a, b), other) !== 'outside');
  if (segments.some((segment) => theirs.some((their) => doCrossProperly(segment, their)))) return false;
  if (!segments.every((segment) => pieces(segment, theirs).every((p) => where(p, other) !== 'outside')))
    return false;
  // A hole of the outer shape may lie in the inside of ours.
  const holes = other.polygons.flatMap((polygon) => polygon.slice(1));
  return !(one.polygons.length > 0 && holes.some((hole) => hole.some((p) => where(p, one) === 'inside')));
}

const middle = (a: Position, b: Position): Position => [
  ((a[0] as number) + (b[0] as number)) / 2,
  ((a[1] as number) + (b[1] as number)) / 2,
];

/** Middles of the pieces into which the corners of another shape cut a segment. */
function pieces([a, b]: Segment, theirs: readonly Segment[]): Position[] {
  const cuts = theirs
    .flat()
    .filter((p) => isOnSegment(p, [a, b]))
    .sort((p, q) => Math.hypot(p[0]! - a[0]!, p[1]! - a[1]!) - Math.hypot(q[0]! - a[0]!, q[1]! - a[1]!));
  const stops = [a, ...cuts, b];
  return stops.slice(1).map((stop, at) => middle(stops[at] as Position, stop));
}

export const equals = (one: Parts, other: Parts): boolean => within(one, other) && within(other, one);

/** Of the same dimension, sharing some inside, neither within the other (OGC 06-103r4). */
export function overlaps(one: Parts, other: Parts): boolean {
  return (
    dimension(one) === dimension(other) &&
    intersects(one, other) &&
    !within(one, other) &&
    !within(other, one)
  );
}

const dimension = ({ lines, polygons }: Parts): number =>
  polygons.length > 0 ? 2 : lines.length > 0 ? 1 : 0;

/** The shortest way between two shapes, in metres; 0 when they meet. */
export function metresBetween(one: Parts, other: Parts): number {
  if (intersects(one, other)) return 0;
  return Math.min(nearest(one, other), nearest(other, one));
}

function nearest(from: Parts, to: Parts): number {
  let best = Infinity;
  const segments = segmentsOf(to);
  for (const p of verticesOf(from)) {
    for (const q of to.points) best = Math.min(best, distanceMetres(pointOf(p), pointOf(q)));
    for (const segment of segments) best = Math.min(best, metresToSegment(p, segment));
  }
  return best;
}

const pointOf = ([lon = 0, lat = 0]: Position) => ({ lat, lon });

/** On the plane that touches the earth at the point to find the foot, then on the sphere. */
function metresToSegment(p: Position, [a, b]: Segment): number {
  const scale = metresPerDegree(p[1] as number);
  const x = (q: Position) => ((q[0] as number) - (p[0] as number)) * scale.lon;
  const y = (q: Position) => ((q[1] as number) - (p[1] as number)) * scale.lat;
  const [dx, dy] = [x(b) - x(a), y(b) - y(a)];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(x(a) * dx + y(a) * dy) / length));
  const foot: Position = [a[0]! + (b[0]! - a[0]!) * t, a[1]! + (b[1]! - a[1]!) * t];
  return distanceMetres(pointOf(p), pointOf(foot));
}
