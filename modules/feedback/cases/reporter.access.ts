// The only functions that read who reported: each puts the read onto the trail, with its purpose.
import { sql } from 'kysely';
import { openContact, type SealedContact } from './contact-seal.ts';
import type { FeedbackTx } from './report.store.ts';
import type { ReporterRow, ReportRow } from './tables.ts';

export type ReporterContact = Pick<ReporterRow, 'name' | 'phone' | 'email' | 'person_id' | 'lang'>;

/**
 * The contact of a report's reporter, for an officer of the body that holds it (the database asks again) or a service.
 * The transaction's actor must carry a purpose, or the database answers nothing.
 */
export async function accessContact(
  tx: FeedbackTx,
  report: Pick<ReportRow, 'report_id' | 'tracking_code'>,
): Promise<ReporterContact | null> {
  const contact = await readContact(tx, report.report_id);
  if (!contact) return null;
  tx.trail({
    action: 'report.contact.read',
    object: { type: 'report', id: report.report_id },
    subject: contact.person_id,
    detail: { trackingCode: report.tracking_code },
  });
  return contact;
}

/** Whose reports are one's own: those of whom one acts for, while one does; never both at once. */
const ownerOf = ({ actor }: FeedbackTx): string | null => actor.onBehalfOf?.id ?? actor.id;

/** Codes of the reports a signed-in person has filed, newest first. People reading their own need no purpose and no trail. */
export async function accessOwnReports(tx: FeedbackTx, limit: number): Promise<readonly string[]> {
  const owner = ownerOf(tx);
  if (owner === null) return [];
  const found = await sql<{ report_id: string }>`
    select report_id from feedback.person_report where person_id = ${owner}::uuid order by filed_at desc limit ${limit}`.execute(
    tx.db,
  );
  return found.rows.map((row) => row.report_id);
}

/** Whether the signed-in person filed this report. */
export async function accessIsOwn(tx: FeedbackTx, reportId: string): Promise<boolean> {
  if (tx.actor.kind !== 'citizen' && tx.actor.kind !== 'officer') return false;
  const found = await sql<{ own: boolean }>`
    select exists (select 1 from feedback.person_report
                    where person_id = ${ownerOf(tx)}::uuid and report_id = ${reportId}) as own`.execute(
    tx.db,
  );
  return found.rows[0]?.own === true;
}

/**
 * The same for the city's own hand that tells the reporter what happened. The database asks for a purpose here, too;
 * it is this one, and the read stands on the trail like any other.
 */
export function accessContactToTell(tx: FeedbackTx, reportId: string): Promise<ReporterContact | null> {
  return accessContactFor(tx, reportId, 'tell the reporter what happened', 'report.contact.tell');
}

/** For the city's own hand and the purpose it names. */
export async function accessContactFor(
  tx: FeedbackTx,
  reportId: string,
  purpose: string,
  action = 'report.contact.compare',
): Promise<ReporterContact | null> {
  await sql`select set_config('city.purpose', ${purpose}, true)`.execute(tx.db);
  const contact = await readContact(tx, reportId);
  if (contact)
    tx.trail({
      action,
      object: { type: 'report', id: reportId },
      subject: contact.person_id,
      purpose,
    });
  return contact;
}

async function readContact(tx: FeedbackTx, reportId: string): Promise<ReporterContact | null> {
  const found = await sql<ReporterRow & SealedContact>`
    select report_id, name, phone, email, person_id, lang, data_key, sealed from feedback.reporter where report_id = ${reportId}`.execute(
    tx.db,
  );
  const row = found.rows[0];
  return row ? { ...openContact(tx.seals, row), person_id: row.person_id, lang: row.lang } : null;
}
