// A note between officers about a report; nobody outside of the offices reads it.
import { newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { Opened } from '../cases/step.ts';
import type { ReportRow } from '../cases/tables.ts';
import { insertNote } from './request.store.ts';

/** Who works on a report or coordinates may write about it. @throws AppError `forbidden`. */
export async function writeNote(
  tx: FeedbackTx,
  opened: Opened,
  input: { words: string },
): Promise<ReportRow> {
  const { report, who } = opened;
  if (!who.includes('holder') && !who.includes('coordinator')) throw new AppError('forbidden');
  await insertNote(tx, {
    report_id: report.report_id,
    note_id: newId(tx.now),
    at: tx.now,
    origin: 'office',
    author_id: tx.actor.id,
    author_title: tx.actor.post?.title ?? null,
    body_code: tx.actor.post?.body ?? null,
    words: input.words.trim(),
  });
  tx.trail({
    action: 'report.note',
    object: { type: 'report', id: report.report_id },
    detail: { trackingCode: report.tracking_code },
  });
  return report;
}
