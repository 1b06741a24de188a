import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCalendar } from './calendar.ts';
import type { CalendarData, DayRow } from './calendar-file.ts';
import {
  addCalendarDays,
  addWorkingTime,
  isWorkingTime,
  type Pause,
  remaining,
  workingIntervals,
  workingMinutesBetween,
} from './working.ts';
import { addDays, dayNumber, instantOf, localTime, minuteMs } from './zone.ts';

const office: CalendarData['hours'] = [
  {
    valid_from: '1976-01-01',
    valid_to: null,
    weekdays: [1, 2, 3, 4, 5],
    intervals: [
      ['07:30', '11:30'],
      ['13:30', '17:30'],
    ],
    source: 'law',
  },
];
const sources = { law: { document: 'Luật', issuer: 'Quốc hội', issued: null } };
const rules: CalendarData['rules'] = [
  {
    id: 'feast',
    name: { vi: 'Lễ', en: 'Feast' },
    calendar: 'solar',
    month: 9,
    day: 2,
    valid_from: '2000-01-01',
    valid_to: null,
    source: 'law',
  },
];

function calendarWith(days: readonly DayRow[], hours = office) {
  return buildCalendar({ id: 'test', dayMinutes: 480, hours, rules, days, sources });
}
const rest = (date: string): DayRow => ({ date, kind: 'holiday', holiday: 'feast', source: 'law' });
const plain = calendarWith([]);
const at = (text: string) => instantOf(text.slice(0, 10), text.slice(11));

describe('adding working time', () => {
  test.each([
    ['2022-03-07 08:00', { hours: 1 }, '2022-03-07 09:00'],
    ['2022-03-07 11:00', { hours: 1 }, '2022-03-07 14:00'],
    ['2022-03-07 10:30', { hours: 1 }, '2022-03-07 11:30'],
    ['2022-03-07 17:00', { hours: 1 }, '2022-03-08 08:00'],
    ['2022-03-11 16:30', { hours: 4 }, '2022-03-14 10:30'],
    ['2022-03-07 08:00', { days: 1 }, '2022-03-08 08:00'],
    ['2022-03-07 07:30', { days: 1 }, '2022-03-07 17:30'],
    ['2022-03-07 23:59', { days: 1 }, '2022-03-08 17:30'],
    ['2022-03-07 12:00', { minutes: 1 }, '2022-03-07 13:31'],
    ['2022-03-12 09:00', { minutes: 240 }, '2022-03-14 11:30'],
    ['2022-03-07 06:00', { minutes: 0 }, '2022-03-07 06:00'],
  ])('from %s so much as %j ends at %s', (start, amount, end) => {
    expect(addWorkingTime(at(start), amount, plain)).toEqual(at(end));
  });

  test('keeps seconds', () => {
    expect(addWorkingTime(at('2022-03-07 08:00:27'), { days: 1 }, plain)).toEqual(at('2022-03-08 08:00:27'));
  });

  test('leaves holidays out and counts make-up days', () => {
    const days: DayRow[] = [
      rest('2022-03-08'),
      { date: '2022-03-12', kind: 'make-up', holiday: 'feast', source: 'law', in_place_of: '2022-03-08' },
    ];
    const calendar = calendarWith(days);
    expect(addWorkingTime(at('2022-03-07 16:00'), { days: 1 }, calendar)).toEqual(at('2022-03-09 16:00'));
    expect(addWorkingTime(at('2022-03-11 16:00'), { days: 1 }, calendar)).toEqual(at('2022-03-12 16:00'));
  });

  test('follows hours that change on a date or with the season', () => {
    const seasonal: CalendarData['hours'] = [
      {
        ...office[0]!,
        season: ['04-01', '10-31'],
        intervals: [
          ['07:00', '11:30'],
          ['13:30', '17:00'],
        ],
      },
      { ...office[0]!, season: ['11-01', '03-31'] },
    ];
    const calendar = calendarWith([], seasonal);
    expect(addWorkingTime(at('2022-03-31 17:30'), { hours: 1 }, calendar)).toEqual(at('2022-04-01 08:00'));
    expect(addWorkingTime(at('2022-11-01 06:00'), { hours: 1 }, calendar)).toEqual(at('2022-11-01 08:30'));
  });

  test.each([{ days: -1 }, { hours: Number.NaN }, { minutes: Infinity }])('refuses %j', (amount) => {
    expect(() => addWorkingTime(at('2022-03-07 08:00'), amount, plain)).toThrow(RangeError);
  });

  test('refuses years that no calendar reaches', () => {
    expect(() => addWorkingTime(new Date('1900-01-01'), { days: 1 }, plain)).toThrow(RangeError);
  });
});

