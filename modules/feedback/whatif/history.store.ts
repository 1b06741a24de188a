// Reads what offices did from the reports and their steps, and what an imported file says of its departments.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { Visit } from './history.ts';

interface VisitRow {
  readonly pool: string;
  readonly service: string;
  readonly arrived_at: Date;
  readonly left_at: Date | null;
  readonly is_answered: boolean;
  readonly due_at: Date | null;
  readonly priority: number;
}

const visitOf = (row: VisitRow): Visit => ({
  pool: row.pool,
  service: row.service,
  arrivedAt: row.arrived_at.getTime(),
  leftAt: row.left_at?.getTime() ?? null,
  isAnswered: row.is_answered,
  dueAt: row.due_at?.getTime() ?? null,
  priority: row.priority,
});

/**
 * The visits of reports to some bodies that began in a span of time, in order. A visit begins when the report was filed to the body or
 * handed to it for the first time; it ends with the last answer while the body holds it, or when it went to another body.
 * An answer that was reopened is none, as in every published figure.
 */
export async function visitsOfBodies(
  tx: FeedbackTx,
  bodies: readonly string[],
  span: { from: Date; before: Date },
  most: number,
): Promise<Visit[]> {
  const found = await sql<VisitRow>`
    with came as (
      select e.report_id, e.to_body as pool, min(e.at) as arrived_at
        from feedback.report_event e
       where e.to_body = any(${bodies}) and e.at >= ${span.from} and e.at < ${span.before}
       group by e.report_id, e.to_body
    )
    select c.pool, r.service, c.arrived_at, r.first_due_at as due_at, r.priority,
           case when r.body_code = c.pool then coalesce(r.resolved_at, r.closed_at, merged.at) else gone.at end as left_at,
           r.body_code = c.pool and r.state in ('resolved', 'closed', 'rejected') as is_answered
      from came c
      join feedback.report r on r.report_id = c.report_id
      left join lateral (select max(e.at) as at from feedback.report_event e
                          where e.report_id = c.report_id and e.to_body <> c.pool and e.at >= c.arrived_at) gone on true
      left join lateral (select max(e.at) as at from feedback.report_event e
                          where e.report_id = c.report_id and e.action = 'merge' and r.state = 'merged') merged on true
     order by c.arrived_at, c.report_id
     limit ${most}`.execute(tx.db);
  return found.rows.map(visitOf);
}

/** Officers who have had reports of the body in hand since a moment. */
export async function officersOf(tx: FeedbackTx, body: string, since: Date): Promise<number> {
  const found = await sql<{ officers: number }>`
    select count(distinct handler_id)::int as officers from feedback.report
     where body_code = ${body} and handler_id is not null and changed_at >= ${since}`.execute(tx.db);
  return found.rows[0]?.officers ?? 0;
}

/** The reports of one imported source, each department a pool, in order. */
export async function visitsOfSource(tx: FeedbackTx, source: string): Promise<Visit[]> {
  const found = await sql<VisitRow>`
    select i.department as pool, r.service, r.filed_at as arrived_at, r.first_due_at as due_at, r.priority,
           r.resolved_at as left_at, r.resolved_at is not null as is_answered
      from feedback.import_row i
      join feedback.report r on r.report_id = i.report_id
     where i.source = ${source} and i.department is not null
     order by r.filed_at, i.line`.execute(tx.db);
  return found.rows.map(visitOf);
}
