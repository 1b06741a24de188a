// The flood of ISA-18.2: more than ten calls in ten minutes begin it, fewer than five end it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { floodsOf, timeInFlood } from './flood.ts';

const rule = { windowMinutes: 10, startsAbove: 10, endsBelow: 5 };
const minute = 60_000;
const every = (count: number, spacing: number, from = 0) =>
  Array.from({ length: count }, (_, at) => from + at * spacing);

test.each([
  ['ten calls in ten minutes are none', every(10, minute / 2), 20 * minute, []],
  [
    'the eleventh begins it; it ends when fewer than five are left in the window',
    every(11, minute / 2),
    60 * minute,
    // Calls at 0, 0.5 … 5 min: the seventh (at 3 min) leaves at 13 min, and four are left.
    [{ from: 5 * minute, to: 13 * minute, calls: 11, peak: 11 }],
  ],
  [
    'it lasts while it lasts',
    every(11, minute / 2),
    6 * minute,
    [{ from: 5 * minute, to: null, calls: 11, peak: 11 }],
  ],
  ['one a minute never is', every(60, minute), 60 * minute, []],
  ['a call exactly ten minutes old counts no more', [0, ...every(10, 1, 10 * minute)], 11 * minute, []],
])('%s', (_name, calls, now, floods) => {
  expect(floodsOf(calls, rule, now)).toEqual(floods);
});

test('two floods with a quiet hour between them are two', () => {
  const calls = [...every(20, 1_000), ...every(20, 1_000, 60 * minute)];
  const floods = floodsOf(calls, rule, 120 * minute);
  expect(floods.map(({ calls: count }) => count)).toEqual([20, 20]);
  expect(timeInFlood(floods, 0, 120 * minute)).toBe(
    floods.reduce((sum, { from, to }) => sum + ((to ?? 0) - from), 0),
  );
});

test('against a count by hand of each window, at any moment', () => {
  const calls = fc.array(fc.integer({ min: 0, max: 90 * 60 }), { maxLength: 120 });
  fc.assert(
    fc.property(calls, (seconds) => {
      const at = seconds.map((second) => second * 1000).sort((a, b) => a - b);
      const now = 100 * minute;
      const floods = floodsOf(at, rule, now);
      // The plain way: walk every second and count.
      let open = false;
      const changes: number[] = [];
      for (let t = 0; t <= now; t += 1000) {
        const count = at.filter((call) => call > t - 10 * minute && call <= t).length;
        if (!open && count > rule.startsAbove) changes.push(t);
        if (open && count < rule.endsBelow) changes.push(t);
        if (!open && count > rule.startsAbove) open = true;
        else if (open && count < rule.endsBelow) open = false;
      }
      expect(floods.flatMap(({ from, to }) => (to === null ? [from] : [from, to]))).toEqual(changes);
    }),
    { numRuns: 60 },
  );
});
