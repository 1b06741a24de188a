// The ground that the city's files describe: where sea and rivers lie, where dykes run, and a schematic height for every place.
import { chanceOf } from '../chance/chance.ts';
import { cellsAlong, type Frame, type LonLat, middleOf } from './frame.ts';
import type { Heights } from './resample.ts';

type Pair = readonly [lon: number, lat: number];

/** `city/haiphong/twin/ground.json` */
export interface CityGround {
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly schematic: boolean;
  readonly box: {
    readonly west: number;
    readonly south: number;
    readonly east: number;
    readonly north: number;
  };
  readonly hon_dau_zero_below_land_datum_metres: number;
  /** South-east of this line, what belongs to no unit is sea. */
  readonly sea: { readonly from: Pair; readonly to: Pair };
  readonly sea_bed: number;
  readonly rivers: readonly { readonly id: string; readonly bed: number; readonly line: readonly Pair[] }[];
  readonly dykes: { readonly sea_crest: number; readonly river_crest: number };
  readonly land: { readonly base: number; readonly swing: number; readonly swing_degrees: number };
  readonly hills: readonly { readonly middle: Pair; readonly degrees: number; readonly height: number }[];
}

export const land = 0;
export const sea = 1;
export const river = 2;
export const beyond = 3;

const pointOf = ([lon, lat]: Pair): LonLat => ({ lon, lat });

/** What each cell of a frame is, by which unit it belongs to (-1: none). */
export function coverOf(ground: CityGround, frame: Frame, unitOf: Int16Array): Uint8Array {
  const cover = new Uint8Array(unitOf.length);
  const { from, to } = ground.sea;
  for (let cell = 0; cell < cover.length; cell++) {
    if ((unitOf[cell] as number) >= 0) continue;
    const { lon, lat } = middleOf(frame, cell);
    const side = (to[0] - from[0]) * (lat - from[1]) - (to[1] - from[1]) * (lon - from[0]);
    cover[cell] = side < 0 && lat < to[1] ? sea : beyond;
  }
  for (const { line } of ground.rivers)
    for (let at = 0; at + 1 < line.length; at++)
      for (const cell of cellsAlong(frame, pointOf(line[at] as Pair), pointOf(line[at + 1] as Pair)))
        if (cover[cell] !== sea) cover[cell] = river;
  return cover;
}

/** Heights of the bed on a frame: the terrain's, with sea and rivers cut in; NaN beyond the city. */
export function bedOf(
  ground: CityGround,
  frame: Frame,
  cover: Uint8Array,
  heights: Float32Array,
): Float64Array {
  const bed = Float64Array.from(heights);
  for (let cell = 0; cell < bed.length; cell++) {
    if (cover[cell] === beyond) bed[cell] = Number.NaN;
    if (cover[cell] === sea) bed[cell] = ground.sea_bed;
  }
  for (const { bed: depth, line } of ground.rivers)
    for (let at = 0; at + 1 < line.length; at++)
      for (const cell of cellsAlong(frame, pointOf(line[at] as Pair), pointOf(line[at + 1] as Pair)))
        if (cover[cell] === river)
          bed[cell] = Math.min(Number.isNaN(bed[cell]) ? depth : (bed[cell] as number), depth);
  return bed;
}

const degrees = 0.0025;
const drawnFrom = 20_250_701;

/** A drawn ground: a plain that swings gently, with hills; the same every time. */
export function schematicHeights(ground: CityGround): Heights {
  const { west, south, east, north } = ground.box;
  const columns = Math.round((east - west) / degrees);
  const rows = Math.round((north - south) / degrees);
  const heights = new Float32Array(columns * rows);
  const swing = smoothNoise(ground.land.swing_degrees);
  for (let cell = 0; cell < heights.length; cell++) {
    const lon = west + ((cell % columns) + 0.5) * degrees;
    const lat = north - (Math.floor(cell / columns) + 0.5) * degrees;
    let height = ground.land.base + ground.land.swing * swing(lon, lat);
    for (const hill of ground.hills) {
      const near = 1 - Math.hypot(lon - hill.middle[0], lat - hill.middle[1]) / hill.degrees;
      if (near > 0) height += hill.height * near * near;
    }
    heights[cell] = height;
  }
  return { west, north, degrees, columns, rows, heights };
}

/** Between -1 and 1, smooth, of one fixed seed. */
function smoothNoise(scale: number): (lon: number, lat: number) => number {
  const known = new Map<string, number>();
  const knot = (x: number, y: number): number => {
    const key = `${x} ${y}`;
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = 2 * chanceOf(drawnFrom + x * 7_919, y).uniform() - 1));
    return value;
  };
  const ease = (share: number) => share * share * (3 - 2 * share);
  return (lon, lat) => {
    const [x, y] = [lon / scale, lat / scale];
    const [left, low] = [Math.floor(x), Math.floor(y)];
    const [across, up] = [ease(x - left), ease(y - low)];
    const bottom = knot(left, low) * (1 - across) + knot(left + 1, low) * across;
    const top = knot(left, low + 1) * (1 - across) + knot(left + 1, low + 1) * across;
    return bottom * (1 - up) + top * up;
  };
}
