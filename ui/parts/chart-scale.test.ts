// Scales, ticks and curves of the drawn charts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linear, niceTicks, runsAbove, smoothPath, valueAt } from './chart-scale.ts';

describe('ticks', () => {
  test('are round and cover the values', () => {
    expect(niceTicks(88.2, 96.1, 4)).toEqual([85, 90, 95, 100]);
    expect(niceTicks(0, 1106, 4)).toEqual([0, 500, 1000, 1500]);
    expect(niceTicks(5, 5, 4)).toEqual([5]);
  });

  test('cover any range', () => {
    const value = fc.integer({ min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [min, max] = a < b ? [a, b] : [b, a];
        const ticks = niceTicks(min, max, 5);
        expect(ticks[0]! - 1e-3).toBeLessThanOrEqual(min);
        expect(ticks.at(-1)! + 1e-3).toBeGreaterThanOrEqual(max);
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe('a curve', () => {
  test('never leaves the band of its points', () => {
    const path = smoothPath([
      { x: 0, y: 0 },
      { x: 10, y: 10 },
      { x: 20, y: 10 },
      { x: 30, y: 0 },
    ]);
    const ys = [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map((match) => Number(match[2]));
    expect(Math.max(...ys)).toBeLessThanOrEqual(10);
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
  });

  test('is cut where it passes a level', () => {
    const runs = runsAbove(
      [
        { x: 0, y: 0 },
        { x: 10, y: 4 },
        { x: 20, y: 0 },
        { x: 30, y: 4 },
      ],
      2,
    );
    expect(runs).toEqual([
      [
        { x: 5, y: 2 },
        { x: 10, y: 4 },
        { x: 15, y: 2 },
      ],
      [
        { x: 25, y: 2 },
        { x: 30, y: 4 },
      ],
    ]);
  });

  test('has a value between its points', () => {
    expect(
      valueAt(
        [
          { x: 0, y: 0 },
          { x: 10, y: 4 },
        ],
        5,
      ),
    ).toBe(2);
    expect(
      valueAt(
        [
          { x: 0, y: 1 },
          { x: 10, y: 4 },
        ],
        -5,
      ),
    ).toBe(1);
    expect(
      valueAt(
        [
          { x: 0, y: 1 },
          { x: 10, y: 4 },
        ],
        50,
      ),
    ).toBe(4);
  });
});

test('a flat domain maps onto the middle', () => {
  expect(linear([3, 3], [0, 10])(3)).toBe(5);
});
