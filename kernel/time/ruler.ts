// The working-time ruler: a term drawn as working half days, each as wide as its hours, grouped by day.
import type { WorkingCalendar } from './calendar.ts';
import { workingIntervals } from './working.ts';
import { type LocalDate, localDate, minuteMs } from './zone.ts';

export interface RulerBlock {
  readonly start: Date;
  readonly end: Date;
  readonly minutes: number;
  /** Share that has passed, 0 to 1. */
  readonly used: number;
  /** After the due time: drawn hatched. */
  readonly isLate: boolean;
}

export interface RulerDay {
  readonly date: LocalDate;
  readonly isToday: boolean;
  readonly blocks: readonly RulerBlock[];
}

/** The blocks from the start of a term to its due time, and beyond it to `now` when it is late. Days of rest are gaps. */
export function ruler(start: Date, due: Date, now: Date, calendar: WorkingCalendar): RulerDay[] {
  const within = workingIntervals(start, due, calendar).map((interval) => ({ ...interval, isLate: false }));
  const beyond = workingIntervals(due, now, calendar).map((interval) => ({ ...interval, isLate: true }));
  const days = new Map<LocalDate, RulerBlock[]>();
  for (const { start: from, end, isLate } of [...within, ...beyond]) {
    const length = end.getTime() - from.getTime();
    const used = Math.min(1, Math.max(0, (now.getTime() - from.getTime()) / length));
    const date = localDate(from);
    days.set(date, [
      ...(days.get(date) ?? []),
      { start: from, end, minutes: length / minuteMs, used, isLate },
    ]);
  }
  const today = localDate(now);
  return [...days].map(([date, blocks]) => ({ date, isToday: date === today, blocks }));
}
