// The water engine beside solutions that are known exactly: a front on a plane with friction, steady flow on a slope, a broken
// dam (with its error said), still water, and the accounts of every cubic metre.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bathtub } from './bathtub.ts';
import { createWaterModel } from './shallow-water.ts';
import type { Ground } from './water-grid.ts';

const gravity = 9.81;

/** A channel one cell wide. */
function channel(
  cells: number,
  cellMetres: number,
  n: number,
  bedAt: (x: number) => number = () => 0,
): Ground {
  const bed = Float64Array.from({ length: cells }, (_, at) => bedAt((at + 0.5) * cellMetres));
  return { columns: cells, rows: 1, cellMetres, bed, roughness: n };
}

const rootMeanSquare = (differences: readonly number[]): number =>
  Math.sqrt(differences.reduce((sum, each) => sum + each * each, 0) / differences.length);

/** Root mean square error of the depth behind a front that runs at 1 m/s, and where the front stands after an hour. */
function frontAfterAnHour(cellMetres: number): { error: number; front: number } {
  const [n, u, t] = [0.03, 1, 3_600];
  const exact = (x: number, at: number) => Math.max(0, (7 / 3) * (n * n * u * u) * (u * at - x)) ** (3 / 7);
  const cells = 5_000 / cellMetres;
  const ground = channel(cells, cellMetres, n);
  const water = createWaterModel(ground, {
    levels: [{ cells: [0], level: (at) => exact(cellMetres / 2, at) }],
  });
  water.run(t);
  const places = Array.from({ length: cells }, (_, cell) => (cell + 0.5) * cellMetres);
  const wet = places.filter((x) => exact(x, t) > 0.1);
  const error = rootMeanSquare(wet.map((x, cell) => (water.state.depth[cell] as number) - exact(x, t)));
  return { error, front: water.state.depth.findLastIndex((depth) => depth > 0.05) * cellMetres };
}

test('a front over a flat plane follows the exact solution of Hunter et al. 2005 within the head of its speed', () => {
  // That solution knows friction alone; u² / 2g = 5 cm is what it leaves out, where 2.4 m stand at the boundary.
  for (const { error, front } of [frontAfterAnHour(50), frontAfterAnHour(25)]) {
    expect(error).toBeLessThan(1 / (2 * gravity));
    expect(Math.abs(front - 3_600)).toBeLessThan(0.03 * 3_600);
  }
});

test('steady flow on a slope takes Manning’s depth within 1 %', () => {
  const [n, slope, q] = [0.03, 0.001, 0.8];
  const normal = ((q * n) / Math.sqrt(slope)) ** (3 / 5);
  const ground = channel(100, 50, n, (x) => 10 - slope * x);
  const last = ground.bed[99] as number;
  const water = createWaterModel(ground, {
    levels: [{ cells: [99], level: () => last + normal }],
    inflows: [{ cells: [0], cubicMetresPerSecond: () => q * 50 }],
  });
  water.run(40_000);
  for (const cell of [20, 50, 80]) expect((water.state.depth[cell] as number) / normal).toBeCloseTo(1, 2);
});

/** Ritter 1892: depth after a dam at x = 0 broke over a dry, smooth bed. */
function ritter(x: number, t: number, h0: number): number {
  const c = Math.sqrt(gravity * h0);
  if (x <= -c * t) return h0;
  if (x >= 2 * c * t) return 0;
  return (2 * c - x / t) ** 2 / (9 * gravity);
}

test('a broken dam: the depth is wrong by 10 % of the dam’s and the front comes late, as the record says of a scheme without advection', () => {
  const h0 = 4;
  const cellMetres = 5;
  const ground = channel(400, cellMetres, 0.005);
  const depth = Float64Array.from({ length: 400 }, (_, cell) => (cell < 200 ? h0 : 0));
  const water = createWaterModel(ground, { levels: [] }, depth);
  const t = 40;
  water.run(t);
  const errors = Array.from({ length: 400 }, (_, cell) => {
    const x = (cell + 0.5 - 200) * cellMetres;
    return (water.state.depth[cell] as number) - ritter(x, t, h0);
  });
  const share = rootMeanSquare(errors) / h0;
  expect(share).toBeGreaterThan(0.09);
  expect(share).toBeLessThan(0.11);
  // Far behind, where the wave only arrives, the error is small.
  expect(Math.abs(errors[60] as number) / h0).toBeLessThan(0.02);
  expect(water.balance().missingShare).toBeLessThan(1e-9);
});

