// The SQL of masters and their followers.
import { sql } from 'kysely';
import { type FeedbackTx, reportSelection } from '../cases/report.store.ts';
import type { EventRow, ReportRow } from '../cases/tables.ts';

/** The master at the end of the chain that begins with this report, locked; the report itself when it follows nobody. */
export async function lockRoot(tx: FeedbackTx, report: ReportRow): Promise<ReportRow> {
  let root = report;
  while (root.master_id !== null) {
    const found = await sql<ReportRow>`
      select ${reportSelection} from feedback.report r where r.report_id = ${root.master_id} for update`.execute(
      tx.db,
    );
    root = found.rows[0] as ReportRow;
  }
  return root;
}

/** Counts followers at a master: more when merged, less when taken apart. */
export async function countFollowers(tx: FeedbackTx, masterId: string, by: number): Promise<void> {
  await sql`update feedback.report set merged_n = merged_n + ${by} where report_id = ${masterId}`.execute(
    tx.db,
  );
}

export interface Follower {
  readonly report_id: string;
  readonly tracking_code: string;
}

/** Reports that follow a master, also through others, in the order of their ids. */
export async function followersOf(
  tx: FeedbackTx,
  masterId: string,
  page: { after: string; limit: number },
): Promise<Follower[]> {
  const found = await sql<Follower>`
    with recursive follower as (
      select r.report_id, r.tracking_code, r.merged_n from feedback.report r where r.master_id = ${masterId}
       union all
      select r.report_id, r.tracking_code, r.merged_n
        from follower f join feedback.report r on r.master_id = f.report_id where f.merged_n > 0)
    select report_id, tracking_code from follower where report_id > ${page.after}::uuid
     order by report_id limit ${page.limit}`.execute(tx.db);
  return found.rows;
}

export interface MergedRow {
  readonly report_id: string;
  readonly master_id: string;
  readonly version: number;
}

/** Merges many new reports with their masters and writes their events; the rows must be locked. */
export async function writeMerges(
  tx: FeedbackTx,
  merged: readonly MergedRow[],
  events: readonly EventRow[],
): Promise<void> {
  if (merged.length === 0) return;
  await sql`
    with m as (
      select * from jsonb_to_recordset(${JSON.stringify(merged)}::text::jsonb) as m(report_id uuid, master_id uuid, version int)
    ), follower as (
      update feedback.report r
         set state = 'merged', before_state = r.state, master_id = m.master_id, escalate_at = null, version = m.version,
             changed_at = ${tx.now}
        from m where r.report_id = m.report_id
    ), master as (
      update feedback.report r set merged_n = r.merged_n + n.count
        from (select master_id, count(*)::int as count from m group by master_id) n where r.report_id = n.master_id
    )
    insert into feedback.report_event (report_id, seq, at, actor_kind, action, from_state, to_state, reason, due_at, detail)
    select report_id, seq, at, actor_kind, action, from_state, to_state, reason, due_at, detail
      from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb) as e(
        report_id uuid, seq int, at timestamptz, actor_kind text, action text, from_state text, to_state text,
        reason text, due_at timestamptz, detail jsonb)`.execute(tx.db);
}
