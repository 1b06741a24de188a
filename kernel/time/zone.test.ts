import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  daysBetween,
  endOfDay,
  instantOf,
  isLocalDate,
  localDate,
  localTime,
  notInFuture,
  parseInstant,
  parseLocalDate,
  startOfDay,
  weekday,
} from './zone.ts';

describe('the day in Hải Phòng', () => {
  test('begins at 17:00 UTC of the day before', () => {
    expect(localDate(new Date('2022-04-07T16:59:59.999Z'))).toBe('2022-04-07');
    expect(localDate(new Date('2022-04-07T17:00:00Z'))).toBe('2022-04-08');
    expect(startOfDay('2022-04-08').toISOString()).toBe('2022-04-07T17:00:00.000Z');
    expect(endOfDay('2022-04-08').toISOString()).toBe('2022-04-08T16:59:59.999Z');
  });

  test('agrees with the zone data of the platform', () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Ho_Chi_Minh',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1976-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (at) => {
          const { date, hour, minute, second } = localTime(at);
          const two = (n: number) => String(n).padStart(2, '0');
          expect(`${date} ${two(hour)}:${two(minute)}:${two(second)}`).toBe(format.format(at));
          expect(instantOf(date, `${hour}:${minute}:${second}`).getTime()).toBe(
            Math.floor(at.getTime() / 1000) * 1000,
          );
        },
      ),
    );
  });

  test('has a weekday, and neighbours across months', () => {
    expect(weekday('2022-04-08')).toBe(5);
    expect(weekday('2022-04-10')).toBe(7);
    expect(weekday('1969-12-29')).toBe(1);
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(daysBetween('2025-06-30', '2025-07-01')).toBe(1);
  });
});

describe('reading dates', () => {
  test.each([
    ['8/4/2022', '2022-04-08'],
    ['08-04-2022', '2022-04-08'],
    [' 8.4.2022 ', '2022-04-08'],
    ['2022-04-08', '2022-04-08'],
    ['29/2/2024', '2024-02-29'],
  ])('%s is %s', (text, date) => {
    expect(parseLocalDate(text)).toBe(date);
  });

  test.each([
    '29/2/2023',
    '2022-13-01',
    '31/4/2022',
    '',
    'hôm nay',
    '08/04/22',
    '2022-04-08T16:00Z',
    '0001-01-01',
    '9999-12-31',
  ])('%s is refused with the field named', (text) => {
    expect(() => parseLocalDate(text, 'birthDate')).toThrow(
      expect.objectContaining({
        code: 'date_invalid',
        status: 400,
        errors: [expect.objectContaining({ pointer: '/birthDate' })],
      }),
    );
    expect(isLocalDate(text) && text >= '1800' && text < '2200').toBe(false);
  });

  test('a date after today is refused where the past is meant', () => {
    const now = new Date('2022-04-08T23:30+07:00');
    expect(notInFuture('2022-04-08', now)).toBe('2022-04-08');
    expect(() => notInFuture('2022-04-09', now)).toThrow(expect.objectContaining({ code: 'date_in_future' }));
  });
});

describe('reading instants', () => {
  test.each([
    ['2022-04-08T16:00:00+07:00', '2022-04-08T09:00:00.000Z'],
    ['2022-04-08T09:00Z', '2022-04-08T09:00:00.000Z'],
    ['2022-04-08 09:00:00.25z', '2022-04-08T09:00:00.250Z'],
  ])('%s', (text, iso) => {
    expect(parseInstant(text).toISOString()).toBe(iso);
  });

  test.each([
    '2022-04-08T16:00:00',
    '2022-04-31T16:00Z',
    '2022-04-08T24:00Z',
    '2022-04-08',
    '8/4/2022 16:00',
    'x',
  ])('%s is refused: its distance from UTC is missing or it does not exist', (text) => {
    expect(() => parseInstant(text, 'since')).toThrow(expect.objectContaining({ code: 'time_invalid' }));
  });
});
