// Rectangles over a picture: whatever hand or keys do, they stay inside and keep a size.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn, isSame, keyed, leastSide, middle, moved, type Region, resized } from './regions.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anywhere = fc.record({
  x: fc.double({ min: -2, max: 3, noNaN: true }),
  y: fc.double({ min: -2, max: 3, noNaN: true }),
});
const isInside = ({ x, y, width, height }: Region) =>
  x >= 0 &&
  y >= 0 &&
  width >= leastSide - 1e-9 &&
  height >= leastSide - 1e-9 &&
  x + width <= 1 + 1e-9 &&
  y + height <= 1 + 1e-9;

describe('a region', () => {
  it('drawn from any point to any other lies inside the picture, or is none', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (from, to) => {
        const region = drawn(from, to);
        expect(region === null || isInside(region)).toBe(true);
        expect(drawn(to, from)).toEqual(region);
      }),
    );
  });

  it('moved or resized by any keys stays inside', () => {
    const keys = fc.array(
      fc.tuple(fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'), fc.boolean()),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(keys, (pressed) => {
        const last = pressed.reduce((region, [key, shift]) => keyed(region, key, shift)!, middle);
        expect(isInside(last)).toBe(true);
      }),
    );
  });

  it('keeps its size when moved and its corner when resized', () => {
    fc.assert(
      fc.property(share, share, (dx, dy) => {
        expect(moved(middle, dx, dy)).toMatchObject({ width: middle.width, height: middle.height });
        expect(resized(middle, dx, dy)).toMatchObject({ x: middle.x, y: middle.y });
      }),
    );
  });

  it('is left alone by other keys; a slip of the hand is none', () => {
    expect(keyed(middle, 'a', false)).toBeNull();
    expect(drawn({ x: 0.5, y: 0.5 }, { x: 0.504, y: 0.9 })).toBeNull();
  });

  it('is the same as one that differs by less than a point', () => {
    expect(isSame([middle], [{ ...middle, x: middle.x + 0.0001 }])).toBe(true);
    expect(isSame([middle], [moved(middle, 0.01, 0)])).toBe(false);
    expect(isSame([middle], [])).toBe(false);
  });
});
