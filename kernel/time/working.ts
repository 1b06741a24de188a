// Working time: adding it to an instant, counting it between two, and the intervals that it consists of.
import type { WorkingCalendar, YearTable } from './calendar.ts';
import { addDays, dayMs, dayNumberAt, daysBetween, endOfDay, localDate, minuteMs } from './zone.ts';

/** An amount of working time; a day is the calendar's whole working day (8 hours). */
export type WorkingAmount =
  | { readonly days: number }
  | { readonly hours: number }
  | { readonly minutes: number };

/** A time in which the clock stands still; `to` null while it still does. */
export interface Pause {
  readonly from: Date;
  readonly to: Date | null;
  readonly reason?: string;
}

export interface WorkingInterval {
  readonly start: Date;
  readonly end: Date;
}

/**
 * The instant at which so much working time has passed since `start`: the earliest one, so a term that fills a day ends
 * at 17:30 and not at 7:30 of the next. Work received outside of working hours begins with the next working hour.
 *
 * Decision: a term in working days keeps the time of day (2 working days from Friday 16:00 end at 16:00 two working days
 * later), because a working day is counted as its 8 working hours. This is how the receipts of the one-stop offices
 * count, what the drawn ruler shows, and never later than the end of the day that Civil Code art. 147–148 would allow.
 * The other reading, the end of the last day, is `addCalendarDays` for terms that the law counts in calendar days.
 *
 * Time within pauses does not count. Null when an unfinished pause keeps the end from being known.
 * @throws RangeError for a negative or unbounded amount, or past the year 2199.
 */
export function addWorkingTime(start: Date, amount: WorkingAmount, calendar: WorkingCalendar): Date;
export function addWorkingTime(
  start: Date,
  amount: WorkingAmount,
  calendar: WorkingCalendar,
  pauses: readonly Pause[],
): Date | null;
export function addWorkingTime(
  start: Date,
  amount: WorkingAmount,
  calendar: WorkingCalendar,
  pauses: readonly Pause[] = [],
): Date | null {
  let needed = milliseconds(amount, calendar);
  let at = start.getTime();
  for (const pause of inOrder(pauses)) {
    const from = Math.max(pause.from.getTime(), at);
    const to = pause.to?.getTime() ?? Infinity;
    if (to <= at) continue;
    const available = between(at, from, calendar);
    if (needed <= available) break;
    if (to === Infinity) return null;
    needed -= available;
    at = to;
  }
  return new Date(add(at, needed, calendar));
}

/** Minutes of working time from one instant to another; negative when `to` is earlier; with a fraction when seconds are. */
export function workingMinutesBetween(
  from: Date,
  to: Date,
  calendar: WorkingCalendar,
  pauses: readonly Pause[] = [],
): number {
  const [a, b] = [from.getTime(), to.getTime()];
  // Subtracted, not negated: nothing backwards is 0 and never -0.
  if (b < a) return 0 - workingMinutesBetween(to, from, calendar, pauses);
  let counted = 0;
  let at = a;
  for (const pause of inOrder(pauses)) {
    const pauseFrom = Math.min(Math.max(pause.from.getTime(), at), b);
    counted += between(at, pauseFrom, calendar);
    at = Math.min(Math.max(at, pause.to?.getTime() ?? Infinity), b);
  }
  return (counted + between(at, b, calendar)) / minuteMs;
}

export interface Remaining {
  /** Working minutes left; how many it is late when `isLate`. Never negative. */
  readonly minutes: number;
  readonly isLate: boolean;
}

/** How much working time is left until a due instant, or by how much it is late. On the minute itself it is not late. */
export function remaining(due: Date, now: Date, calendar: WorkingCalendar): Remaining {
  return { minutes: Math.abs(workingMinutesBetween(now, due, calendar)), isLate: now > due };
}

