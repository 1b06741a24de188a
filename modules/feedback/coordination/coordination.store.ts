// The SQL of the coordinator's boards: open reports that no body has taken up, and those that were handed about.
import { sql } from 'kysely';
import { type FeedbackTx, reportSelection } from '../cases/report.store.ts';
import type { EventRow, ReportRow } from '../cases/tables.ts';

const open = sql`r.state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval')`;

/** New and returned reports that lie with the coordinator, and new ones anywhere whose words ask for another procedure. */
export async function untriaged(
  tx: FeedbackTx,
  coordinator: string,
  otherProcedure: string | null,
  limit: number,
): Promise<ReportRow[]> {
  const asked =
    otherProcedure === null ? sql`false` : sql`r.state = 'new' and r.terms @@ ${otherProcedure}::tsquery`;
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r
     where ${open} and r.state in ('new', 'returned')
       and (r.body_code = ${coordinator} or r.state = 'returned' or (${asked}))
     order by r.due_at, r.report_id limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** Which of these reports say the words that ask for another procedure. */
export async function askingFor(
  tx: FeedbackTx,
  reportIds: readonly string[],
  match: string,
): Promise<ReadonlySet<string>> {
  const found = await sql<{ report_id: string }>`
    select r.report_id from feedback.report r
     where r.report_id = any(${reportIds}) and r.terms @@ ${match}::tsquery`.execute(tx.db);
  return new Set(found.rows.map(({ report_id: id }) => id));
}

/** Open reports that changed hands twice or more, most often first. */
export async function bouncedReports(tx: FeedbackTx, limit: number): Promise<ReportRow[]> {
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r
      join (select e.report_id, count(*) as moves from feedback.report_event e
             where e.action in ('hand_over', 'return')
               and e.report_id in (select r.report_id from feedback.report r where ${open})
             group by e.report_id having count(*) >= 2) b on b.report_id = r.report_id
     where ${open}
     order by r.returned_n desc, b.moves desc, r.due_at, r.report_id limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** The moves of these reports from body to body, oldest first. */
export async function movesOf(tx: FeedbackTx, reportIds: readonly string[]): Promise<EventRow[]> {
  const found = await sql<EventRow>`
    select report_id, seq, at, actor_kind, body_code, action, from_state, to_state, to_body, words, reason, due_at, detail
      from feedback.report_event where report_id = any(${reportIds}) and to_body is not null
     order by report_id, seq`.execute(tx.db);
  return found.rows;
}
