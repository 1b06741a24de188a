// The SQL of service request updates: the public story as others poll it, and what partners have sent.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { ReportAction, ReportState } from '../cases/states.ts';

export interface UpdateRow {
  tracking_code: string;
  seq: number;
  at: Date;
  action: ReportAction;
  to_state: ReportState;
  words: string | null;
  reason: string | null;
}

/** Steps of public reports in a span of time, oldest first. */
export async function updatesBetween(
  tx: FeedbackTx,
  span: { from: Date; to: Date; limit: number },
): Promise<UpdateRow[]> {
  const found = await sql<UpdateRow>`
    select r.tracking_code, e.seq, e.at, e.action, e.to_state, e.words, e.reason
      from feedback.report_event e join feedback.report r using (report_id)
     where e.at >= ${span.from} and e.at <= ${span.to} and e.action <> 'file' and r.visibility = 'public'
     order by e.at, e.report_id, e.seq limit ${span.limit}`.execute(tx.db);
  return found.rows;
}

/** Keeps a partner's update once. @returns false when this number was taken before. */
export async function insertUpdate(
  tx: FeedbackTx,
  update: { keyId: string; updateId: string; reportId: string; applied: boolean },
): Promise<boolean> {
  const made = await sql`
    insert into feedback.open311_update (key_id, update_id, report_id, at, applied)
    values (${update.keyId}, ${update.updateId}, ${update.reportId}, ${tx.now}, ${update.applied}) on conflict do nothing`.execute(
    tx.db,
  );
  return made.numAffectedRows === 1n;
}
