// Makes the public copy of a picture anew from its sealed original, with regions covered for good; the old copies go at once.
import { AppError } from '@city/kernel/errors';
import type { BlobKey, Files, Original, PreparedCopies, Region } from '@city/kernel/files';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';
import { keepDecision } from './moderation.store.ts';
import { photoLook, setRegions } from './photo-look.store.ts';

/** The original for making copies; the read stands on the trail like any other. @throws AppError `report_photo_unknown`. */
export async function originalToCover(
  tx: FeedbackTx,
  files: Files,
  report: Pick<ReportRow, 'report_id'>,
  fileId: string,
): Promise<Original> {
  if (!(await photoLook(tx, report.report_id, fileId)))
    throw new AppError('report_photo_unknown', { field: 'id' });
  return files.openOriginal(tx, fileId, 'make a public copy with covered regions');
}

/** Five decimals: less than a pixel of any copy. */
export function tidyRegions(regions: readonly Region[]): Region[] {
  const round = (share: number) => Math.round(share * 1e5) / 1e5;
  return regions.map(({ x, y, width, height }) => ({
    x: round(x),
    y: round(y),
    width: round(width),
    height: round(height),
  }));
}

/**
 * Puts the prepared copies in place. Answers the blobs to drop after the commit.
 * @throws AppError `report_photo_unknown`.
 */
export async function coverPhoto(
  tx: FeedbackTx,
  files: Files,
  report: ReportRow,
  covered: { readonly copies: PreparedCopies; readonly regions: readonly Region[]; readonly reason?: string },
): Promise<readonly BlobKey[]> {
  const { copies, regions, reason } = covered;
  const photo = await photoLook(tx, report.report_id, copies.fileId);
  if (!photo) throw new AppError('report_photo_unknown', { field: 'id' });
  const old = await files.replaceCopies(tx, copies);
  await setRegions(tx, report.report_id, copies.fileId, regions);
  await keepDecision(tx, {
    reportId: report.report_id,
    action: 'photo_cover',
    fileId: copies.fileId,
    ...(reason ? { reason } : {}),
    before: photo.regions,
    after: regions,
  });
  tx.trail({
    action: 'report.photo.cover',
    object: { type: 'file', id: copies.fileId },
    detail: { trackingCode: report.tracking_code, regions: regions.length },
  });
  return old;
}
