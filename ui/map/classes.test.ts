// Classes of the choropleth.
import { expect, test } from 'vitest';
import { breaksFor, classOf } from './classes.ts';

test('units with up to sixty reports and a few with more get the classes of the drawing', () => {
  const counts = [92, 78, 71, 66, ...Array.from({ length: 110 }, (_, at) => Math.round(60 * 0.96 ** at))];
  expect(breaksFor(counts)).toEqual([5, 12, 24, 40, 60]);
});

test('one unit with thousands does not flatten all others', () => {
  const counts = Array.from({ length: 113 }, (_, at) => at);
  expect(breaksFor([...counts, 1_716])).toEqual(breaksFor(counts));
});

test('bounds ascend strictly for all counts, so that no class is empty by construction', () => {
  for (let most = 0; most < 5_000; most += 7) {
    const breaks = breaksFor([most]);
    expect(breaks.every((lower, at) => at === 0 || lower > breaks[at - 1]!)).toBe(true);
    expect(breaks[0]).toBeGreaterThan(0);
  }
});

test('one more report rarely moves the bounds', () => {
  let moves = 0;
  for (let most = 1; most < 1_000; most++)
    if (breaksFor([most]).join() !== breaksFor([most + 1]).join()) moves++;
  expect(moves).toBeLessThanOrEqual(20);
});

test('no reports at all still have classes', () => {
  expect(breaksFor([])).toEqual([1, 2, 5, 8, 12]);
});

test('a value on a lower bound belongs to the class above it', () => {
  const breaks = [5, 12, 24, 40, 60];
  expect([0, 4, 5, 12, 39, 40, 60, 900].map((value) => classOf(value, breaks))).toEqual([
    1, 1, 2, 3, 4, 5, 6, 6,
  ]);
});