/** The working intervals (half days) between two instants, cut at both. */
export function workingIntervals(from: Date, to: Date, calendar: WorkingCalendar): WorkingInterval[] {
  const [a, b] = [from.getTime(), to.getTime()];
  const found: WorkingInterval[] = [];
  for (let year = yearAt(a); year <= yearAt(b) && a < b; year++) {
    const { starts, ends } = calendar.year(year);
    for (let i = firstEndingAfter(ends, a); i < starts.length && starts[i]! < b; i++) {
      found.push({ start: new Date(Math.max(starts[i]!, a)), end: new Date(Math.min(ends[i]!, b)) });
    }
  }
  return found;
}

export function isWorkingTime(at: Date, calendar: WorkingCalendar): boolean {
  return workingIntervals(at, new Date(at.getTime() + 1), calendar).length === 1;
}

/**
 * The end of a term in calendar days (Civil Code 2015, art. 147–148): the day of the event is not counted, the last day
 * counts until its end, and when it is a day of rest the term ends with the next working day.
 * Whole days in pauses are added: as many as the date moved on while the clock stood still. Null while it still does.
 * @throws RangeError for an amount that is not a whole number of days.
 */
export function addCalendarDays(start: Date, days: number, calendar: WorkingCalendar): Date;
export function addCalendarDays(
  start: Date,
  days: number,
  calendar: WorkingCalendar,
  pauses: readonly Pause[],
): Date | null;
export function addCalendarDays(
  start: Date,
  days: number,
  calendar: WorkingCalendar,
  pauses: readonly Pause[] = [],
): Date | null {
  if (!Number.isSafeInteger(days) || days < 0) throw new RangeError(`Not a number of calendar days: ${days}`);
  let last = addDays(localDate(start), days);
  for (const pause of inOrder(pauses)) {
    const from = pause.from > start ? pause.from : start;
    if (from > endOnWorkingDay(last, calendar)) break;
    if (!pause.to) return null;
    if (pause.to > from) last = addDays(last, daysBetween(localDate(from), localDate(pause.to)));
  }
  return endOnWorkingDay(last, calendar);
}

function endOnWorkingDay(last: string, calendar: WorkingCalendar): Date {
  let date = last;
  while (!calendar.day(date).isWorking) date = addDays(date, 1);
  return endOfDay(date);
}

function milliseconds(amount: WorkingAmount, calendar: WorkingCalendar): number {
  const minutes =
    'days' in amount
      ? amount.days * calendar.dayMinutes
      : 'hours' in amount
        ? amount.hours * 60
        : amount.minutes;
  if (!(minutes >= 0 && minutes < 1e8))
    throw new RangeError(`Not an amount of working time: ${JSON.stringify(amount)}`);
  return Math.round(minutes * minuteMs);
}

function inOrder(pauses: readonly Pause[]): readonly Pause[] {
  return pauses.length < 2 ? pauses : [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime());
}

function yearAt(at: number): number {
  return new Date(dayNumberAt(at) * dayMs).getUTCFullYear();
}

/** Index of the first value above `at`; the array is ascending. */
function firstEndingAfter(values: Float64Array, at: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Working milliseconds of the year before an instant in that year. */
function passed({ starts, ends, before }: YearTable, at: number): number {
  const next = firstEndingAfter(ends, at);
  const isWithin = next < starts.length && starts[next]! < at;
  return before[next]! + (isWithin ? at - starts[next]! : 0);
}

function add(start: number, needed: number, calendar: WorkingCalendar): number {
  if (needed === 0) return start;
  let year = yearAt(start);
  let table = calendar.year(year);
  let target = passed(table, start) + needed;
  while (target > table.before.at(-1)!) {
    target -= table.before.at(-1)!;
    year += 1;
    table = calendar.year(year);
  }
  const interval = firstEndingAfter(table.before, target - 0.5) - 1;
  return table.starts[interval]! + (target - table.before[interval]!);
}

function between(from: number, to: number, calendar: WorkingCalendar): number {
  if (to <= from) return 0;
  const [firstOf, lastOf] = [yearAt(from), yearAt(to)];
  let counted = passed(calendar.year(lastOf), to) - passed(calendar.year(firstOf), from);
  for (let year = firstOf; year < lastOf; year++) counted += calendar.year(year).before.at(-1)!;
  return counted;
}