test('still water stays still over any ground', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 36, maxLength: 36 }),
      (heights) => {
        const ground: Ground = {
          columns: 6,
          rows: 6,
          cellMetres: 10,
          bed: Float64Array.from(heights),
          roughness: 0.03,
        };
        const depth = Float64Array.from(heights, (bed) => Math.max(0, 1 - bed));
        const water = createWaterModel(ground, { levels: [] }, depth);
        water.run(600);
        water.state.depth.forEach((now, cell) => expect(now).toBeCloseTo(depth[cell] as number, 9));
      },
    ),
    { seed: 20260908, numRuns: 40 },
  );
});

test('every cubic metre is accounted for, whatever rains, flows in, is pumped and drained; no depth is negative', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -2, max: 4, noNaN: true }), { minLength: 64, maxLength: 64 }),
      fc.record({
        rain: fc.integer({ min: 0, max: 200 }),
        drain: fc.integer({ min: 0, max: 30 }),
        flow: fc.integer({ min: 0, max: 60 }),
      }),
      (heights, { rain, drain, flow }) => {
        const ground: Ground = {
          columns: 8,
          rows: 8,
          cellMetres: 30,
          bed: Float64Array.from(heights),
          roughness: 0.04,
        };
        const water = createWaterModel(ground, {
          levels: [{ cells: [0, 1, 2], level: (t) => 1.5 * Math.sin(t / 900) }],
          rain: () => rain,
          drain,
          inflows: [{ cells: [40], cubicMetresPerSecond: () => flow }],
          pumps: [
            { cell: 33, cubicMetresPerSecond: 4, to: null },
            { cell: 50, cubicMetresPerSecond: 2, to: 0 },
          ],
          crests: [{ from: 20, to: 28, crest: 3 }],
        });
        water.run(3_600, ({ depth }) => expect(Math.min(...depth)).toBeGreaterThan(-1e-9));
        expect(water.balance().missingShare).toBeLessThan(1e-9);
      },
    ),
    { seed: 20260908, numRuns: 30 },
  );
});

test('a level held for long fills what the bathtub fills, to the millimetre; a dyke above it keeps the land dry', () => {
  const columns = 20;
  const bed = Float64Array.from(
    { length: 400 },
    (_, cell) => 0.5 * Math.sin(cell) + (cell % columns) * 0.1 - 1,
  );
  const ground: Ground = { columns, rows: 20, cellMetres: 40, bed, roughness: 0.03 };
  const sea = Array.from({ length: 20 }, (_, row) => row * columns);
  const dyke = Array.from({ length: 20 }, (_, row) => ({
    from: row * columns + 9,
    to: row * columns + 10,
    crest: 1.2,
  }));
  const open = createWaterModel(ground, { levels: [{ cells: sea, level: () => 0.6 }] });
  open.run(40_000);
  const still = bathtub(ground, sea, 0.6);
  // Over a sill that lies a hair below the level water creeps for days; a bathtub two centimetres lower says which those are.
  const sure = bathtub(ground, sea, 0.58);
  still.forEach((depth, cell) => {
    expect(open.state.depth[cell]).toBeLessThanOrEqual(depth + 0.0005);
    if ((sure[cell] as number) > 0) expect(open.state.depth[cell]).toBeCloseTo(depth, 3);
  });
  const closed = createWaterModel(ground, { levels: [{ cells: sea, level: () => 0.6 }], crests: dyke });
  closed.run(40_000);
  const behind = (cell: number) => cell % columns >= 10;
  expect(closed.state.depth.some((depth, cell) => behind(cell) && depth > 0)).toBe(false);
  expect(bathtub(ground, sea, 0.6, dyke).some((depth, cell) => behind(cell) && depth > 0)).toBe(false);
  expect(still.some((depth, cell) => behind(cell) && depth > 0)).toBe(true);
});

test('ground of which nothing is known lets no water in', () => {
  const bed = Float64Array.from([0, Number.NaN, 0]);
  const ground: Ground = { columns: 3, rows: 1, cellMetres: 10, bed, roughness: 0.03 };
  const water = createWaterModel(ground, { levels: [{ cells: [0], level: () => 2 }] });
  water.run(600);
  expect([...water.state.depth]).toEqual([2, 0, 0]);
});
