// A partner says what became of a report that its body holds: its status becomes the steps that an officer would take.
import { newId } from '@city/kernel/database';
import { acceptReport } from '../cases/accept.action.ts';
import { rejectReport } from '../cases/reject.action.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import { resolveReport } from '../cases/resolve.action.ts';
import { returnReport } from '../cases/return.action.ts';
import { startWork } from '../cases/start.action.ts';
import { actionsOf, type Opened, openForStep, type StepCity } from '../cases/step.ts';
import type { ReportRow } from '../cases/tables.ts';
import { insertNote } from '../handling/request.store.ts';
import { Open311Error, wrong } from './open311-error.ts';

/** Statuses of the update extension (upper case, spaces or underscores), by what they ask for. */
const meanings: Readonly<Record<string, 'accept' | 'start' | 'resolve' | 'return' | 'reject'>> = {
  OPEN: 'accept',
  INVESTIGATING: 'accept',
  IN_PROGRESS: 'start',
  PLANNED: 'start',
  ACTION_SCHEDULED: 'start',
  FIXED: 'resolve',
  CLOSED: 'resolve',
  NOT_RESPONSIBLE: 'return',
  NOT_COUNCILS_RESPONSIBILITY: 'return',
  INTERNAL_REFERRAL: 'return',
  UNABLE_TO_FIX: 'reject',
  NO_FURTHER_ACTION: 'reject',
  DUPLICATE: 'reject',
};

export interface PartnerUpdate {
  readonly code: string;
  readonly status: string;
  readonly description: string;
  readonly at: Date;
}

/**
 * Applies an update in the transaction of the partner's actor. One older than the report's last step is kept as a note.
 * @returns the report's id, and whether it moved.
 * @throws Open311Error for a status of no meaning; AppError of the steps.
 */
export async function applyUpdate(
  tx: FeedbackTx,
  city: StepCity,
  update: PartnerUpdate,
): Promise<{ reportId: string; applied: boolean }> {
  const meaning = meanings[update.status.toUpperCase().replace(/[ '-]+/g, '_')];
  if (!meaning) throw wrong('status', `must be one of ${Object.keys(meanings).join(', ')}`);
  const opened = await openForStep(tx, city, update.code);
  const { report } = opened;
  if (!opened.who.includes('holder')) throw new Open311Error(403, 'service_request_id: held by another body');
  if (update.at < report.changed_at) {
    await keepNote(tx, report, update);
    return { reportId: report.report_id, applied: false };
  }
  const before = report.version;
  const after = await take(tx, opened, meaning, update.description);
  if (after.version === before) await keepNote(tx, report, update);
  return { reportId: report.report_id, applied: after.version > before };
}

async function take(
  tx: FeedbackTx,
  opened: Opened,
  meaning: 'accept' | 'start' | 'resolve' | 'return' | 'reject',
  words: string,
): Promise<ReportRow> {
  const { rules } = opened.city;
  if (meaning === 'return') return returnReport(tx, rules, opened, { reason: words });
  if (meaning === 'reject') return rejectReport(tx, rules, opened, { reason: words });
  const may = (one: Opened, action: 'accept' | 'start') => actionsOf(one).includes(action);
  let now = opened;
  if (may(now, 'accept'))
    now = { ...now, report: await acceptReport(tx, now, meaning === 'accept' ? { words } : {}) };
  if (meaning === 'accept') return now.report;
  if (meaning === 'resolve') return resolveReport(tx, rules, now, { words, photos: [] });
  return may(now, 'start') ? startWork(tx, now, { words }) : now.report;
}

/** Nothing that a partner says is lost, also when it moves nothing. */
function keepNote(tx: FeedbackTx, report: ReportRow, update: PartnerUpdate): Promise<void> {
  return insertNote(tx, {
    report_id: report.report_id,
    note_id: newId(tx.now),
    at: tx.now,
    origin: 'office',
    author_id: tx.actor.id,
    author_title: tx.actor.post?.title ?? null,
    body_code: tx.actor.post?.body ?? null,
    words: `${update.status}: ${update.description}`,
  });
}
