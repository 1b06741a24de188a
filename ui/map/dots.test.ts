// Thinning of dots.
import { expect, test } from 'vitest';
import { thinOut } from './dots.ts';

const points = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `HP-${(at * 7919).toString(36).toUpperCase()}` }));

test('few points are all drawn', () => {
  expect(thinOut(points(200), 300)).toEqual({ each: 1, dots: points(200) });
});

test('one dot in ten stands for about ten points', () => {
  const { dots, each } = thinOut(points(3_000), 300);
  expect(each).toBe(10);
  expect(dots.length).toBeGreaterThan(240);
  expect(dots.length).toBeLessThan(360);
});

test('a new point changes no other dot', () => {
  const all = points(2_400);
  const before = new Set(thinOut(all.slice(0, 2_399), 300, 10).dots.map(({ id }) => id));
  const after = new Set(thinOut(all, 300, 10).dots.map(({ id }) => id));
  expect([...before].every((id) => after.has(id))).toBe(true);
  expect(after.size - before.size).toBeLessThanOrEqual(1);
});

test('coarser dots are a part of the finer ones', () => {
  const fine = new Set(thinOut(points(2_900), 300, 10).dots.map(({ id }) => id));
  const coarse = thinOut(points(2_900), 60, 50).dots;
  expect(coarse.every(({ id }) => fine.has(id))).toBe(true);
});

test('around the limit the step stays what it was', () => {
  expect(thinOut(points(310), 300, 1).each).toBe(1);
  expect(thinOut(points(290), 300, 5).each).toBe(5);
  expect(thinOut(points(400), 300, 1).each).toBe(5);
  expect(thinOut(points(200), 300, 5).each).toBe(1);
});
