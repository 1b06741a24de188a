// The office's own clock: it runs when things get done, by hour of the week, and nearly stands at night and on days of rest.
import { type LocalDate, localDate } from '@city/kernel/time';

const hourMs = 3_600_000;
const hoursOfWeek = 168;
/** A quarter of an hour of work counts for each hour of the week beside what was seen, so that the clock never quite stands. */
const floorShare = 0.02;

/**
 * How much of an office's work falls into each hour of the week, beginning with Thursday 00:00 UTC as the epoch does; the mean is 1.
 * Hours with little history borrow from the same hour of all working days.
 */
export type WeekProfile = Float64Array;

export function weekProfile(endings: Iterable<number>): WeekProfile {
  const counts = new Float64Array(hoursOfWeek);
  let total = 0;
  for (const at of endings) {
    const hour = hourOfWeek(at);
    counts[hour] = (counts[hour] as number) + 1;
    total++;
  }
  const even = total / hoursOfWeek;
  const profile = counts.map((own) => (total === 0 ? 1 : (1 - floorShare) * (own / even) + floorShare));
  const mean = profile.reduce((sum, value) => sum + value, 0) / hoursOfWeek;
  return profile.map((value) => value / mean);
}

export function hourOfWeek(at: number): number {
  const hour = Math.floor(at / hourMs) % hoursOfWeek;
  return hour < 0 ? hour + hoursOfWeek : hour;
}

export interface OfficeClock {
  /** Office time at an instant, in milliseconds since the clock's beginning. */
  at(instant: number): number;
  /** The instant at an office time; Infinity beyond the clock's end. */
  instant(officeTime: number): number;
  readonly from: number;
  readonly before: number;
}

/** Days of rest beside the weekly ones: they slow the clock to the pace of its slowest day. */
export type IsHoliday = (day: LocalDate) => boolean;

/** A clock for a span of time; `at` and `instant` are inverse and rise together. */
export function officeClock(
  profile: WeekProfile,
  span: { from: number; before: number },
  isHoliday: IsHoliday = () => false,
): OfficeClock {
  const first = Math.floor(span.from / hourMs);
  const hours = Math.ceil(span.before / hourMs) - first;
  const passed = new Float64Array(hours + 1);
  const restful = restRate(profile);
  let day = '' as LocalDate;
  let isRest = false;
  for (let hour = 0; hour < hours; hour++) {
    const start = (first + hour) * hourMs;
    const now = localDate(new Date(start));
    if (now !== day) {
      day = now;
      isRest = isHoliday(now);
    }
    const usual = profile[hourOfWeek(start)] as number;
    passed[hour + 1] = (passed[hour] as number) + hourMs * (isRest ? Math.min(usual, restful) : usual);
  }
  const begin = first * hourMs;
  const end = passed[hours] as number;
  return {
    from: begin,
    before: begin + hours * hourMs,
    at: (instant) => {
      const hour = Math.min(hours - 1, Math.max(0, Math.floor((instant - begin) / hourMs)));
      const start = passed[hour] as number;
      return start + ((instant - begin) / hourMs - hour) * ((passed[hour + 1] as number) - start);
    },
    instant: (officeTime) => {
      if (!(officeTime <= end)) return Number.POSITIVE_INFINITY;
      const hour = lastNotAbove(passed, Math.max(0, officeTime), hours - 1);
      const start = passed[hour] as number;
      return begin + (hour + (officeTime - start) / ((passed[hour + 1] as number) - start)) * hourMs;
    },
  };
}

/** The pace of the slowest day of the week, the measure of a holiday. */
function restRate(profile: WeekProfile): number {
  const days = Array.from({ length: 7 }, (_, day) =>
    profile.subarray(day * 24, day * 24 + 24).reduce((sum, value) => sum + value, 0),
  );
  return Math.min(...days) / 24;
}

function lastNotAbove(sorted: Float64Array, value: number, most: number): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