describe('pauses', () => {
  const pause = (from: string, to: string | null): Pause => ({
    from: at(from),
    to: to === null ? null : at(to),
  });

  test('move the end to the minute', () => {
    const pauses = [pause('2022-03-07 09:00', '2022-03-07 10:17')];
    expect(addWorkingTime(at('2022-03-07 08:00'), { hours: 4 }, plain, pauses)).toEqual(
      at('2022-03-07 15:17'),
    );
  });

  test('outside of working hours cost nothing', () => {
    const pauses = [
      pause('2022-03-07 11:40', '2022-03-07 13:20'),
      pause('2022-03-07 18:00', '2022-03-08 07:00'),
    ];
    expect(addWorkingTime(at('2022-03-07 08:00'), { days: 1 }, plain, pauses)).toEqual(
      at('2022-03-08 08:00'),
    );
  });

  test('may overlap, come unordered, and begin before the start', () => {
    const pauses = [
      pause('2022-03-07 09:30', '2022-03-07 10:00'),
      pause('2022-03-07 07:00', '2022-03-07 09:00'),
      pause('2022-03-07 08:30', '2022-03-07 09:45'),
    ];
    expect(addWorkingTime(at('2022-03-07 08:00'), { hours: 1 }, plain, pauses)).toEqual(
      at('2022-03-07 11:00'),
    );
    expect(workingMinutesBetween(at('2022-03-07 08:00'), at('2022-03-07 11:00'), plain, pauses)).toBe(60);
  });

  test('that are not over leave the end unknown, unless it came before', () => {
    const pauses = [pause('2022-03-07 10:00', null)];
    expect(addWorkingTime(at('2022-03-07 08:00'), { hours: 3 }, plain, pauses)).toBeNull();
    expect(addWorkingTime(at('2022-03-07 08:00'), { hours: 2 }, plain, pauses)).toEqual(
      at('2022-03-07 10:00'),
    );
    expect(workingMinutesBetween(at('2022-03-07 08:00'), at('2022-03-09 10:00'), plain, pauses)).toBe(120);
  });
});

describe('terms in calendar days', () => {
  test('do not count the day of the event and end with the last day', () => {
    expect(addCalendarDays(at('2022-03-01 09:00'), 30, plain).toISOString()).toBe('2022-03-31T16:59:59.999Z');
    expect(addCalendarDays(at('2022-03-01 23:59'), 1, plain).toISOString()).toBe('2022-03-02T16:59:59.999Z');
  });

  test('move on to the next working day from a day of rest', () => {
    expect(addCalendarDays(at('2022-03-02 09:00'), 10, plain).toISOString()).toBe('2022-03-14T16:59:59.999Z');
    expect(addCalendarDays(at('2022-08-30 09:00'), 3, plain).toISOString()).toBe('2022-09-05T16:59:59.999Z');
  });

  test('grow by the days of a pause', () => {
    const pauses = [{ from: at('2022-03-03 10:00'), to: at('2022-03-08 09:00') }];
    expect(addCalendarDays(at('2022-03-01 09:00'), 10, plain, pauses)?.toISOString()).toBe(
      '2022-03-16T16:59:59.999Z',
    );
    expect(
      addCalendarDays(at('2022-03-01 09:00'), 10, plain, [{ from: at('2022-03-03 10:00'), to: null }]),
    ).toBeNull();
    expect(
      addCalendarDays(at('2022-03-01 09:00'), 10, plain, [{ from: at('2022-03-13 10:00'), to: null }]),
    ).not.toBeNull();
  });

  test.each([-1, 1.5, Number.NaN])('refuse %d days', (days) => {
    expect(() => addCalendarDays(at('2022-03-01 09:00'), days, plain)).toThrow(RangeError);
  });
});

describe('what is left', () => {
  test('is working time, and late time after it', () => {
    const due = at('2022-03-08 10:00');
    expect(remaining(due, at('2022-03-07 16:30'), plain)).toEqual({ minutes: 210, isLate: false });
    expect(remaining(due, due, plain)).toEqual({ minutes: 0, isLate: false });
    expect(remaining(due, at('2022-03-08 14:00'), plain)).toEqual({ minutes: 120, isLate: true });
  });

  test('consists of half days cut at both ends', () => {
    const found = workingIntervals(at('2022-03-07 09:00'), at('2022-03-08 08:00'), plain);
    expect(
      found.map(({ start, end }) =>
        [localTime(start), localTime(end)].map(({ hour, minute }) => `${hour}:${minute}`).join('-'),
      ),
    ).toEqual(['9:0-11:30', '13:30-17:30', '7:30-8:0']);
    expect(workingIntervals(at('2022-03-08 08:00'), at('2022-03-07 09:00'), plain)).toEqual([]);
  });

  test('knows whether one works now', () => {
    expect(isWorkingTime(at('2022-03-07 07:30'), plain)).toBe(true);
    expect(isWorkingTime(at('2022-03-07 11:30'), plain)).toBe(false);
    expect(isWorkingTime(at('2022-03-06 09:00'), plain)).toBe(false);
  });
});

