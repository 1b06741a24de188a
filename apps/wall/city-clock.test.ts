// The city's clock.
import { expect, test } from 'vitest';
import { cityClock } from './city-clock.ts';

test('a wall whose own clock is wrong shows the time of the server', () => {
  let counter = 500;
  const clock = cityClock(() => counter, 1_000_000);
  clock.hear(9_000_000);
  counter += 2_000;
  expect(clock.now()).toBe(9_002_000);
});

test('the delays of the network do not make the seconds stutter', () => {
  let counter = 0;
  const clock = cityClock(() => counter, 0);
  clock.hear(10_000);
  counter += 1_000;
  clock.hear(10_600);
  expect(clock.now()).toBe(11_000);
  clock.hear(15_000);
  expect(clock.now()).toBe(15_000);
});

test('the Date header, which knows whole seconds only, corrects a wrong clock and leaves a right one alone', () => {
  let counter = 0;
  const clock = cityClock(() => counter, 0);
  clock.hear(50_000, 'header');
  expect(clock.now()).toBe(50_500);
  counter += 900;
  clock.hear(50_000, 'header');
  expect(clock.now()).toBe(51_400);
});

test('nonsense is not heard', () => {
  const clock = cityClock(() => 0, 77);
  clock.hear(Number.NaN);
  expect(clock.now()).toBe(77);
});
