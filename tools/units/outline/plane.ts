// A flat map of the city in kilometres, and a grid of squares on it.
import type { Point } from '@city/kernel/geo';
import { metresPerDegree } from '@city/kernel/geo';

export type Spot = { readonly x: number; readonly y: number };

/** Kilometres east and north of the origin; within the city off by less than 0.5 %. */
export type Plane = { readonly toSpot: (point: Point) => Spot; readonly toPoint: (spot: Spot) => Point };

export function planeAt(origin: Point): Plane {
  const scale = metresPerDegree(origin.lat);
  const [kmPerLon, kmPerLat] = [scale.lon / 1000, scale.lat / 1000];
  return {
    toSpot: ({ lat, lon }) => ({ x: (lon - origin.lon) * kmPerLon, y: (lat - origin.lat) * kmPerLat }),
    toPoint: ({ x, y }) => ({ lon: origin.lon + x / kmPerLon, lat: origin.lat + y / kmPerLat }),
  };
}

/** Squares of `step` km; square 0 has its south-western corner at (west, south). */
export type Grid = {
  readonly west: number;
  readonly south: number;
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
};

export function gridAround(spots: readonly Spot[], margin: number, step: number): Grid {
  const west = Math.min(...spots.map((spot) => spot.x)) - margin;
  const south = Math.min(...spots.map((spot) => spot.y)) - margin;
  const east = Math.max(...spots.map((spot) => spot.x)) + margin;
  const north = Math.max(...spots.map((spot) => spot.y)) + margin;
  return {
    west,
    south,
    step,
    columns: Math.ceil((east - west) / step),
    rows: Math.ceil((north - south) / step),
  };
}

/** The middle of a square. */
export function middleOf(grid: Grid, square: number): Spot {
  return {
    x: grid.west + ((square % grid.columns) + 0.5) * grid.step,
    y: grid.south + (Math.floor(square / grid.columns) + 0.5) * grid.step,
  };
}

/** The square that holds a spot; -1 outside the grid. */
export function squareAt(grid: Grid, spot: Spot): number {
  const column = Math.floor((spot.x - grid.west) / grid.step);
  const row = Math.floor((spot.y - grid.south) / grid.step);
  const inside = column >= 0 && row >= 0 && column < grid.columns && row < grid.rows;
  return inside ? row * grid.columns + column : -1;
}

/** The up to four squares that share a side. */
export function besides(grid: Grid, square: number): number[] {
  const column = square % grid.columns;
  const found: number[] = [];
  if (column > 0) found.push(square - 1);
  if (column < grid.columns - 1) found.push(square + 1);
  if (square >= grid.columns) found.push(square - grid.columns);
  if (square + grid.columns < grid.columns * grid.rows) found.push(square + grid.columns);
  return found;
}

/** Gaussian blur of values on the grid, `sigma` in km (three box blurs, Kovesi 2010). */
export function blur(grid: Grid, values: Float32Array, sigma: number): Float32Array {
  const radius = Math.max(1, Math.round(Math.sqrt((12 * (sigma / grid.step) ** 2) / 3 + 1) / 2 - 0.5));
  let current = values;
  for (let round = 0; round < 3; round += 1) {
    current = boxBlur(
      current,
      { count: grid.rows, stride: grid.columns },
      { count: grid.columns, stride: 1 },
      radius,
    );
    current = boxBlur(
      current,
      { count: grid.columns, stride: 1 },
      { count: grid.rows, stride: grid.columns },
      radius,
    );
  }
  return current;
}

type Axis = { readonly count: number; readonly stride: number };

function boxBlur(values: Float32Array, lines: Axis, along: Axis, radius: number): Float32Array {
  const blurred = new Float32Array(values.length);
  const width = 2 * radius + 1;
  for (let line = 0; line < lines.count; line += 1) {
    const start = line * lines.stride;
    const at = (index: number) =>
      values[start + Math.max(0, Math.min(along.count - 1, index)) * along.stride]!;
    let sum = 0;
    for (let index = -radius; index <= radius; index += 1) sum += at(index);
    for (let index = 0; index < along.count; index += 1) {
      blurred[start + index * along.stride] = sum / width;
      sum += at(index + radius + 1) - at(index - radius);
    }
  }
  return blurred;
}
