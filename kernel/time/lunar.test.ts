import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lunarDate, solarDate } from './lunar.ts';
import { addDays } from './zone.ts';

describe('the lunar calendar of Vietnam', () => {
  test.each([
    [1985, '1985-01-21'], // a month before China, the famous year
    [2007, '2007-02-17'], // a day before China
    [2021, '2021-02-12'],
    [2022, '2022-02-01'],
    [2023, '2023-01-22'],
    [2024, '2024-02-10'],
    [2025, '2025-01-29'],
    [2026, '2026-02-17'],
    [2027, '2027-02-06'],
    [2053, '2053-02-18'],
  ])('has Tết of %d on %s', (year, date) => {
    expect(solarDate({ day: 1, month: 1, year })).toBe(date);
  });

  test.each([
    [2021, '2021-04-21'],
    [2022, '2022-04-10'],
    [2023, '2023-04-29'],
    [2024, '2024-04-18'],
    [2025, '2025-04-07'],
    [2026, '2026-04-26'],
  ])('has Giỗ Tổ Hùng Vương of %d on %s', (year, date) => {
    expect(solarDate({ day: 10, month: 3, year })).toBe(date);
  });

  test('repeats a month without a principal term', () => {
    expect(lunarDate('2023-03-22')).toEqual({ day: 1, month: 2, year: 2023, isLeapMonth: true });
    expect(lunarDate('2025-07-25')).toEqual({ day: 1, month: 6, year: 2025, isLeapMonth: true });
    expect(lunarDate('2022-02-01')).toEqual({ day: 1, month: 1, year: 2022, isLeapMonth: false });
  });

  test('agrees with the Chinese calendar of the platform wherever both begin the month on the same day', () => {
    const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', {
      timeZone: 'UTC',
      month: 'numeric',
      day: 'numeric',
    });
    let equal = 0;
    for (let i = 0; i < 365 * 15; i++) {
      const date = addDays('2012-01-01', i);
      const { day, month, isLeapMonth } = lunarDate(date);
      const parts = chinese.formatToParts(new Date(`${date}T00:00Z`));
      const [m, d] = ['month', 'day'].map((type) => parts.find((part) => part.type === type)?.value);
      if (m === `${month}${isLeapMonth ? 'bis' : ''}` && d === String(day)) equal += 1;
    }
    expect(equal / (365 * 15)).toBeGreaterThan(0.95);
  });

  test('goes there and back, and counts every day once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 200 }), (days) => {
        const date = addDays('1976-01-01', days);
        const today = lunarDate(date);
        const tomorrow = lunarDate(addDays(date, 1));
        expect(today.isLeapMonth ? date : solarDate(today)).toBe(date);
        expect(tomorrow.day === today.day + 1 || (tomorrow.day === 1 && today.day >= 29)).toBe(true);
      }),
    );
  });
});
