// The clock of a replay.
import { expect, test } from 'vitest';
import { isOver, otherSpeed, readReplayWish, startReplay, stepReplay } from './replay-clock.ts';

const from = Date.parse('2025-07-04T00:00:00+07:00');
const hour = 3_600_000;

test('at speed 600 one second of the wall is ten minutes of the past', () => {
  const clock = stepReplay(startReplay(from, from + 24 * hour, 600, 0), 1_000, Infinity);
  expect(clock.at - from).toBe(600_000);
  expect(clock.waiting).toBe(false);
});

test('the clock never passes what has arrived, says that it waits, and goes on without leaving anything out', () => {
  let clock = stepReplay(startReplay(from, from + 24 * hour, 600, 0), 1_000, from + 60_000);
  expect(clock).toMatchObject({ at: from + 60_000, waiting: true });
  clock = stepReplay(clock, 2_000, Infinity);
  expect(clock).toMatchObject({ at: from + 660_000, waiting: false });
});

test('a paused clock stands still and does not catch up afterwards', () => {
  let clock = { ...startReplay(from, from + hour, 60, 0), paused: true };
  clock = stepReplay(clock, 30_000, Infinity);
  expect(clock.at).toBe(from);
  clock = stepReplay({ ...clock, paused: false }, 30_500, Infinity);
  expect(clock.at - from).toBe(30_000);
});

test('a browser that slept for an hour does not jump ahead', () => {
  const clock = stepReplay(startReplay(from, from + 240 * hour, 60, 0), 3_600_000, Infinity);
  expect(clock.at - from).toBe(60_000);
});

test('the end is the end', () => {
  const clock = stepReplay(startReplay(from, from + 1_000, 600, 0), 1_000, Infinity);
  expect(clock.at).toBe(from + 1_000);
  expect(isOver(clock)).toBe(true);
});

test('speeds go up and down in steps, also from one typed by hand', () => {
  expect([otherSpeed(600, 1), otherSpeed(600, -1), otherSpeed(700, 1), otherSpeed(700, -1)]).toEqual([
    1_800, 300, 1_800, 600,
  ]);
  expect([otherSpeed(21_600, 1), otherSpeed(1, -1)]).toEqual([21_600, 1]);
});

test('the address says what to play', () => {
  expect(readReplayWish('?replay=2025-07-04&speed=60')).toEqual({ from, to: null, speed: 60 });
  expect(readReplayWish('?replay=2025-07-04T06:30&to=2025-07-05')).toEqual({
    from: from + 6.5 * hour,
    to: from + 24 * hour,
    speed: 600,
  });
  expect(readReplayWish('?replay=2025-07-04&speed=-3&to=2024-01-01')).toEqual({ from, to: null, speed: 600 });
  expect(readReplayWish('?replay=yesterday')).toBeNull();
  expect(readReplayWish('?lang=en')).toBeNull();
});
