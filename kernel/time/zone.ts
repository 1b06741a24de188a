// Instants and dates of the city: what day it is in Hải Phòng, and when that day begins.
import { AppError, defineErrors } from '@city/kernel/errors';

export const timeZone = 'Asia/Ho_Chi_Minh';

/** A calendar day in Hải Phòng, `YYYY-MM-DD`. Sorts as text. */
export type LocalDate = string;

export interface LocalTime {
  readonly date: LocalDate;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const errors = {
  date_invalid: {
    status: 400,
    title: {
      vi: '"{value}" không phải là một ngày. Viết như 8/4/2022.',
      en: '"{value}" is not a date. Write it like 2022-04-08.',
    },
  },
  time_invalid: {
    status: 400,
    title: {
      vi: '"{value}" không phải là một thời điểm. Viết như 2022-04-08T16:00:00+07:00.',
      en: '"{value}" is not a point in time. Write it like 2022-04-08T16:00:00+07:00.',
    },
  },
  date_in_future: { status: 400, title: { vi: 'Ngày này chưa đến.', en: 'This date lies in the future.' } },
};
defineErrors('time', errors);

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** Distance from UTC, read once from the zone data; the same since 13 June 1975, so plain arithmetic is right. */
const offsetMs = readOffset();

function readOffset(): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offsetAt = (when: string) => {
    const name =
      format.formatToParts(new Date(when)).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
  };
  const offset = offsetAt('2026-07-01T00:00Z');
  const isSteady = ['1976-01-01T00:00Z', '2000-07-01T00:00Z', '2100-01-01T00:00Z'].every(
    (when) => offsetAt(when) === offset,
  );
  if (!isSteady || Number.isNaN(offset))
    throw new Error(`The offset of ${timeZone} is not constant: kernel/time needs a rewrite`);
  return offset;
}

/** Days since 1970-01-01 of a date. The date must be valid. */
export function dayNumber(date: LocalDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / dayMs;
}

export function dateOfDayNumber(day: number): LocalDate {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Days since 1970-01-01, in Hải Phòng, of an instant given in milliseconds. */
export function dayNumberAt(milliseconds: number): number {
  return Math.floor((milliseconds + offsetMs) / dayMs);
}

/** Milliseconds of the beginning of a day in Hải Phòng. */
export function startOfDayNumber(day: number): number {
  return day * dayMs - offsetMs;
}

/** The day it is in Hải Phòng at an instant. */
export function localDate(at: Date): LocalDate {
  return dateOfDayNumber(dayNumberAt(at.getTime()));
}

export function localTime(at: Date): LocalTime {
  const shifted = new Date(at.getTime() + offsetMs);
  return {
    date: localDate(at),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  };
}

/** The instant of a wall-clock time in Hải Phòng: `instantOf('2022-04-08', '16:00')`. */
export function instantOf(date: LocalDate, time = '00:00'): Date {
  const [hour = NaN, minute = NaN, second = 0] = time.split(':').map(Number);
  const at = startOfDayNumber(dayNumber(date)) + ((hour * 60 + minute) * 60 + second) * 1000;
  if (Number.isNaN(at)) throw new Error(`Not a local time: ${date} ${time}`);
  return new Date(at);
}

export function startOfDay(date: LocalDate): Date {
  return new Date(startOfDayNumber(dayNumber(date)));
}

/** The last millisecond of the day, so that "until the end of 13/4" also shows as 13/4. */
export function endOfDay(date: LocalDate): Date {
  return new Date(startOfDayNumber(dayNumber(date) + 1) - 1);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days from one date to the other; negative when the other is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export function weekday(date: LocalDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** True for a real day written `YYYY-MM-DD`. */
export function isLocalDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = dayNumber(value);
  return !Number.isNaN(day) && dateOfDayNumber(day) === value;
}

/**
 * Reads a date as people and programs write it: `8/4/2022`, `08-04-2022`, `8.4.2022` or `2022-04-08`; years 1800–2199.
 * @throws AppError `date_invalid` (400) that names `field`.
 */
export function parseLocalDate(text: string, field = 'date'): LocalDate {
  const trimmed = text.trim();
  const [, d, m, y] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(trimmed) ?? [];
  const date = d && m && y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : trimmed;
  if (!isLocalDate(date) || date < '1800-01-01' || date > '2199-12-31') {
    throw new AppError('date_invalid', { field, params: { value: text.slice(0, 40) } });
  }
  return date;
}

/**
 * Reads an instant, RFC 3339 with its distance from UTC; seconds and fractions may be left out.
 * @throws AppError `time_invalid` (400) that names `field`.
 */
export function parseInstant(text: string, field = 'time'): Date {
  const form = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;
  const [, date, hour, minute, second = '0'] = form.exec(text.trim()) ?? [];
  const isReal = isLocalDate(date) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  const at = isReal ? new Date(text.trim().replace(' ', 'T').toUpperCase()) : new Date(NaN);
  if (Number.isNaN(at.getTime()))
    throw new AppError('time_invalid', { field, params: { value: text.slice(0, 40) } });
  return at;
}

/** @throws AppError `date_in_future` (400) when the date is after today in Hải Phòng. */
export function notInFuture(date: LocalDate, now: Date, field = 'date'): LocalDate {
  if (date > localDate(now)) throw new AppError('date_in_future', { field });
  return date;
}
