// When a value on a wall is fresh, ageing, stale.
import { expect, test } from 'vitest';
import { freshness } from './freshness.ts';

const now = new Date('2026-09-08T07:20:36Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test('a value that just came has its whole time left', () => {
  expect(freshness(now, 60, now)).toEqual({ left: 1, isStale: false, ageMs: 0 });
});

test('the bar shrinks to nothing at twice the usual interval, then the tile is stale', () => {
  expect(freshness(ago(60), 60, now)).toMatchObject({ left: 0.5, isStale: false });
  expect(freshness(ago(120), 60, now)).toMatchObject({ left: 0, isStale: false });
  expect(freshness(ago(121), 60, now)).toMatchObject({ left: 0, isStale: true });
});

test('a value that never came is stale, one from a fast clock is fresh', () => {
  expect(freshness(null, 60, now)).toEqual({ left: 0, isStale: true, ageMs: null });
  expect(freshness(ago(-5), 60, now)).toMatchObject({ left: 1, isStale: false });
});
