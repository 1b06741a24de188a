// What is known of an office before anything is asked: how much history it has, how many officers and services.
import type { FeedbackTx } from '../cases/report.store.ts';
import { limits } from '../limits.ts';
import { dayMs, type Visit } from './history.ts';
import { officersOf, visitsOfBodies } from './history.store.ts';
import { defaults } from './question.ts';

export interface Office {
  readonly visits: readonly Visit[];
  /** Visits that have ended: what can be learned from. */
  readonly reports: number;
  readonly days: number;
  readonly isEnough: boolean;
  readonly officersSeen: number;
}

export async function officeOf(tx: FeedbackTx, body: string): Promise<Office> {
  const visits = await historyOf(tx, [body], tx.now);
  const reports = visits.filter(({ leftAt }) => leftAt !== null).length;
  const first = visits[0];
  const days = first ? Math.floor((tx.now.getTime() - first.arrivedAt) / dayMs) : 0;
  const since = new Date(tx.now.getTime() - defaults.windowDays * dayMs);
  return {
    visits,
    reports,
    days,
    isEnough: reports >= limits.whatIfReportsMin && days >= limits.whatIfDaysMin,
    officersSeen: await officersOf(tx, body, since),
  };
}

/** The visits to bodies as they were known at a moment. */
export function historyOf(tx: FeedbackTx, bodies: readonly string[], at: Date): Promise<Visit[]> {
  const from = new Date(at.getTime() - limits.whatIfPastDays * dayMs);
  return visitsOfBodies(tx, bodies, { from, before: at }, limits.whatIfVisitsMax);
}
