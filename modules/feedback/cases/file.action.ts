// Files a report: its rows, its pictures, its trail entry and its event in one transaction.
import type { Files } from '@city/kernel/files';
import { eventOf, factsOf } from '../events.ts';
import { type PhotosToTake, takePhotos } from '../photos/take-photos.ts';
import { withPhotos } from './filing.ts';
import { type FeedbackTx, insertReports, type ReportBundle } from './report.store.ts';

/** @returns the case as it was written, with its pictures. */
export async function fileReport(
  tx: FeedbackTx,
  files: Files,
  filed: ReportBundle,
  photos: PhotosToTake,
): Promise<ReportBundle> {
  const made = withPhotos(filed, await takePhotos(tx, files, photos));
  const { report } = made;
  await insertReports(tx, [made]);
  tx.trail({
    action: 'report.file',
    object: { type: 'report', id: report.report_id },
    subject: made.reporter?.person_id ?? null,
    detail: {
      trackingCode: report.tracking_code,
      channel: report.channel,
      rule: report.routing_rule,
      policy: report.deadline_policy,
    },
  });
  tx.emit(eventOf('file'), report.report_id, factsOf(report, report.filed_at));
  return made;
}
