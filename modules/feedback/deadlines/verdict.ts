// Whether a promise was kept: on time, late, or still running. The one rule behind every published figure.

export type Verdict = 'on-time' | 'late' | 'open' | 'overdue';

export interface Promised {
  readonly dueAt: Date | null;
  /** When the answer was given; for reports of other systems the time of closing. Null while somebody owes work. */
  readonly finishedAt: Date | null;
}

/** Answered up to the very moment promised is on time; without a promise nothing is ever late. */
export function verdict({ dueAt, finishedAt }: Promised, now: Date): Verdict {
  if (finishedAt) return dueAt === null || finishedAt <= dueAt ? 'on-time' : 'late';
  return dueAt !== null && now > dueAt ? 'overdue' : 'open';
}

/** The share of answered reports that were on time, 0 to 1; null when none was answered. */
export function onTimeShare(verdicts: Iterable<Verdict>): number | null {
  let onTime = 0;
  let answered = 0;
  for (const one of verdicts) {
    if (one === 'on-time') onTime++;
    if (one === 'on-time' || one === 'late') answered++;
  }
  return answered === 0 ? null : onTime / answered;
}
