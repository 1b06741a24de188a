// A reader's rest: woken by what comes, not more often than its gathering time, and deaf to nothing.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Alarm } from './alarm.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** How long the rest lasts, with what happens meanwhile. */
async function lengthOf(rest: Promise<void>, meanwhile: readonly [at: number, act: () => void][] = []) {
  const from = performance.now();
  for (const [at, act] of meanwhile) setTimeout(act, at);
  let length = Number.NaN;
  void rest.then(() => (length = performance.now() - from));
  await vi.advanceTimersByTimeAsync(10_000);
  return length;
}

test('without an alarm the rest lasts its time', async () => {
  const alarm = new Alarm(100);
  alarm.silence();
  expect(await lengthOf(alarm.rest(1000))).toBe(1000);
});

test('an alarm long after the last look ends it at once', async () => {
  const alarm = new Alarm(100);
  alarm.silence();
  expect(await lengthOf(alarm.rest(1000), [[600, () => alarm.ring()]])).toBe(600);
});

test('alarms soon after the last look end it when the gathering time is over', async () => {
  const alarm = new Alarm(100);
  alarm.silence();
  const ringing = [10, 20, 30].map((at): [number, () => void] => [at, () => alarm.ring()]);
  expect(await lengthOf(alarm.rest(1000), ringing)).toBe(100);
});

test('an alarm that rings during the look is heard by the rest after it', async () => {
  const alarm = new Alarm(100);
  alarm.silence();
  alarm.ring();
  expect(await lengthOf(alarm.rest(1000))).toBe(100);
});

test('one that rang before the look is not heard again', async () => {
  const alarm = new Alarm(100);
  alarm.ring();
  alarm.silence();
  expect(await lengthOf(alarm.rest(1000))).toBe(1000);
});

test('the end of all ends a rest, and lets no other begin', async () => {
  const alarm = new Alarm(100);
  alarm.silence();
  expect(await lengthOf(alarm.rest(1000), [[5, () => alarm.end()]])).toBe(5);
  expect(await lengthOf(alarm.rest(1000))).toBe(0);
});
