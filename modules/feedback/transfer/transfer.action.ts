// A report that is really a complaint or denunciation leaves the public path: nobody but its reporter finds it here any more.
import { AppError } from '@city/kernel/errors';
import type { Files } from '@city/kernel/files';
import { type FeedbackTx, photosOf } from '../cases/report.store.ts';
import { type Opened, takeStep } from '../cases/step.ts';
import type { ReportRow } from '../cases/tables.ts';
import type { TransferKind } from './transferred.ts';

/** @throws AppError `report_has_followers` while other reports follow this one: they stay public and need a master. */
export async function transferReport(
  tx: FeedbackTx,
  files: Files,
  opened: Opened,
  input: { kind: TransferKind; reason: string },
): Promise<ReportRow> {
  if (opened.report.merged_n > 0 && opened.who.length > 0) throw new AppError('report_has_followers');
  const report = await takeStep(tx, opened, {
    action: 'transfer',
    reason: input.reason,
    detail: { kind: input.kind },
    patch: { closed_at: tx.now, visibility: 'private' },
  });
  for (const { file_id } of await photosOf(tx, [report.report_id])) await files.setPublic(tx, file_id, false);
  return report;
}
