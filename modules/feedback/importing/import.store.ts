// The SQL of imports: how far a run has come, its rejects, what the file said, and the comparison of verdicts.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { Reject, SaidOfReport } from './build-report.ts';

export interface ImportRun {
  readonly source: string;
  readonly file_hash: string;
  readonly rows_done: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly finished_at: Date | null;
}

export async function lockRun(tx: FeedbackTx, source: string, fileHash: string): Promise<ImportRun> {
  await sql`insert into feedback.import_run (source, file_hash, rows_done, accepted, rejected, started_at)
    values (${source}, ${fileHash}, 0, 0, 0, ${tx.now}) on conflict do nothing`.execute(tx.db);
  const found = await sql<ImportRun>`select source, file_hash, rows_done, accepted, rejected, finished_at
    from feedback.import_run where source = ${source} for update`.execute(tx.db);
  return found.rows[0] as ImportRun;
}

export async function moveRun(
  tx: FeedbackTx,
  source: string,
  done: { rows: number; accepted: number; rejected: number },
): Promise<void> {
  await sql`update feedback.import_run set rows_done = rows_done + ${done.rows}, accepted = accepted + ${done.accepted},
    rejected = rejected + ${done.rejected} where source = ${source}`.execute(tx.db);
}

export async function finishRun(tx: FeedbackTx, source: string): Promise<void> {
  await sql`update feedback.import_run set finished_at = ${tx.now} where source = ${source}`.execute(tx.db);
}

export async function insertRejects(
  tx: FeedbackTx,
  source: string,
  rejects: readonly Reject[],
): Promise<void> {
  if (rejects.length === 0) return;
  await sql`insert into feedback.import_reject (source, line, reference, field, reason)
    select ${source}, line, reference, field, reason
      from jsonb_to_recordset(${JSON.stringify(rejects)}::text::jsonb) as r(line int, reference text, field text, reason text)`.execute(
    tx.db,
  );
}

export async function insertSaid(
  tx: FeedbackTx,
  source: string,
  said: readonly SaidOfReport[],
): Promise<void> {
  if (said.length === 0) return;
  await sql`insert into feedback.import_row
      (source, source_ref, line, report_id, department, filed_at, due_at, closed_at, said_on_time, verdict)
    select ${source}, reference, line, "reportId", department, "filedAt", "dueAt", "closedAt", "saidOnTime", verdict
      from jsonb_to_recordset(${JSON.stringify(said)}::text::jsonb) as r(
        reference text, line int, "reportId" uuid, department text, "filedAt" timestamptz, "dueAt" timestamptz,
        "closedAt" timestamptz, "saidOnTime" boolean, verdict text)`.execute(tx.db);
}

/** References of a batch that were imported before. */
export async function knownReferences(
  tx: FeedbackTx,
  source: string,
  references: readonly string[],
): Promise<Set<string>> {
  const found = await sql<{ source_ref: string }>`select source_ref from feedback.import_row
    where source = ${source} and source_ref = any(${references})`.execute(tx.db);
  return new Set(found.rows.map((row) => row.source_ref));
}

export interface Agreement {
  readonly department: string | null;
  readonly closed: number;
  readonly on_time: number;
  readonly said_on_time: number;
  readonly same: number;
  readonly unsaid: number;
}

/** Our verdicts beside the file's for closed rows, per department. A row on which the file says nothing counts as not the same. */
export async function agreement(tx: FeedbackTx, source: string): Promise<readonly Agreement[]> {
  const found = await sql<Agreement>`
    select department, count(*)::int as closed,
           count(*) filter (where verdict = 'on-time')::int as on_time,
           count(*) filter (where said_on_time)::int as said_on_time,
           count(*) filter (where said_on_time = (verdict = 'on-time'))::int as same,
           count(*) filter (where said_on_time is null)::int as unsaid
      from feedback.import_row where source = ${source} and closed_at is not null
     group by department order by closed desc`.execute(tx.db);
  return found.rows;
}

export async function rejectsOf(tx: FeedbackTx, source: string): Promise<readonly Reject[]> {
  const found = await sql<Reject>`select line, reference, field, reason from feedback.import_reject
    where source = ${source} order by line limit 1000`.execute(tx.db);
  return found.rows;
}
