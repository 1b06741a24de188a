// Golden tables of the law on personal data: each term as the documents give it, counted by hand on the calendar of 2026.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { buildCalendar, instantOf, localDate, readCalendar } from '@city/kernel/time';
import { rightKinds } from './rules-data.ts';
import { dueTimes, hoursAfter, readRules } from './rules.ts';

const city = join(projectRoot(), 'city', 'haiphong');
const rules = readRules(join(city, 'privacy'));
const calendar = buildCalendar(readCalendar(join(city, 'calendar')));

/** As the clock in Hải Phòng shows it. */
const stamp = (at: Date) =>
  new Date(at.getTime() + 7 * 3600 * 1000).toISOString().slice(0, 16).replace('T', ' ');

describe('terms from Tuesday 8 September 2026, 10:00', () => {
  test.each([
    ['access', false, '2026-09-18', '2026-10-05'],
    ['correct', false, '2026-09-18', '2026-10-05'],
    ['erase', false, '2026-09-28', '2026-10-13'],
    ['restrict', false, '2026-09-23', '2026-10-08'],
    ['restrict', true, '2026-09-28', '2026-10-13'],
    ['object', false, '2026-09-23', '2026-10-08'],
    ['withdraw', false, '2026-09-23', '2026-10-08'],
    ['withdraw', true, '2026-09-28', '2026-10-13'],
  ] as const)(
    '%s, others act too %s: until %s, extended at most to %s',
    (kind, others, resolve, extended) => {
      const due = dueTimes(
        rules.rightOn(kind, '2026-09-08'),
        instantOf('2026-09-08', '10:00'),
        others,
        calendar,
      );
      expect(stamp(due.respondBy)).toBe('2026-09-10 10:00');
      expect(localDate(due.resolveBy)).toBe(resolve);
      expect(localDate(due.extendedTo)).toBe(extended);
    },
  );
});

describe('two working days to respond skip what the calendar skips', () => {
  test.each([
    ['a weekend', '2026-09-11', '16:00', '2026-09-15 16:00'],
    ['Tết', '2026-02-11', '16:00', '2026-02-13 16:00'],
    ['the rest of Tết, until the end is due itself', '2026-02-13', '16:00', '2026-02-23 23:59'],
    ['30 April and 1 May', '2026-04-28', '15:00', '2026-05-04 15:00'],
    ['a Sunday begins on Monday', '2026-09-13', '12:00', '2026-09-15 17:30'],
  ])('%s', (_, day, time, expected) => {
    const right = rules.rightOn('access', day);
    const { respondBy } = dueTimes(right, instantOf(day, time), false, calendar);
    expect(stamp(respondBy)).toBe(expected);
  });
});

test('whenever it is asked: first the response, then the end, then the extended end, all on working days', () => {
  const days = fc.integer({ min: 0, max: 500 });
  fc.assert(
    fc.property(fc.constantFrom(...rightKinds), days, fc.boolean(), (kind, day, others) => {
      const asked = new Date(Date.UTC(2026, 0, 5, 3) + day * 24 * 3600 * 1000);
      const due = dueTimes(rules.rightOn(kind, localDate(asked)), asked, others, calendar);
      expect(asked < due.respondBy && due.respondBy <= due.resolveBy && due.resolveBy < due.extendedTo).toBe(
        true,
      );
      for (const end of Object.values(due) as Date[])
        expect(calendar.day(localDate(new Date(end.getTime() - 1))).isWorking).toBe(true);
    }),
  );
});

test('a breach is due 72 hours after detection, day and night, and warned of at 24, 48 and 66', () => {
  const clock = rules.breachOn('2026-09-08');
  const detected = instantOf('2026-09-04', '22:15');
  expect([...clock.warnAtHours, clock.hours].map((h) => hoursAfter(detected, h).toISOString())).toEqual([
    '2026-09-05T15:15:00.000Z',
    '2026-09-06T15:15:00.000Z',
    '2026-09-07T09:15:00.000Z',
    '2026-09-07T15:15:00.000Z',
  ]);
});

test('before the law was in force there is no rule to follow', () => {
  expect(() => rules.rightOn('erase', '2025-12-31')).toThrow(/no rule of erase/);
});

test('what the documents do not settle says so', () => {
  for (const kind of rightKinds)
    expect(rules.rightOn(kind, '2026-09-08').note?.vi).toMatch(/Chưa đối chiếu|chưa đối chiếu/);
});
