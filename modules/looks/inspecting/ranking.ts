// Ranks officers' readings by how unusual they are: many persons in a day, off hours, without a stated purpose. Pure.
import type { WorkingCalendar } from '@city/kernel/time';
import { instantOf, isWorkingTime } from '@city/kernel/time';
import type { DayOfReading } from '@city/kernel/trail/reading';
import type { Unusual } from '../questions/rules.ts';

export type Sign = 'many_persons' | 'off_hours' | 'no_purpose';

export interface RankedReading extends DayOfReading {
  readonly offHours: number;
  readonly signs: readonly Sign[];
  /** Larger is more unusual; a ranking, not a probability. */
  readonly weight: number;
}

/** A half hour counts as working time when its middle does. */
function offHoursOf({ day, halfHours }: DayOfReading, calendar: WorkingCalendar): number {
  let count = 0;
  for (const [halfHour, reads] of Object.entries(halfHours)) {
    const hour = String(Math.floor(Number(halfHour) / 2)).padStart(2, '0');
    const middle = instantOf(day, `${hour}:${Number(halfHour) % 2 === 0 ? '15' : '45'}`);
    if (!isWorkingTime(middle, calendar)) count += reads;
  }
  return count;
}

/** The most unusual first; equals by day, newest first. */
export function rankReadings(
  days: readonly DayOfReading[],
  ruleOn: (day: string) => Unusual,
  calendar: WorkingCalendar,
): readonly RankedReading[] {
  const ranked = days.map((day) => {
    const rule = ruleOn(day.day);
    const offHours = offHoursOf(day, calendar);
    const signs: Sign[] = [];
    if (day.persons >= rule.manyPersonsPerDay) signs.push('many_persons');
    if (offHours >= rule.offHoursReads) signs.push('off_hours');
    if (day.unexplained > 0) signs.push('no_purpose');
    // Each sign in units of its own threshold, so that none drowns the others by its scale.
    const weight =
      day.persons / rule.manyPersonsPerDay +
      offHours / rule.offHoursReads +
      day.unexplained / Math.max(1, day.reads);
    return { ...day, offHours, signs, weight: signs.length === 0 ? 0 : signs.length + Math.log2(1 + weight) };
  });
  return ranked.sort((one, other) => other.weight - one.weight || other.day.localeCompare(one.day));
}
