// Terms of law and of the city's promises as data, and the deadline that comes of one: paused, resumed, extended, computed.
import type { WorkingCalendar } from './calendar.ts';
import { addCalendarDays, addWorkingTime, type Pause, workingMinutesBetween } from './working.ts';

export type TermUnit = 'working-hours' | 'working-days' | 'calendar-days';

export interface Term {
  readonly amount: number;
  readonly unit: TermUnit;
  /** Document and article, such as `Luật Khiếu nại 02/2011/QH13, Điều 28`. */
  readonly source: string;
}

/** Everything that a due time follows from. Plain data: keep it, and a changed calendar can compute the due time anew. */
export interface Deadline {
  readonly startedAt: Date;
  readonly term: Term;
  /** In the same kind of days as the term, added to it from the start (30 + 30 days are 60 from acceptance). */
  readonly extensions: readonly Term[];
  readonly pauses: readonly Pause[];
}

export interface DeadlineStatus {
  /** Null while an unfinished pause keeps it from being known. */
  readonly dueAt: Date | null;
  readonly isPaused: boolean;
  readonly isLate: boolean;
  /** Working minutes used so far, pauses left out. */
  readonly usedMinutes: number;
  /** Working minutes left; 0 when late. Null while paused in a term of calendar days. */
  readonly leftMinutes: number | null;
  /** Working minutes by which it is late; 0 when it isn't. */
  readonly lateMinutes: number;
}

export function startDeadline(startedAt: Date, term: Term): Deadline {
  return { startedAt, term, extensions: [], pauses: [] };
}

/** @throws Error when the clock stands still already, or `at` is before what happened last. */
export function pauseDeadline(deadline: Deadline, at: Date, reason?: string): Deadline {
  const last = deadline.pauses.at(-1);
  if (last?.to === null) throw new Error('The deadline is paused already');
  if (at < (last?.to ?? deadline.startedAt))
    throw new Error('A pause cannot begin before what happened last');
  return {
    ...deadline,
    pauses: [...deadline.pauses, { from: at, to: null, ...(reason === undefined ? {} : { reason }) }],
  };
}

/** @throws Error when the clock runs, or `at` is before the pause began. */
export function resumeDeadline(deadline: Deadline, at: Date): Deadline {
  const open = deadline.pauses.at(-1);
  if (open?.to !== null) throw new Error('The deadline is not paused');
  if (at < open.from) throw new Error('A pause cannot end before it began');
  return { ...deadline, pauses: [...deadline.pauses.slice(0, -1), { ...open, to: at }] };
}

/** @throws Error when the extension is in another kind of days than the term. */
export function extendDeadline(deadline: Deadline, by: Term): Deadline {
  if (isCalendar(by) !== isCalendar(deadline.term)) {
    throw new Error(`A term in ${deadline.term.unit} cannot be extended in ${by.unit}`);
  }
  return { ...deadline, extensions: [...deadline.extensions, by] };
}

/** When it is due; null when an unfinished pause began before that. */
export function dueAt(deadline: Deadline, calendar: WorkingCalendar): Date | null {
  const terms = [deadline.term, ...deadline.extensions];
  if (isCalendar(deadline.term)) {
    const days = terms.reduce((sum, term) => sum + term.amount, 0);
    return addCalendarDays(deadline.startedAt, days, calendar, deadline.pauses);
  }
  const minutes = termMinutes(terms, calendar);
  return addWorkingTime(deadline.startedAt, { minutes }, calendar, deadline.pauses);
}

/** Where a deadline stands at a moment. */
export function deadlineStatus(deadline: Deadline, now: Date, calendar: WorkingCalendar): DeadlineStatus {
  const due = dueAt(deadline, calendar);
  const usedMinutes = Math.max(0, workingMinutesBetween(deadline.startedAt, now, calendar, deadline.pauses));
  const isPaused = deadline.pauses.some(
    (pause) => pause.from <= now && (pause.to === null || pause.to > now),
  );
  const isLate = due !== null && now > due;
  const lateMinutes = isLate ? workingMinutesBetween(due, now, calendar) : 0;
  return {
    dueAt: due,
    isPaused,
    isLate,
    usedMinutes,
    leftMinutes: left(deadline, due, now, usedMinutes, calendar),
    lateMinutes,
  };
}

function left(
  deadline: Deadline,
  due: Date | null,
  now: Date,
  used: number,
  calendar: WorkingCalendar,
): number | null {
  if (!isCalendar(deadline.term)) {
    return Math.max(0, termMinutes([deadline.term, ...deadline.extensions], calendar) - used);
  }
  return due === null ? null : Math.max(0, workingMinutesBetween(now, due, calendar));
}

function termMinutes(terms: readonly Term[], calendar: WorkingCalendar): number {
  const of = ({ amount, unit }: Term) => amount * (unit === 'working-days' ? calendar.dayMinutes : 60);
  return terms.reduce((sum, term) => sum + of(term), 0);
}

function isCalendar(term: Term): boolean {
  return term.unit === 'calendar-days';
}
