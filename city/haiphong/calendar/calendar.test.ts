import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  addCalendarDays,
  addDays,
  addWorkingTime,
  buildCalendar,
  changedDays,
  formatDateTime,
  instantOf,
  isConfirmed,
  readCalendar,
  solarDate,
  weekday,
  workingMinutesBetween,
} from '@city/kernel/time';

const data = readCalendar(join(import.meta.dirname));
const calendar = buildCalendar(data);
const at = (text: string) => instantOf(text.slice(0, 10), text.slice(11));
const due = (start: string, amount: { days: number } | { hours: number }) =>
  formatDateTime(addWorkingTime(at(start), amount, calendar), 'vi');

describe('due times in Hải Phòng', () => {
  test('two working days over Giỗ Tổ Hùng Vương 2022: Sunday the holiday, Monday off in lieu', () => {
    expect(due('2022-04-08 16:00', { days: 2 })).toBe('thứ Tư, 13/4/2022, 16:00');
  });

  test('four working hours of an urgent case filed on Friday at 16:30: one hour is left of the day', () => {
    expect(due('2022-04-08 16:30', { hours: 4 })).toBe('thứ Ba, 12/4/2022, 10:30');
    expect(due('2022-03-11 16:30', { hours: 4 })).toBe('thứ Hai, 14/3/2022, 10:30');
  });

  test('filed at 23:59, the next working morning begins the count', () => {
    expect(due('2022-03-10 23:59', { hours: 8 })).toBe('thứ Sáu, 11/3/2022, 17:30');
    expect(due('2022-03-10 23:59', { hours: 9 })).toBe('thứ Hai, 14/3/2022, 08:30');
  });

  test('filed on a holiday', () => {
    expect(due('2022-09-02 10:00', { days: 1 })).toBe('thứ Hai, 5/9/2022, 17:30');
  });

  test('filed before Tết 2026: nine days of rest', () => {
    expect(due('2026-02-13 16:00', { days: 1 })).toBe('thứ Hai, 23/2/2026, 16:00');
  });

  test('make-up Saturdays are working days and swapped days are not', () => {
    expect(due('2024-04-26 16:00', { days: 1 })).toBe('thứ Năm, 2/5/2024, 16:00');
    expect(due('2024-05-03 16:00', { days: 1 })).toBe('thứ Bảy, 4/5/2024, 16:00');
    expect(due('2025-04-25 16:00', { days: 1 })).toBe('thứ Bảy, 26/4/2025, 16:00');
    expect(due('2026-08-28 16:00', { days: 1 })).toBe('thứ Năm, 3/9/2026, 16:00');
  });

  test('a complaint accepted on 1 March 2022: 30 days, 45 days', () => {
    expect(formatDateTime(addCalendarDays(at('2022-03-01 09:00'), 30, calendar), 'vi')).toBe(
      'thứ Năm, 31/3/2022, 23:59',
    );
    expect(formatDateTime(addCalendarDays(at('2022-03-01 09:00'), 45, calendar), 'vi')).toBe(
      'thứ Sáu, 15/4/2022, 23:59',
    );
    expect(formatDateTime(addCalendarDays(at('2022-03-31 09:00'), 30, calendar), 'vi')).toBe(
      'thứ Tư, 4/5/2022, 23:59',
    );
  });
});

