// Heights of a map in degrees brought onto the square cells of a frame: the mean of what lies in a cell, or the nearest height.
import { type Frame, middleOf, metresEast, metresNorth } from './frame.ts';

export interface Heights {
  readonly west: number;
  readonly north: number;
  readonly degrees: number;
  readonly columns: number;
  readonly rows: number;
  /** Metres above the datum, rows from north to south; NaN where there is none. */
  readonly heights: Float32Array;
}

export function resample(from: Heights, to: Frame): Float32Array {
  const out = new Float32Array(to.columns * to.rows);
  const halfLon = to.cellMetres / metresEast / 2;
  const halfLat = to.cellMetres / metresNorth / 2;
  for (let cell = 0; cell < out.length; cell++) {
    const { lon, lat } = middleOf(to, cell);
    out[cell] = meanIn(from, {
      west: lon - halfLon,
      east: lon + halfLon,
      south: lat - halfLat,
      north: lat + halfLat,
    });
  }
  return out;
}

type Box = { readonly west: number; readonly east: number; readonly south: number; readonly north: number };

function meanIn(from: Heights, box: Box): number {
  const place = (degrees: number) => Math.floor(degrees / from.degrees + 1e-9);
  const middleColumn = place((box.west + box.east) / 2 - from.west);
  const middleRow = place(from.north - (box.south + box.north) / 2);
  const first = Math.round((box.west - from.west) / from.degrees);
  const last = Math.round((box.east - from.west) / from.degrees) - 1;
  const top = Math.round((from.north - box.north) / from.degrees);
  const bottom = Math.round((from.north - box.south) / from.degrees) - 1;
  let sum = 0;
  let count = 0;
  for (let row = Math.max(0, top); row <= Math.min(bottom, from.rows - 1); row++) {
    for (let column = Math.max(0, first); column <= Math.min(last, from.columns - 1); column++) {
      const height = from.heights[row * from.columns + column] as number;
      if (Number.isNaN(height)) continue;
      sum += height;
      count += 1;
    }
  }
  if (count > 0) return sum / count;
  const isInside =
    middleRow >= 0 && middleRow < from.rows && middleColumn >= 0 && middleColumn < from.columns;
  return isInside ? (from.heights[middleRow * from.columns + middleColumn] as number) : Number.NaN;
}
