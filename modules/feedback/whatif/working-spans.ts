// Working time as plain spans, so that it can be sent to a worker: taken from the city's calendar, and added to instants.
import { addDays, localDate, type WorkingCalendar, workingIntervals } from '@city/kernel/time';

export interface WorkingSpans {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export function workingSpans(
  calendar: WorkingCalendar,
  span: { from: number; before: number },
): WorkingSpans {
  const found = workingIntervals(new Date(span.from), new Date(span.before), calendar);
  return { starts: found.map(({ start }) => start.getTime()), ends: found.map(({ end }) => end.getTime()) };
}

/** When `workingMs` of working time have passed after `from`; the end of the last span when there is not as much. */
export function addWorking({ starts, ends }: WorkingSpans, from: number, workingMs: number): number {
  let left = workingMs;
  for (let at = firstEndingAfter(ends, from); at < ends.length; at++) {
    const begin = Math.max(from, starts[at] as number);
    const length = (ends[at] as number) - begin;
    if (left <= length) return begin + left;
    left -= length;
  }
  return ends.at(-1) ?? from;
}

function firstEndingAfter(ends: readonly number[], instant: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Days between two instants on which the city rests although their weekday is one of work. */
export function holidays(calendar: WorkingCalendar, span: { from: number; before: number }): string[] {
  const found: string[] = [];
  const last = localDate(new Date(span.before));
  for (let day = localDate(new Date(span.from)); day <= last; day = addDays(day, 1)) {
    const { kind } = calendar.day(day);
    if (kind === 'holiday' || kind === 'in-lieu') found.push(day);
  }
  return found;
}
