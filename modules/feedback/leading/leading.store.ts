// The SQL of the leader's screens: reports on each rung, and what each body kept, month by month.
import { sql } from 'kysely';
import { type FeedbackTx, reportSelection } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';

const open = sql`r.state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval')`;
const of = (body: string | null) => (body === null ? sql`true` : sql`r.body_code = ${body}`);

/** How many open reports with a promise stand on each rung; 0 for those below the first. */
export async function countsByRung(
  tx: FeedbackTx,
  body: string | null,
): Promise<ReadonlyMap<number, number>> {
  const found = await sql<{ escalation: number; count: number }>`
    select r.escalation, count(*)::int as count from feedback.report r
     where ${of(body)} and ${open} and r.due_at is not null group by r.escalation`.execute(tx.db);
  return new Map(found.rows.map(({ escalation, count }) => [escalation, count]));
}

export async function reportsOnRung(
  tx: FeedbackTx,
  body: string | null,
  level: number,
  limit: number,
): Promise<ReportRow[]> {
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r
     where ${of(body)} and ${open} and r.due_at is not null and r.escalation = ${level}
     order by r.due_at, r.report_id limit ${limit}`.execute(tx.db);
  return found.rows;
}

export interface KeptMonth {
  readonly body_code: string;
  /** YYYY-MM of filing in the city's time; null for the whole span. */
  readonly month: string | null;
  readonly filed: number;
  readonly answered: number;
  readonly promised: number;
  readonly on_time: number;
  readonly reopened: number;
  readonly rated: number;
  readonly ratings: number;
  readonly median_days: number | null;
}

/**
 * What each body kept of the public reports filed in a span, by month of filing and together: the rules of `statistics/kept.ts`
 * in SQL (a test holds them against each other).
 */
export async function keptByMonth(tx: FeedbackTx, span: { from: Date; before: Date }): Promise<KeptMonth[]> {
  const found = await sql<KeptMonth>`
    with one as (
      select r.body_code, to_char(r.filed_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as month, r.filed_at, r.first_due_at,
             coalesce(r.resolved_at, case when r.state = 'rejected' then r.closed_at end) as answered_at, r.reopened_n, r.rating
        from feedback.report r
       where r.filed_at >= ${span.from} and r.filed_at < ${span.before} and r.visibility = 'public'
         and r.state not in ('merged', 'transferred'))
    select body_code, month, count(*)::int as filed, count(answered_at)::int as answered,
           count(*) filter (where answered_at is not null and first_due_at is not null)::int as promised,
           count(*) filter (where answered_at <= first_due_at)::int as on_time,
           count(*) filter (where reopened_n > 0)::int as reopened, count(rating)::int as rated,
           coalesce(sum(rating), 0)::int as ratings,
           percentile_cont(0.5) within group (order by extract(epoch from answered_at - filed_at) / 86400)::float8 as median_days
      from one group by grouping sets ((body_code), (body_code, month)) order by body_code, month`.execute(
    tx.db,
  );
  return found.rows;
}
