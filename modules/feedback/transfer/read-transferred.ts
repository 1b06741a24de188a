// Reads a report that has left, for the procedure that takes it over: words, pictures and reporter in one read, on the trail.
import { type Actor, systemOnly } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { sql } from 'kysely';
import { type FeedbackTx, photosOf, reportSelection } from '../cases/report.store.ts';
import { accessWords } from '../cases/original-words.access.ts';
import { accessContact } from '../cases/reporter.access.ts';
import type { EventRow, ReportRow } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { TransferKind, TransferredReport, Transfers } from './transferred.ts';

export function transfersFor(city: FeedbackCity): Transfers {
  return {
    read: (actor, reportId) => {
      if (!mayRead(actor)) throw new AppError('forbidden');
      return city.m.db.transaction(actor, (tx) => readTransferred(tx, city, reportId));
    },
  };
}

const mayRead = (actor: Actor): boolean =>
  systemOnly(actor).allow && actor.purpose !== undefined && actor.purpose.trim() !== '';

async function readTransferred(
  tx: FeedbackTx,
  city: FeedbackCity,
  reportId: string,
): Promise<TransferredReport | null> {
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r
     where r.report_id = ${reportId} and r.state = 'transferred'`.execute(tx.db);
  const report = found.rows[0];
  const step = report && (await lastTransfer(tx, reportId));
  if (!report || !step) return null;
  const purpose = tx.actor.purpose ?? '';
  tx.trail({ action: 'report.hand-over.read', object: { type: 'report', id: reportId }, purpose });
  const contact = await accessContact(tx, report);
  const pictures: Buffer[] = [];
  for (const { file_id, role } of await photosOf(tx, [reportId]))
    if (role === 'before') pictures.push((await city.m.files.openOriginal(tx, file_id, purpose)).data);
  return {
    reportId,
    trackingCode: report.tracking_code,
    kind: step.detail?.['kind'] as TransferKind,
    words: await accessWords(tx, report, purpose),
    address: report.address ?? null,
    unit: report.unit_code,
    body: report.body_code,
    reason: step.reason ?? '',
    filedAt: report.filed_at,
    reporter: contact && {
      name: contact.name,
      phone: contact.phone,
      email: contact.email,
      personId: contact.person_id,
      lang: contact.lang,
    },
    pictures,
  };
}

async function lastTransfer(
  tx: FeedbackTx,
  reportId: string,
): Promise<Pick<EventRow, 'reason' | 'detail'> | undefined> {
  const found = await sql<Pick<EventRow, 'reason' | 'detail'>>`
    select reason, detail from feedback.report_event
     where report_id = ${reportId} and action = 'transfer' order by seq desc limit 1`.execute(tx.db);
  return found.rows[0];
}
