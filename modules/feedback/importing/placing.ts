// Carries places of another city over: the rank along a Hilbert curve there becomes the rank along one here.
import { createHash } from 'node:crypto';
import { boxOf, contains, innerPoint, type Point, type Shape, type Unit } from '@city/kernel/geo';

export interface TargetUnit {
  readonly unit: Unit;
  readonly shape: Shape;
  readonly weight: number;
}

export interface SourceBox {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** 2^16 cells a side: about half a metre over a city. */
const order = 16;
const mostTries = 60;

/** Position of a cell along the Hilbert curve (the classic bit-by-bit walk, J. Skilling's numbering). */
export function hilbert(column: number, row: number): number {
  let x = column;
  let y = row;
  let rank = 0;
  for (let side = 2 ** (order - 1); side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0;
    const up = (y & side) > 0 ? 1 : 0;
    rank += side * side * ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) {
        x = 2 ** order - 1 - x;
        y = 2 ** order - 1 - y;
      }
      [x, y] = [y, x];
    }
  }
  return rank;
}

/** Rank of a point within a box; null outside of it. */
export function rankIn(box: SourceBox, point: Point): number | null {
  const x = (point.lon - box.west) / (box.east - box.west);
  const y = (point.lat - box.south) / (box.north - box.south);
  if (!(x >= 0 && x < 1 && y >= 0 && y < 1)) return null;
  return hilbert(Math.floor(x * 2 ** order), Math.floor(y * 2 ** order));
}

/**
 * Makes the carrying function. `ranks` are those of all points that will be carried: the share of them before a point
 * says which unit it comes to, so that each unit gets its weight's share.
 */
export function placer(
  box: SourceBox,
  ranks: Float64Array,
  units: readonly TargetUnit[],
): (point: Point) => Point | null {
  const sorted = ranks.slice().sort();
  const ordered = inHilbertOrder(units);
  const total = ordered.reduce((sum, { weight }) => sum + weight, 0);
  const ends: number[] = [];
  for (const { weight } of ordered) ends.push((ends.at(-1) ?? 0) + weight / total);
  const known = new Map<string, Point>();
  return (point) => {
    const rank = rankIn(box, point);
    if (rank === null) return null;
    const share = firstAtLeast(sorted, rank) / sorted.length;
    const unit = ordered[Math.min(firstAbove(ends, share), ordered.length - 1)];
    if (!unit) return null;
    const name = `${unit.unit.code} ${point.lat} ${point.lon}`;
    let placed = known.get(name);
    if (!placed) known.set(name, (placed = spotIn(unit, name)));
    return placed;
  };
}

interface PlacedUnit extends TargetUnit {
  /** Found once for a unit: looking for it costs more than all else of a placement. */
  readonly middle: Point;
}

function inHilbertOrder(units: readonly TargetUnit[]): readonly PlacedUnit[] {
  const inner = units.map((target) => ({ ...target, middle: innerPoint(target.shape) }));
  const box = {
    south: Math.min(...inner.map(({ middle }) => middle.lat)) - 0.001,
    west: Math.min(...inner.map(({ middle }) => middle.lon)) - 0.001,
    north: Math.max(...inner.map(({ middle }) => middle.lat)) + 0.001,
    east: Math.max(...inner.map(({ middle }) => middle.lon)) + 0.001,
  };
  return inner
    .map((target) => ({ target, rank: rankIn(box, target.middle) ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ target }) => target);
}

/** A spot inside the shape that only depends on the name: drawn again until it lies inside, drawn towards the middle. */
function spotIn({ shape, middle }: PlacedUnit, name: string): Point {
  const [west, south, east, north] = boxOf(shape);
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const bytes = createHash('sha1').update(`${name} ${attempt}`).digest();
    const x = bytes.readUInt32BE(0) / 2 ** 32;
    const y = bytes.readUInt32BE(4) / 2 ** 32;
    const pull = 0.55 * (bytes.readUInt32BE(8) / 2 ** 32);
    const lat = (south + (north - south) * y) * (1 - pull) + middle.lat * pull;
    const lon = (west + (east - west) * x) * (1 - pull) + middle.lon * pull;
    const spot = { lat: Math.round(lat * 1e5) / 1e5, lon: Math.round(lon * 1e5) / 1e5 };
    if (contains(shape, spot)) return spot;
  }
  return middle;
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAbove(ends: readonly number[], share: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) <= share) low = middle + 1;
    else high = middle;
  }
  return low;
}
