// The SQL of the ladder: rows whose next rung is due, and the writing of many rungs in one statement.
import { sql } from 'kysely';
import { type FeedbackTx, reportSelection } from '../cases/report.store.ts';
import type { EventRow, ReportRow } from '../cases/tables.ts';

/** Reports whose next rung is due, most overdue first, locked; rows that somebody else holds are left for the next look. */
export async function lockDueRungs(tx: FeedbackTx, limit: number): Promise<ReportRow[]> {
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r
     where r.escalate_at <= ${tx.now} order by r.escalate_at, r.report_id limit ${limit} for update skip locked`.execute(
    tx.db,
  );
  return found.rows;
}

/** When the next rung falls due. */
export async function nextRungAt(tx: FeedbackTx): Promise<Date | null> {
  const found = await sql<{ at: Date | null }>`
    select min(escalate_at) as at from feedback.report where escalate_at is not null`.execute(tx.db);
  return found.rows[0]?.at ?? null;
}

export interface RungTaken {
  readonly report_id: string;
  readonly escalation: number;
  readonly escalate_at: Date | null;
  readonly version: number;
}

/** Writes the rungs and their events; the rows must be locked. */
export async function writeRungs(
  tx: FeedbackTx,
  taken: readonly RungTaken[],
  events: readonly EventRow[],
): Promise<void> {
  await sql`
    with rung as (
      update feedback.report r
         set escalation = t.escalation, escalate_at = t.escalate_at, version = t.version, changed_at = ${tx.now}
        from jsonb_to_recordset(${JSON.stringify(taken)}::text::jsonb) as t(
          report_id uuid, escalation smallint, escalate_at timestamptz, version int)
       where r.report_id = t.report_id
    )
    insert into feedback.report_event (report_id, seq, at, actor_kind, action, from_state, to_state, due_at, detail)
    select report_id, seq, at, actor_kind, action, from_state, to_state, due_at, detail
      from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb) as e(
        report_id uuid, seq int, at timestamptz, actor_kind text, action text, from_state text, to_state text,
        due_at timestamptz, detail jsonb)`.execute(tx.db);
}
