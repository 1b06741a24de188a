// The answer: what was done, in words for the public, with pictures of the place afterwards.
import { reopenUntil } from '../deadlines/deadline.ts';
import type { CityRules } from '../services/city-files.ts';
import type { FeedbackTx } from './report.store.ts';
import { type Opened, takeStep } from './step.ts';
import type { StoredPhoto } from '../photos/photo.store.ts';
import type { PhotoRow, ReportRow } from './tables.ts';

export function resolveReport(
  tx: FeedbackTx,
  rules: CityRules,
  opened: Opened,
  input: { words: string; photos: readonly StoredPhoto[] },
): Promise<ReportRow> {
  const { report } = opened;
  const photos = input.photos.map(
    (photo, at): PhotoRow => ({
      ...photo,
      report_id: report.report_id,
      role: 'after',
      place: report.photo_n + at,
      added_at: tx.now,
    }),
  );
  return takeStep(tx, opened, {
    action: 'resolve',
    words: input.words,
    photos,
    patch: {
      resolved_at: tx.now,
      accepted_at: report.accepted_at ?? tx.now,
      reopen_until: reopenUntil(rules.deadlines, tx.now),
      photo_n: report.photo_n + photos.length,
    },
  });
}