describe('the calendar of Hải Phòng', () => {
  test('gives eleven days of holiday a year, each on a day of its own or made up for', () => {
    for (const year of [2021, 2022, 2023, 2024, 2025]) {
      const rows = data.days.filter((row) => row.date.startsWith(String(year)));
      const count = (kind: string) => rows.filter((row) => row.kind === kind).length;
      expect(count('holiday')).toBe(11);
      expect(count('swapped')).toBe(count('make-up'));
      const onWeekends = rows.filter((row) => row.kind === 'holiday' && weekday(row.date) > 5).length;
      expect(count('in-lieu')).toBe(onWeekends);
    }
  });

  test('has Tết and Giỗ Tổ on their lunar days', () => {
    for (let year = 2021; year <= 2027; year++) {
      for (const [day, month, holiday] of [
        [1, 1, 'Tết Âm lịch'],
        [10, 3, 'Giỗ Tổ Hùng Vương'],
      ] as const) {
        const found = calendar.day(solarDate({ day, month, year }));
        expect([found.kind, found.name?.vi]).toEqual(['holiday', holiday]);
      }
    }
  });

  test('is what the law alone gives, but for the swapped days', () => {
    const byLaw = buildCalendar({ ...data, days: [] });
    const swapped = data.days
      .filter((row) => row.kind === 'swapped' || row.kind === 'make-up')
      .map((row) => row.date);
    expect(changedDays(byLaw, calendar, '2021-01-01', '2027-12-31')).toEqual(swapped);
  });

  test('knows days beyond what is published, and says that they are not certain', () => {
    expect(calendar.day('2029-02-13')).toMatchObject({ kind: 'holiday', isConfirmed: false });
    expect(isConfirmed(calendar, '2026-03-01', '2026-10-31')).toBe(true);
    expect(isConfirmed(calendar, '2027-01-01', '2027-02-28')).toBe(false);
    expect(calendar.day('2026-11-24')).toMatchObject({
      isWorking: false,
      isConfirmed: false,
      name: { vi: 'Ngày Văn hóa Việt Nam' },
    });
  });

  test('names a document for every day that is not ordinary', () => {
    const nameless: string[] = [];
    for (let date = '2021-01-01'; date <= '2027-12-31'; date = addDays(date, 1)) {
      const day = calendar.day(date);
      if (day.kind !== 'weekend' && !day.source?.document) nameless.push(date);
    }
    expect(nameless).toEqual([]);
  });

  test('as it could be known before the swap of April 2024 differs on the swapped days, with another version', () => {
    const before = buildCalendar(data, { knownAt: '2024-04-11' });
    const after = buildCalendar(data, { knownAt: '2024-04-12' });
    expect(changedDays(before, after, '2024-01-01', '2024-12-31')).toEqual(['2024-04-29', '2024-05-04']);
    expect(before.version).not.toBe(after.version);
    const filed = at('2024-04-26 16:00');
    expect(formatDateTime(addWorkingTime(filed, { days: 1 }, before), 'vi')).toBe(
      'thứ Hai, 29/4/2024, 16:00',
    );
    expect(formatDateTime(addWorkingTime(filed, { days: 1 }, after), 'vi')).toBe('thứ Năm, 2/5/2024, 16:00');
  });

  test('adds 100,000 terms in a second', () => {
    const starts = Array.from(
      { length: 1000 },
      (_, i) => new Date(at('2021-01-01 00:00').getTime() + i * 3_601_000),
    );
    let sum = 0;
    for (const start of starts)
      sum += workingMinutesBetween(start, addWorkingTime(start, { days: 3 }, calendar), calendar);
    expect(sum).toBe(1000 * 3 * 480);
    const from = performance.now();
    for (let i = 0; i < 100_000; i++) addWorkingTime(starts[i % 1000]!, { days: 1 + (i % 30) }, calendar);
    expect(performance.now() - from).toBeLessThan(1000);
  });
});

describe('malformed calendars are refused in words', () => {
  const swap = { date: '2026-08-31', kind: 'swapped', holiday: 'national', source: 'nghi-2026' } as const;
  test.each([
    [{ days: [swap, swap] }, '2026-08-31 stands twice'],
    [{ days: [{ ...swap, date: '2026-02-30' }] }, '2026-02-30 is not a date'],
    [{ days: [{ ...swap, source: 'nowhere' }] }, 'unknown source nowhere'],
    [{ days: [{ ...swap, holiday: 'birthday' }] }, 'unknown holiday birthday'],
    [
      {
        hours: [
          {
            ...data.hours[0]!,
            intervals: [
              ['13:30', '17:30'],
              ['07:30', '11:30'],
            ] as [string, string][],
          },
        ],
      },
      'do not run forward',
    ],
  ])('%j: %s', (change, message) => {
    expect(() => buildCalendar({ ...data, ...change })).toThrow(message);
  });
});
