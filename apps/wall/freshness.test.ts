// Freshness of tiles.
import { expect, test } from 'vitest';
import { freshness } from './freshness.ts';

test('the bar is full when the figures are from now and shrinks evenly', () => {
  expect(freshness(1_000_000, 1_000_000, 60)).toEqual({ ageMs: 0, left: 1, late: false });
  expect(freshness(1_000_000, 1_015_000, 60)).toEqual({ ageMs: 15_000, left: 0.75, late: false });
});

test('a tile is late from the very moment its time is used up', () => {
  expect(freshness(0, 59_999, 60).late).toBe(false);
  expect(freshness(0, 60_000, 60)).toEqual({ ageMs: 60_000, left: 0, late: true });
});

test('a server whose clock runs ahead makes nothing fresher than now', () => {
  expect(freshness(5_000, 1_000, 60)).toEqual({ ageMs: 0, left: 1, late: false });
});

test('what was never heard is late', () => {
  expect(freshness(null, 0, 60).late).toBe(true);
});
