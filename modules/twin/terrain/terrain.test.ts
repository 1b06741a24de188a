// Grids of heights: read from ESRI's text, refused with what is wrong, brought onto square cells; lines without gaps.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAsciiGrid } from './ascii-grid.ts';
import { cellAt, cellsAlong, frameOf, middleOf } from './frame.ts';
import { resample } from './resample.ts';

const grid = [
  'NCOLS 3',
  'NROWS 2',
  'XLLCORNER 106.6',
  'YLLCORNER 20.8',
  'CELLSIZE 0.01',
  'NODATA_value -9999',
  '1 2 3',
  '4 -9999 6.5',
].join('\r\n');

test('an ESRI grid is read row by row from the north-west, what is missing as nothing', () => {
  const heights = readAsciiGrid(grid);
  expect(heights).toMatchObject({ columns: 3, rows: 2, west: 106.6, degrees: 0.01 });
  expect(heights.north).toBeCloseTo(20.82, 12);
  expect([...heights.heights]).toEqual([1, 2, 3, 4, Number.NaN, 6.5]);
});

test('centres instead of corners move the grid by half a cell', () => {
  const centred = grid.replace('XLLCORNER', 'xllcenter').replace('YLLCORNER', 'yllcenter');
  expect(readAsciiGrid(centred).west).toBeCloseTo(106.595, 12);
});

test.each([
  ['a number missing', grid.replace(' 6.5', ''), 'twin_grid_wrong'],
  ['a number too many', `${grid} 7`, 'twin_grid_wrong'],
  ['a word among numbers', grid.replace('6.5', 'six'), 'twin_grid_wrong'],
  ['no cell size', grid.replace('CELLSIZE 0.01\r\n', ''), 'twin_grid_wrong'],
  ['metres instead of degrees', grid.replace('0.01', '30'), 'twin_grid_wrong'],
  ['half a column', grid.replace('NCOLS 3', 'NCOLS 2.5'), 'twin_grid_wrong'],
  ['more cells than may be', grid.replace('NCOLS 3', 'NCOLS 90000000'), 'twin_grid_large'],
  ['an empty file', '', 'twin_grid_wrong'],
])('a grid with %s is refused', (_, text, code) => {
  expect(() => readAsciiGrid(text)).toThrow(expect.objectContaining({ code }));
});

test('a coarser frame takes the mean of what lies in a cell, a finer one the height it lies in, outside nothing', () => {
  const heights = Float32Array.from({ length: 100 }, (_, at) => at);
  const from = { west: 106.6, north: 20.9, degrees: 0.001, columns: 10, rows: 10, heights };
  const box = { west: 106.6, south: 20.89, east: 106.61, north: 20.9 };
  const [whole] = resample(from, { ...frameOf(box, 1_000), columns: 1, rows: 1, cellMetres: 1_040.73 });
  // As wide as ten columns, it is as high as nine rows and a half, which is nine whole ones.
  expect(whole).toBeCloseTo(44.5, 9);
  const fine = frameOf(box, 20);
  const cells = resample(from, fine);
  expect(cells[cellAt(fine, { lon: 106.6045, lat: 20.8975 })]).toBe(24);
  expect(resample(from, frameOf({ west: 107, south: 20.5, east: 107.01, north: 20.51 }, 200))[0]).toBeNaN();
});

test('a cell’s middle lies in the cell, and a line’s cells follow each other side by side', () => {
  const frame = frameOf({ west: 106.1, south: 20.6, east: 106.9, north: 21.1 }, 700);
  const lon = fc.double({ min: 106.11, max: 106.89, noNaN: true });
  const lat = fc.double({ min: 20.62, max: 21.08, noNaN: true });
  fc.assert(
    fc.property(lon, lat, lon, lat, (west, south, east, north) => {
      const cells = cellsAlong(frame, { lon: west, lat: south }, { lon: east, lat: north });
      for (const [at, cell] of cells.entries()) {
        expect(cellAt(frame, middleOf(frame, cell))).toBe(cell);
        if (at > 0) expect([1, frame.columns]).toContain(Math.abs(cell - (cells[at - 1] as number)));
      }
    }),
    { seed: 20260908, numRuns: 200 },
  );
});
