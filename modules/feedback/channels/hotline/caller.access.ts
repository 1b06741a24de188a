// The one function that finds reports by the phone of who filed them: for whoever answers the hotline, with purpose and trail.
import { sql } from 'kysely';
import { type FeedbackTx, reportSelection } from '../../cases/report.store.ts';
import { markOf, openContact } from '../../cases/contact-seal.ts';
import type { ReportRow } from '../../cases/tables.ts';

export interface CallerReport {
  readonly report: ReportRow;
  readonly name: string | null;
}

/**
 * Reports filed under a phone, newest first. The database answers nothing without a purpose; the read stands on the trail with a keyed
 * hash of the number, also when nothing was found: who looks numbers up must be seen to do so.
 */
export async function accessReportsOfPhone(
  tx: FeedbackTx,
  phone: string,
  purpose: string,
  limit: number,
): Promise<readonly CallerReport[]> {
  await sql`select set_config('city.purpose', ${purpose}, true)`.execute(tx.db);
  const found = await sql<ReportRow & { caller_key: Buffer | null; caller_sealed: Buffer | null }>`
    select ${reportSelection}, p.data_key as caller_key, p.sealed as caller_sealed
      from feedback.reporter p join feedback.report r using (report_id)
     where p.phone_mark = ${markOf(tx.seals, phone)} order by r.filed_at desc, r.report_id desc limit ${limit}`.execute(
    tx.db,
  );
  tx.trail({
    action: 'report.caller.find',
    object: { type: 'phone', id: markOf(tx.seals, phone).toString('hex').slice(0, 16) },
    purpose,
    detail: { found: found.rows.length },
  });
  for (const row of found.rows)
    tx.trail({
      action: 'report.contact.read',
      object: { type: 'report', id: row.report_id },
      purpose,
      detail: { trackingCode: row.tracking_code },
    });
  return found.rows.map(({ caller_key: key, caller_sealed: sealed, ...report }) => {
    const row = { report_id: report.report_id, data_key: key, sealed, name: null, phone: null, email: null };
    return { report, name: openContact(tx.seals, row).name };
  });
}
