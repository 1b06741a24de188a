import { expect, test } from 'vitest';
import { systemClock, testClock } from './clock.ts';

test('a test clock stands still until it is moved', () => {
  const clock = testClock('2022-04-08T16:00+07:00');
  expect(clock.now().toISOString()).toBe('2022-04-08T09:00:00.000Z');
  clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: 5 });
  expect(clock.now().toISOString()).toBe('2022-04-09T11:03:04.005Z');
  clock.set(new Date(0));
  expect(clock.now().getTime()).toBe(0);
  expect(() => testClock('no time')).toThrow('Not an instant');
});

test('what a clock gave does not change when the clock moves on', () => {
  const clock = testClock('2022-04-08T16:00+07:00');
  const before = clock.now();
  clock.advance({ days: 1 });
  expect(before.toISOString()).toBe('2022-04-08T09:00:00.000Z');
});

test('the system clock runs', () => {
  expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1000);
});
