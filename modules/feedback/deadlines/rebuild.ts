// The promise of a report built anew from its history: when it began, what extended it, when the clock stood still.
import {
  type Deadline,
  dueAt,
  type Pause,
  startDeadline,
  type Term,
  type WorkingCalendar,
} from '@city/kernel/time';
import type { EventRow, ReportRow } from '../cases/tables.ts';
import type { DeadlinesFile } from '../services/city-data.ts';

type Told = Pick<EventRow, 'action' | 'at' | 'detail'>;

/**
 * The deadline as its history tells it; null for reports without a policy of ours (those of other systems bring their due
 * time with them). A reopening begins a new term; a changed category changes the term from its beginning.
 */
export function deadlineOf(
  file: DeadlinesFile,
  report: Pick<ReportRow, 'filed_at' | 'deadline_policy'>,
  events: readonly Told[],
): Deadline | null {
  const policy = file.policies.find(({ id }) => id === report.deadline_policy);
  if (!policy) return null;
  const begin = events.findLastIndex(({ action }) => action === 'reopen');
  const startedAt = events[begin]?.at ?? report.filed_at;
  const since = events.slice(begin + 1);
  const term: Term = { ...policy.resolve, source: policy.document };
  return {
    ...startDeadline(startedAt, term),
    extensions: since.flatMap(({ action, detail }) =>
      action === 'extend' ? extensionOf(detail, policy.document) : [],
    ),
    pauses: pausesOf(since),
  };
}

/** The due time of a rebuilt deadline; null while the clock stands still. */
export function dueOf(
  file: DeadlinesFile,
  calendar: WorkingCalendar,
  report: Pick<ReportRow, 'filed_at' | 'deadline_policy'>,
  events: readonly Told[],
): Date | null | undefined {
  const deadline = deadlineOf(file, report, events);
  if (!deadline) return undefined;
  return deadline.pauses.at(-1)?.to === null ? null : dueAt(deadline, calendar);
}

function extensionOf(detail: Told['detail'], source: string): Term[] {
  const { amount, unit } = (detail ?? {}) as Partial<Term>;
  return typeof amount === 'number' && unit !== undefined ? [{ amount, unit, source }] : [];
}

/** From each question to what ended the waiting: an answer, the office's own decision, the clock's, or a rejection. */
function pausesOf(events: readonly Told[]): Pause[] {
  const pauses: Pause[] = [];
  for (const { action, at } of events) {
    const last = pauses.at(-1);
    const isWaiting = last !== undefined && last.to === null;
    if (action === 'ask' && !isWaiting) pauses.push({ from: at, to: null });
    if (isWaiting && (action === 'answer' || action === 'resume' || action === 'reject'))
      pauses[pauses.length - 1] = { ...last, to: at };
  }
  return pauses;
}