/** Minute by minute, without any table. */
function naiveAdd(start: Date, minutes: number, calendar: ReturnType<typeof calendarWith>): Date {
  let now = start.getTime();
  for (let left = minutes; left > 0; now += minuteMs) {
    const { date, hour, minute } = localTime(new Date(now));
    const ofDay = hour * 60 + minute;
    if (calendar.day(date).hours.some(([from, to]) => ofDay >= from && ofDay < to)) left -= 1;
  }
  return new Date(now);
}

describe('for any calendar', () => {
  const first = dayNumber('2022-01-01');
  const someDay = fc.integer({ min: 0, max: 1094 }).map((days) => addDays('2022-01-01', days));
  const kinds = fc.constantFrom<DayRow['kind']>('holiday', 'in-lieu', 'swapped', 'make-up');
  const calendars = fc
    .uniqueArray(fc.tuple(someDay, kinds), { selector: ([date]) => date, maxLength: 60 })
    .map((chosen) =>
      calendarWith(
        chosen.map(([date, kind]) => ({
          date,
          kind,
          holiday: 'feast',
          source: 'law',
          ...(kind === 'make-up' ? { in_place_of: '2022-03-07' } : {}),
        })),
      ),
    );
  const instants = fc
    .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 1439 }))
    .map(([day, minute]) => new Date((first + day) * 86_400_000 + minute * minuteMs - 7 * 3_600_000));
  const amounts = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.constantFrom(0, 1, 239, 240, 241, 480, 960));

  test('it agrees with counting every minute', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, (calendar, start, minutes) => {
        expect(addWorkingTime(start, { minutes }, calendar)).toEqual(naiveAdd(start, minutes, calendar));
      }),
      { numRuns: 150 },
    );
  });

  test('more time never ends earlier, and a later start never either', () => {
    fc.assert(
      fc.property(calendars, instants, instants, amounts, amounts, (calendar, a, b, n, m) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const [few, many] = n < m ? [n, m] : [m, n];
        const end = (start: Date, minutes: number) => addWorkingTime(start, { minutes }, calendar).getTime();
        expect(end(early, few)).toBeLessThanOrEqual(end(early, many));
        expect(end(early, few)).toBeLessThanOrEqual(end(late, few));
        expect(end(early, few)).toBeGreaterThanOrEqual(early.getTime());
      }),
    );
  });

  test('adding a and then b is adding a + b', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, amounts, (calendar, start, a, b) => {
        const twice = addWorkingTime(
          addWorkingTime(start, { minutes: a }, calendar),
          { minutes: b },
          calendar,
        );
        expect(twice).toEqual(addWorkingTime(start, { minutes: a + b }, calendar));
      }),
    );
  });

  test('counting undoes adding', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, (calendar, start, minutes) => {
        expect(workingMinutesBetween(start, addWorkingTime(start, { minutes }, calendar), calendar)).toBe(
          minutes,
        );
      }),
    );
  });

  test('nothing counted backwards is 0, not -0', () => {
    expect(workingMinutesBetween(at('2022-03-06 00:01'), at('2022-03-06 00:00'), plain)).toBe(0);
  });

  test('counting is additive and antisymmetric', () => {
    fc.assert(
      fc.property(calendars, instants, instants, instants, (calendar, a, b, c) => {
        const between = (from: Date, to: Date) => workingMinutesBetween(from, to, calendar);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
        expect(between(a, b) + between(b, a)).toBe(0);
      }),
    );
  });

  test('the intervals sum up to what is counted', () => {
    fc.assert(
      fc.property(calendars, instants, instants, (calendar, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const sum = workingIntervals(from, to, calendar).reduce(
          (total, { start, end }) => total + (end.getTime() - start.getTime()),
          0,
        );
        expect(sum / minuteMs).toBe(workingMinutesBetween(from, to, calendar));
      }),
    );
  });

  test('pauses take away just the working time in them', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        amounts,
        fc.array(fc.tuple(instants, instants), { maxLength: 4 }),
        (calendar, start, minutes, pairs) => {
          const pauses = pairs.map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
          const end = addWorkingTime(start, { minutes }, calendar, pauses)!;
          expect(workingMinutesBetween(start, end, calendar, pauses)).toBe(minutes);
        },
      ),
    );
  });
});
