// When something is tried again: over about three days, never at the same second for all, never for ever.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMet, patternsOf } from './patterns.ts';
import { failuresUntilPause, longestHours, nextTry, pauseAfter, retrySchedule, wishOf } from './schedule.ts';

const start = new Date('2026-09-08T02:30:00Z');
const hours = (milliseconds: number) => milliseconds / 3_600_000;

/** All tries of a delivery that always fails. */
function triesOf(random: () => number): Date[] {
  const tries: Date[] = [start];
  for (
    let next: Date | null;
    (next = nextTry({ attempts: tries.length, since: start, now: tries.at(-1) as Date, random: random() }));
  )
    tries.push(next);
  return tries;
}

describe('the retry schedule', () => {
  it('takes a little more than three days, each pause longer than the one before', () => {
    const tries = triesOf(() => 0.5);
    expect(tries.length).toBe(retrySchedule.length + 1);
    const span = hours((tries.at(-1) as Date).getTime() - start.getTime());
    expect(span).toBeGreaterThan(72);
    expect(span).toBeLessThan(80);
    expect([...retrySchedule]).toEqual([...retrySchedule].sort((a, b) => a - b));
  });

  it('ends whatever chance says, between two and a half and four days', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
        (chances) => {
          const left = [...chances];
          const tries = triesOf(() => left.pop() as number);
          const span = hours((tries.at(-1) as Date).getTime() - start.getTime());
          expect(tries.length).toBe(retrySchedule.length + 1);
          expect(span).toBeGreaterThan(60);
          expect(span).toBeLessThanOrEqual(longestHours);
        },
      ),
    );
  });

  it('spreads those that failed together', () => {
    const at = (random: number) =>
      nextTry({ attempts: 3, since: start, now: start, random })?.getTime() as number;
    expect(at(0) - start.getTime()).toBe(1_800_000 * 0.8);
    expect(at(1) - start.getTime()).toBe(1_800_000 * 1.2);
  });

  it('heeds the wish of a receiver that asks for more time, up to a day', () => {
    const at = (wishSeconds: number) =>
      hours(
        (nextTry({ attempts: 1, since: start, now: start, random: 0.5, wishSeconds }) as Date).getTime() -
          start.getTime(),
      );
    expect(at(7_200)).toBe(2);
    expect(at(10_000_000)).toBe(24);
    expect(at(0)).toBeCloseTo(5 / 3600);
    expect(wishOf('120', start)).toBe(120);
    expect(wishOf('Tue, 08 Sep 2026 02:31:00 GMT', start)).toBe(60);
    expect([wishOf(null, start), wishOf('soon', start)]).toEqual([undefined, undefined]);
  });
});

describe('a receiver that is down', () => {
  it('is left alone from the third failure on, for at most some ten minutes', () => {
    for (let failures = 0; failures < failuresUntilPause; failures++)
      expect(pauseAfter(failures, start, 0.5)).toBe(null);
    const seconds = Array.from(
      { length: 12 },
      (_, at) =>
        ((pauseAfter(failuresUntilPause + at, start, 0.5) as Date).getTime() - start.getTime()) / 1000,
    );
    expect(seconds).toEqual([5, 15, 45, 120, 300, 600, 600, 600, 600, 600, 600, 600]);
  });
});

describe('what an endpoint asks for', () => {
  it('is met by the type itself, by its prefixes and by the star', () => {
    expect(patternsOf('feedback.report.filed')).toEqual([
      '*',
      'feedback.*',
      'feedback.report.*',
      'feedback.report.filed',
    ]);
    const types = ['feedback.report.filed', 'units.unit.changed'];
    for (const pattern of ['*', 'feedback.*', 'feedback.report.*', 'units.unit.changed'])
      expect(isMet(pattern, types), pattern).toBe(true);
    for (const pattern of [
      'feedback',
      'feedback.report',
      'other.*',
      'feed*',
      '**',
      '',
      'feedback.report.filed.*',
      "x' or 1=1",
    ]) {
      expect(isMet(pattern, types), pattern).toBe(false);
    }
    expect(isMet('not.known.yet', null)).toBe(true);
  });
});
