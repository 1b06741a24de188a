// Measures how well boundaries fit together: where units overlap, and land enclosed by the city that no unit has.
import { boxAround, boxOf, metresPerDegree, polygonsOf } from './sphere.ts';
import type { BoundaryFeature, Point } from './types.ts';

export type Coverage = {
  readonly overlaps: readonly { readonly codes: readonly [string, string]; readonly km2: number }[];
  readonly gaps: readonly { readonly at: Point; readonly km2: number }[];
};

type Span = { readonly from: number; readonly to: number; readonly code: string };
type Edge = readonly [lon1: number, lat1: number, lon2: number, lat2: number, feature: number];

/** Bounds the memory: one byte a square. */
const mostSquares = 40_000_000;

/**
 * Sweeps the map with lines `stepMetres` apart. Overlaps are exact along each line; a gap is counted when
 * it holds at least one square of the grid and cannot be reached from outside the city.
 */
export function measureCoverage(features: readonly BoundaryFeature[], finestStepMetres = 50): Coverage {
  const [west, south, east, north] = boxAround(features.map((feature) => boxOf(feature.shape)));
  const scale = metresPerDegree((south + north) / 2);
  const squareMetres = (east - west) * scale.lon * (north - south) * scale.lat;
  const stepMetres = Math.max(finestStepMetres, Math.sqrt(squareMetres / mostSquares));
  const [stepLon, stepLat] = [stepMetres / scale.lon, stepMetres / scale.lat];
  const grid: Grid = {
    west: west - 1.5 * stepLon,
    south: south - 1.5 * stepLat,
    stepLon,
    stepLat,
    columns: Math.ceil((east - west) / stepLon) + 4,
    rows: Math.ceil((north - south) / stepLat) + 4,
  };
  const covered = new Uint8Array(grid.columns * grid.rows);
  const overlapMetres = new Map<string, number>();
  const edges = edgesByRow(features, grid);
  for (let row = 0; row < grid.rows; row += 1) {
    const lat = grid.south + (row + 0.5) * stepLat;
    const spans = spansAt(edges[row] ?? [], lat, features);
    markCovered(covered, grid, row, spans);
    addOverlaps(overlapMetres, spans, metresPerDegree(lat).lon);
  }
  return {
    overlaps: [...overlapMetres]
      .map(([codes, metres]) => ({
        codes: codes.split(' ') as [string, string],
        km2: (metres * stepMetres) / 1e6,
      }))
      // Less than a square metre is the rounding of coordinates.
      .filter(({ km2 }) => km2 > 1e-6)
      .sort((one, other) => other.km2 - one.km2),
    gaps: findGaps(covered, grid, stepMetres),
  };
}

type Grid = {
  readonly west: number;
  readonly south: number;
  readonly stepLon: number;
  readonly stepLat: number;
  readonly columns: number;
  readonly rows: number;
};

function edgesByRow(features: readonly BoundaryFeature[], grid: Grid): Edge[][] {
  const rows: Edge[][] = [];
  features.forEach((feature, at) => {
    for (const ring of polygonsOf(feature.shape).flat()) {
      for (let corner = 0; corner < ring.length - 1; corner += 1) {
        const [lon1, lat1] = ring[corner] as [number, number];
        const [lon2, lat2] = ring[corner + 1] as [number, number];
        if (lat1 === lat2) continue;
        const first = Math.max(0, Math.floor((Math.min(lat1, lat2) - grid.south) / grid.stepLat - 0.5));
        const last = Math.ceil((Math.max(lat1, lat2) - grid.south) / grid.stepLat - 0.5);
        for (let row = first; row <= last; row += 1) (rows[row] ??= []).push([lon1, lat1, lon2, lat2, at]);
      }
    }
  });
  return rows;
}

/** Stretches of the line that lie in each unit (even–odd rule, so holes are holes), from west to east. */
function spansAt(edges: readonly Edge[], lat: number, features: readonly BoundaryFeature[]): Span[] {
  const crossings = new Map<number, number[]>();
  for (const [lon1, lat1, lon2, lat2, feature] of edges) {
    if (lat1 > lat === lat2 > lat) continue;
    const list = crossings.get(feature) ?? [];
    list.push(lon1 + ((lat - lat1) / (lat2 - lat1)) * (lon2 - lon1));
    crossings.set(feature, list);
  }
  const spans: Span[] = [];
  for (const [feature, lons] of crossings) {
    lons.sort((one, other) => one - other);
    for (let at = 0; at + 1 < lons.length; at += 2) {
      spans.push({ from: lons[at]!, to: lons[at + 1]!, code: features[feature]!.code });
    }
  }
  return spans.sort((one, other) => one.from - other.from);
}

function markCovered(covered: Uint8Array, grid: Grid, row: number, spans: readonly Span[]): void {
  for (const { from, to } of spans) {
    // A square touched by a unit at all is covered: only real gaps remain, not the width of a rounding.
    const first = Math.floor((from - grid.west) / grid.stepLon);
    const last = Math.floor((to - grid.west) / grid.stepLon);
    covered.fill(1, row * grid.columns + first, row * grid.columns + last + 1);
  }
}

function addOverlaps(metres: Map<string, number>, spans: readonly Span[], metresPerLon: number): void {
  spans.forEach((span, at) => {
    for (let next = at + 1; next < spans.length && spans[next]!.from < span.to; next += 1) {
      const other = spans[next]!;
      if (other.code === span.code) continue;
      const key = span.code < other.code ? `${span.code} ${other.code}` : `${other.code} ${span.code}`;
      const shared = Math.min(span.to, other.to) - other.from;
      metres.set(key, (metres.get(key) ?? 0) + shared * metresPerLon);
    }
  });
}

/** Marks of the grid: covered 1, reached from outside 2, counted as part of a gap 3. */
function findGaps(covered: Uint8Array, grid: Grid, stepMetres: number): Coverage['gaps'] {
  flood(covered, grid.columns, 0, 2);
  const gaps: { at: Point; km2: number }[] = [];
  for (let cell = 0; cell < covered.length; cell += 1) {
    if (covered[cell] !== 0) continue;
    const cells = flood(covered, grid.columns, cell, 3);
    const [row, column] = [Math.floor(cell / grid.columns), cell % grid.columns];
    const at = {
      lat: grid.south + (row + 0.5) * grid.stepLat,
      lon: grid.west + (column + 0.5) * grid.stepLon,
    };
    gaps.push({ at, km2: (cells * stepMetres ** 2) / 1e6 });
  }
  return gaps.sort((one, other) => other.km2 - one.km2);
}

/** Fills the connected zeros from a cell; returns how many. */
function flood(cells: Uint8Array, columns: number, start: number, mark: number): number {
  const stack = [start];
  let filled = 0;
  for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
    if (cells[cell] !== 0) continue;
    cells[cell] = mark;
    filled += 1;
    const column = cell % columns;
    if (column > 0) stack.push(cell - 1);
    if (column < columns - 1) stack.push(cell + 1);
    if (cell >= columns) stack.push(cell - columns);
    if (cell + columns < cells.length) stack.push(cell + columns);
  }
  return filled;
}
