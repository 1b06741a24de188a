// Questions to one polygon: is a point inside, how far away is it, where is a point well inside.
import type { Position } from 'geojson';
import inPolygon from 'point-in-polygon-hao';
import { metresPerDegree, polygonsOf } from './sphere.ts';
import type { Point, Shape } from './types.ts';

type Ring = readonly Position[];

/** True inside or on the edge; exact at edges and corners (robust predicates). */
export function contains(shape: Shape, point: Point): boolean {
  return polygonsOf(shape).some((polygon) => inPolygon([point.lon, point.lat], polygon) !== false);
}

/** Metres from a point to the edge of a shape, whichever side it is on. */
export function metresToEdge(shape: Shape, point: Point): number {
  let nearest = Infinity;
  for (const polygon of polygonsOf(shape)) nearest = Math.min(nearest, squaredToRings(polygon, point));
  return Math.sqrt(nearest);
}

/** Metres from a point to a line of straight pieces. */
export function metresToLine(line: Ring, point: Point): number {
  return Math.sqrt(squaredToRings([line], point));
}

/** Square metres, on a plane touching the earth at the point. */
function squaredToRings(rings: readonly Ring[], point: Point): number {
  const scale = metresPerDegree(point.lat);
  let nearest = Infinity;
  for (const ring of rings) {
    for (let at = 0; at < ring.length - 1; at += 1) {
      const [lon1, lat1] = ring[at] as [number, number];
      const [lon2, lat2] = ring[at + 1] as [number, number];
      const x = (lon1 - point.lon) * scale.lon;
      const y = (lat1 - point.lat) * scale.lat;
      const dx = (lon2 - lon1) * scale.lon;
      const dy = (lat2 - lat1) * scale.lat;
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / length));
      nearest = Math.min(nearest, (x + along * dx) ** 2 + (y + along * dy) ** 2);
    }
  }
  return nearest;
}

type Cell = { lon: number; lat: number; half: number; inside: number; atBest: number };

/**
 * A point well inside: (nearly) the one farthest from every edge, in the roomiest part of the shape.
 * Good for labels and for asking "which unit is this"; a centroid may lie outside a bent shape.
 * Method: quadtree search after Mapbox's polylabel (V. Agafonkin), to within 1 % of the part's size.
 */
export function innerPoint(shape: Shape): Point {
  let best: Cell | undefined;
  for (const polygon of polygonsOf(shape)) {
    const cell = farthestFromEdges(polygon);
    if (best === undefined || cell.inside > best.inside) best = cell;
  }
  if (best === undefined) throw new RangeError('A shape without polygons has no inner point.');
  return { lon: best.lon, lat: best.lat };
}

function farthestFromEdges(polygon: Ring[]): Cell {
  const outer = polygon[0] ?? [];
  const lons = outer.map((position) => position[0]!);
  const lats = outer.map((position) => position[1]!);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const scale = metresPerDegree((south + north) / 2);
  const width = (east - west) * scale.lon;
  const height = (north - south) * scale.lat;
  const measure = (lon: number, lat: number, half: number): Cell => {
    const point = { lon, lat };
    const away = Math.sqrt(squaredToRings(polygon, point));
    const inside = inPolygon([lon, lat], polygon as number[][][]) === true ? away : -away;
    return { lon, lat, half, inside, atBest: inside + half * Math.SQRT2 };
  };
  const precision = Math.max(width, height) / 100;
  const half = Math.max(Math.min(width, height) / 2, precision);
  const queue: Cell[] = [];
  for (let x = half; x < width + half; x += 2 * half) {
    for (let y = half; y < height + half; y += 2 * half) {
      queue.push(measure(west + x / scale.lon, south + y / scale.lat, half));
    }
  }
  let best = measure((west + east) / 2, (south + north) / 2, 0);
  while (queue.length > 0) {
    const cell = takeMostPromising(queue);
    if (cell.inside > best.inside) best = cell;
    if (cell.atBest - best.inside <= precision) continue;
    const quarter = cell.half / 2;
    for (const [right, up] of [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ] as const) {
      queue.push(
        measure(cell.lon + (right * quarter) / scale.lon, cell.lat + (up * quarter) / scale.lat, quarter),
      );
    }
  }
  return best;
}

function takeMostPromising(queue: Cell[]): Cell {
  let at = 0;
  for (let other = 1; other < queue.length; other += 1) {
    if (queue[other]!.atBest > queue[at]!.atBest) at = other;
  }
  const [taken] = queue.splice(at, 1);
  return taken!;
}
