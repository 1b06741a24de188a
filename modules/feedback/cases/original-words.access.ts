// Words of a report as they came, where something in them was masked: sealed beside the report, opened for whoever may see them.
import { sql } from 'kysely';
import type { Seals, SealedRow } from '@city/kernel/seals';
import type { FeedbackTx } from './report.store.ts';
import type { ReportRow } from './tables.ts';

const place = 'feedback.original_words';

/** What is kept beside a report whose public words say less than what was written; null when nothing was masked. */
export function sealWords(
  seals: Seals,
  report: Pick<ReportRow, 'report_id' | 'words' | 'words_public'>,
): SealedRow | null {
  return report.words === report.words_public ? null : seals.seal(place, report.report_id, report.words);
}

/**
 * The words as they came. The database shows them to the body that holds the report, to posts of the whole city and to the city's
 * own hand; to others the words are those that the public sees. Reading what was masked stands on the trail.
 */
export async function accessWords(
  tx: FeedbackTx,
  report: Pick<ReportRow, 'report_id' | 'tracking_code' | 'words'>,
  purpose = 'handle the report',
): Promise<string> {
  const found = await sql<SealedRow>`
    select data_key, sealed from feedback.original_words where report_id = ${report.report_id}`.execute(
    tx.db,
  );
  const row = found.rows[0];
  if (!row) return report.words;
  tx.trail({
    action: 'report.words.read',
    object: { type: 'report', id: report.report_id },
    purpose,
    detail: { trackingCode: report.tracking_code },
  });
  return tx.seals.open<string>(place, report.report_id, row) ?? report.words;
}
