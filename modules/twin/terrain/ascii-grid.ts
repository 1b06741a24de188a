// ESRI ASCII grids: six lines of header, then heights from north-west to south-east; in degrees (WGS 84).
import { AppError } from '@city/kernel/errors';
import { limits } from '../limits.ts';
import type { Heights } from './resample.ts';
import '../errors.ts';

const names = [
  'ncols',
  'nrows',
  'xllcorner',
  'yllcorner',
  'xllcenter',
  'yllcenter',
  'cellsize',
  'nodata_value',
];

/** @throws AppError `twin_grid_wrong` that says what is wrong, `twin_grid_large` */
export function readAsciiGrid(text: string): Heights {
  const header = new Map<string, number>();
  let at = 0;
  for (let line = nextLine(text, at); line !== null; line = nextLine(text, at)) {
    const [name = '', value = ''] = line.words.trim().split(/\s+/, 2);
    if (!names.includes(name.toLowerCase())) break;
    header.set(name.toLowerCase(), Number(value));
    at = line.end;
  }
  const need = (name: string): number => {
    const value = header.get(name);
    if (value === undefined || !Number.isFinite(value)) throw wrong(`${name}?`);
    return value;
  };
  const [columns, rows, cell] = [need('ncols'), need('nrows'), need('cellsize')];
  const isWhole = Number.isInteger(columns) && Number.isInteger(rows) && columns > 0 && rows > 0 && cell > 0;
  if (!isWhole) throw wrong('ncols, nrows, cellsize');
  if (columns * rows > limits.importCells)
    throw new AppError('twin_grid_large', { params: { most: limits.importCells } });
  if (cell > 0.5) throw wrong('cellsize: WGS 84, degrees');
  const half = header.has('xllcenter') ? cell / 2 : 0;
  const west = half ? need('xllcenter') - half : need('xllcorner');
  const south = half ? need('yllcenter') - half : need('yllcorner');
  const heights = readNumbers(text, at, columns * rows, header.get('nodata_value') ?? -9999);
  return { west, north: south + rows * cell, degrees: cell, columns, rows, heights };
}

const wrong = (what: string) => new AppError('twin_grid_wrong', { params: { what } });

function nextLine(text: string, from: number): { words: string; end: number } | null {
  if (from >= text.length) return null;
  const end = text.indexOf('\n', from);
  return end === -1
    ? { words: text.slice(from), end: text.length }
    : { words: text.slice(from, end), end: end + 1 };
}

function readNumbers(text: string, from: number, count: number, none: number): Float32Array {
  const heights = new Float32Array(count);
  const numbers = /\S+/g;
  numbers.lastIndex = from;
  let at = 0;
  for (let found = numbers.exec(text); found; found = numbers.exec(text), at++) {
    if (at >= count) throw wrong(`> ${count}`);
    const value = Number(found[0]);
    if (!Number.isFinite(value)) throw wrong(found[0].slice(0, 20));
    heights[at] = value === none ? Number.NaN : value;
  }
  if (at < count) throw wrong(`${at} < ${count}`);
  return heights;
}
