// Takes a report or one of its pictures out of everyone's sight, or brings it back: with a reason, on the trail, at once.
import { AppError } from '@city/kernel/errors';
import type { Files } from '@city/kernel/files';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';
import { events, factsOf } from '../events.ts';
import { keepDecision } from './moderation.store.ts';
import { allPhotos, countShown, photoLook, setPhotoHidden, setVisibility } from './photo-look.store.ts';

/**
 * Hides or shows a report with all its pictures.
 * @throws AppError `report_not_hidden`, `report_hidden_already` (409); private reports are neither.
 */
export async function setHidden(
  tx: FeedbackTx,
  files: Files,
  report: ReportRow,
  decision: { readonly hidden: boolean; readonly reason: string },
): Promise<void> {
  const { hidden, reason } = decision;
  const from = hidden ? 'public' : 'hidden';
  if (report.visibility !== from) throw new AppError(hidden ? 'report_hidden_already' : 'report_not_hidden');
  const to = hidden ? 'hidden' : 'public';
  await setVisibility(tx, report.report_id, to);
  for (const photo of await allPhotos(tx, report.report_id))
    await files.setPublic(tx, photo.file_id, !hidden && !photo.is_hidden);
  await keepDecision(tx, {
    reportId: report.report_id,
    action: hidden ? 'hide' : 'show',
    reason,
    before: { visibility: from },
    after: { visibility: to },
  });
  tx.trail({
    action: hidden ? 'report.hide' : 'report.show',
    object: { type: 'report', id: report.report_id },
    detail: { trackingCode: report.tracking_code },
  });
  const after: ReportRow = { ...report, visibility: to };
  tx.emit(hidden ? events.hidden : events.shown, report.report_id, factsOf(after, tx.now));
}

/** Hides or shows one picture of a report. @throws AppError `report_photo_unknown`, `report_hidden_already`, `report_not_hidden`. */
export async function setPhotoVisible(
  tx: FeedbackTx,
  files: Files,
  report: ReportRow,
  decision: { readonly fileId: string; readonly hidden: boolean; readonly reason: string },
): Promise<void> {
  const { fileId, hidden, reason } = decision;
  const photo = await photoLook(tx, report.report_id, fileId);
  if (!photo) throw new AppError('report_photo_unknown', { field: 'id' });
  if (photo.is_hidden === hidden) throw new AppError(hidden ? 'report_hidden_already' : 'report_not_hidden');
  await setPhotoHidden(tx, report.report_id, fileId, hidden);
  await countShown(tx, report.report_id);
  await files.setPublic(tx, fileId, !hidden && report.visibility === 'public');
  await keepDecision(tx, {
    reportId: report.report_id,
    action: hidden ? 'photo_hide' : 'photo_show',
    fileId,
    reason,
  });
  tx.trail({
    action: hidden ? 'report.photo.hide' : 'report.photo.show',
    object: { type: 'file', id: fileId },
    detail: { trackingCode: report.tracking_code },
  });
}
