// Fewer corners for the screen: borders are simplified once and shared, so that neighbours still meet.
import type { Position } from 'geojson';
import { metresPerDegree, polygonsOf } from './sphere.ts';
import type { Shape } from './types.ts';

type Ring = Position[];
/** How a ring is put together: pieces of shared border, some walked backwards. */
type RingOfArcs = readonly { readonly arc: string; readonly backwards: boolean }[];

/**
 * The shapes with borders simplified to within `toleranceMetres` (Douglas–Peucker), coordinates rounded to
 * `decimals`. Where files share corners exactly, neighbours keep meeting without slivers. Rings that collapse
 * (islets smaller than the tolerance) are dropped, except the largest of each shape.
 */
export function simplifyShapes(shapes: readonly Shape[], toleranceMetres: number, decimals = 5): Shape[] {
  const rounded = shapes.map((shape) =>
    polygonsOf(shape).map((rings) => rings.map((ring) => roundRing(ring, decimals))),
  );
  const junctions = findJunctions(rounded.flat(2));
  const arcs = new Map<string, Ring>();
  return rounded.map((polygons) => {
    const slim = polygons.map((rings) =>
      rings.map((ring) => assemble(cutRing(ring, junctions, arcs, toleranceMetres), arcs)),
    );
    const kept = slim
      .map((rings) => rings.filter((ring, at) => at === 0 || isRing(ring)))
      .filter(([outer]) => outer !== undefined && isRing(outer));
    const whole = kept.length > 0 ? kept : [largest(polygons)];
    return whole.length === 1
      ? { type: 'Polygon', coordinates: whole[0]! }
      : { type: 'MultiPolygon', coordinates: whole };
  });
}

function isRing(ring: Ring): boolean {
  return ring.length >= 4;
}

function largest(polygons: readonly Ring[][]): Ring[] {
  return [...polygons].sort((one, other) => other[0]!.length - one[0]!.length)[0]!;
}

function roundRing(ring: readonly Position[], decimals: number): Ring {
  const factor = 10 ** decimals;
  const rounded: Ring = [];
  for (const [lon, lat] of ring as [number, number][]) {
    const next = [Math.round(lon * factor) / factor, Math.round(lat * factor) / factor];
    const last = rounded.at(-1);
    if (last === undefined || last[0] !== next[0] || last[1] !== next[1]) rounded.push(next);
  }
  return rounded;
}

function keyOf(position: Position): string {
  return `${position[0]},${position[1]}`;
}

/** Corners where borders meet: those whose neighbours along the rings are not always the same two. */
function findJunctions(rings: readonly Ring[]): ReadonlySet<string> {
  const around = new Map<string, string>();
  const junctions = new Set<string>();
  for (const ring of rings) {
    for (let at = 0; at < ring.length - 1; at += 1) {
      const key = keyOf(ring[at]!);
      const before = keyOf(ring[at === 0 ? ring.length - 2 : at - 1]!);
      const after = keyOf(ring[at + 1]!);
      const pair = before < after ? `${before} ${after}` : `${after} ${before}`;
      const known = around.get(key);
      if (known === undefined) around.set(key, pair);
      else if (known !== pair) junctions.add(key);
    }
  }
  return junctions;
}

function cutRing(
  ring: Ring,
  junctions: ReadonlySet<string>,
  arcs: Map<string, Ring>,
  tolerance: number,
): RingOfArcs {
  const open = ring.slice(0, -1);
  const cuts = open.flatMap((position, at) => (junctions.has(keyOf(position)) ? [at] : []));
  // A ring that meets nothing (an island) is cut at its western- and easternmost corners, for a stable result.
  const stops =
    cuts.length >= 2 ? cuts : [...new Set([...cuts, ...extremes(open)])].sort((one, other) => one - other);
  return stops.map((from, at) => {
    const to = stops[(at + 1) % stops.length]!;
    const line = from < to ? open.slice(from, to + 1) : [...open.slice(from), ...open.slice(0, to + 1)];
    return register(line, arcs, tolerance);
  });
}

function extremes(open: Ring): [number, number] {
  let [west, east] = [0, 0];
  open.forEach(([lon], at) => {
    if (lon! < open[west]![0]!) west = at;
    if (lon! > open[east]![0]!) east = at;
  });
  return [west, east];
}

function register(line: Ring, arcs: Map<string, Ring>, tolerance: number): RingOfArcs[number] {
  const [first, second] = [line, [...line].reverse()].map((one) => one.map(keyOf).join(' ')) as [
    string,
    string,
  ];
  const backwards = second < first;
  const arc = backwards ? second : first;
  if (!arcs.has(arc)) arcs.set(arc, thinOut(backwards ? [...line].reverse() : line, tolerance));
  return { arc, backwards };
}

function assemble(pieces: RingOfArcs, arcs: ReadonlyMap<string, Ring>): Ring {
  const ring: Ring = [];
  for (const { arc, backwards } of pieces) {
    const line = arcs.get(arc)!;
    const walked = backwards ? [...line].reverse() : line;
    ring.push(...(ring.length === 0 ? walked : walked.slice(1)));
  }
  return ring;
}

/** Douglas–Peucker with a stack; both ends stay. */
export function thinOut(line: Ring, toleranceMetres: number): Ring {
  const keep = new Set([0, line.length - 1]);
  const scale = metresPerDegree(line[0]?.[1] ?? 0);
  const spans: [number, number][] = [[0, line.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    let [farthest, away] = [-1, toleranceMetres];
    for (let at = from + 1; at < to; at += 1) {
      const metres = metresToLine(line[at]!, line[from]!, line[to]!, scale);
      if (metres > away) [farthest, away] = [at, metres];
    }
    if (farthest === -1) continue;
    keep.add(farthest);
    spans.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, at) => keep.has(at));
}

function metresToLine(
  position: Position,
  from: Position,
  to: Position,
  scale: { lon: number; lat: number },
): number {
  const x = (position[0]! - from[0]!) * scale.lon;
  const y = (position[1]! - from[1]!) * scale.lat;
  const dx = (to[0]! - from[0]!) * scale.lon;
  const dy = (to[1]! - from[1]!) * scale.lat;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / length));
  return Math.hypot(x - along * dx, y - along * dy);
}
