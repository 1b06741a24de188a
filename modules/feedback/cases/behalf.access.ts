// Reports for another: which power of a mandate it takes, and the one function that reads in whose name a report was filed.
import { sql } from 'kysely';
import type { Representation } from '@city/kernel/access';
import type { FeedbackTx } from './report.store.ts';
import type { BehalfRow, ReportRow } from './tables.ts';

/** Filing, rating, reopening and answering for another takes this power (`people/powers.json` of the city). */
export const filesReports: Representation = { power: 'report.file' };

/** A public page: whoever has the power sees it as the principal's own, everybody else as anyone does. */
export const followsReports: Representation = { power: 'report.file', elseSelf: true };

export interface Behalf {
  readonly principal: string;
  readonly kind: BehalfRow['principal_kind'];
  readonly agent: string | null;
}

/**
 * In whose name a report was filed and by whom, for an officer who stated a purpose (the database asks again). The principal
 * finds the read on their own trail. Null for reports that people filed for themselves.
 */
export async function accessBehalf(
  tx: FeedbackTx,
  report: Pick<ReportRow, 'report_id' | 'tracking_code'>,
): Promise<Behalf | null> {
  const found = await sql<BehalfRow>`
    select * from feedback.behalf where report_id = ${report.report_id}`.execute(tx.db);
  const row = found.rows[0];
  if (!row) return null;
  tx.trail({
    action: 'report.contact.read',
    object: { type: 'report', id: report.report_id },
    subject: row.principal_kind === 'person' ? row.principal_id : row.agent_id,
    detail: { trackingCode: report.tracking_code, of: 'whoever it was filed for' },
  });
  return { principal: row.principal_name, kind: row.principal_kind, agent: row.agent_name };
}

/** Who filed the given reports for the transaction's actor or for whom they act, by report; names only, no trail: their own. */
export async function accessOwnAgents(
  tx: FeedbackTx,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const owner = tx.actor.onBehalfOf?.id ?? tx.actor.id;
  if (reportIds.length === 0 || owner === null) return new Map();
  const found = await sql<Pick<BehalfRow, 'report_id' | 'agent_name'>>`
    select report_id, agent_name from feedback.behalf
     where report_id = any(${reportIds}::uuid[]) and principal_id = ${owner}::uuid`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.report_id, row.agent_name]));
}
