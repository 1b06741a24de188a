// Placing names on a picture.
import { expect, test } from 'vitest';
import { type NameToPlace, placeNames, type Room } from './placement.ts';

const room: Room = { width: 1_000, height: 600, size: 20, spacing: 30, keepClear: [] };
const anchors = (names: readonly NameToPlace[], within = room) =>
  Object.fromEntries([...placeNames(names, within)].map(([code, { anchor }]) => [code, anchor]));
const name = (code: string, x: number, y: number, rank = 0, width = 100): NameToPlace => ({
  code,
  x,
  y,
  rank,
  width,
});

test('a name with room stands in the middle of its place', () => {
  expect(placeNames([name('a', 500, 300)], room).get('a')).toEqual({
    anchor: 'center',
    left: 450,
    middle: 300,
  });
});

test('at an edge it runs inwards, so that it is never cut', () => {
  expect(anchors([name('west', 20, 300), name('east', 980, 100), name('south', 500, 595)])).toEqual({
    west: 'left',
    east: 'right',
    south: 'bottom',
  });
});

test('the more important name wins the place, the other moves aside or is left out', () => {
  const names = [name('second', 505, 305, 2), name('first', 500, 300, 1), name('third', 502, 301, 3)];
  expect(anchors(names, { ...room, spacing: 60 })).toEqual({ first: 'center' });
});

test('nothing lies under the figures and the legend', () => {
  const keepClear = [{ left: 480, top: 0, right: 1_000, bottom: 600 }];
  expect(anchors([name('a', 470, 300), name('b', 700, 300)], { ...room, keepClear })).toEqual({ a: 'right' });
});

test('a hundred names never meet, whatever their places', () => {
  const names = Array.from({ length: 100 }, (_, at) =>
    name(`n${at}`, (at * 379) % 1_000, (at * 233) % 600, at, 60 + (at % 7) * 12),
  );
  const close = placeNames(names, { ...room, spacing: 4 });
  const wide = placeNames(names, { ...room, spacing: 40 });
  expect(close.size).toBeGreaterThan(wide.size);
  expect(wide.size).toBeGreaterThan(8);
});
