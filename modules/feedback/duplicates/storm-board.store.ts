// The SQL of a storm's board: its reports by minute and place, its masters by followers, those that still stand alone.
import { sql } from 'kysely';
import { type FeedbackTx, reportSelection } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';

/** The reports of a storm: public ones of its services between its begin and its end. */
export interface Span {
  readonly services: readonly string[];
  readonly from: Date;
  readonly until: Date;
}

const within = ({ services, from, until }: Span) =>
  sql`r.service = any(${services}) and r.filed_at >= ${from} and r.filed_at <= ${until} and r.visibility = 'public'`;

export interface Place {
  tracking_code: string;
  lat: number;
  lon: number;
  is_master: boolean;
}

/** Where the reports lie, newest first. */
export async function placesOf(tx: FeedbackTx, span: Span, limit: number): Promise<Place[]> {
  const found = await sql<Place>`
    select r.tracking_code, round(r.lat::numeric, 5)::float8 as lat, round(r.lon::numeric, 5)::float8 as lon,
           r.merged_n > 0 as is_master
      from feedback.report r where ${within(span)} order by r.filed_at desc limit ${limit}`.execute(tx.db);
  return found.rows;
}

export async function countsOf(tx: FeedbackTx, span: Span): Promise<{ filed: number; followers: number }> {
  const found = await sql<{ filed: number; followers: number }>`
    select count(*)::int as filed, count(*) filter (where r.master_id is not null)::int as followers
      from feedback.report r where ${within(span)}`.execute(tx.db);
  return found.rows[0] ?? { filed: 0, followers: 0 };
}

/** How many came in each minute before `until`, by minutes ago. */
export async function byMinute(
  tx: FeedbackTx,
  { services, until }: Span,
  minutes: number,
): Promise<{ ago: number; count: number }[]> {
  const from = new Date(until.getTime() - minutes * 60_000);
  const found = await sql<{ ago: number; count: number }>`
    select floor(extract(epoch from ${until}::timestamptz - r.filed_at) / 60)::int as ago, count(*)::int as count
      from feedback.report r
     where r.service = any(${services}) and r.filed_at > ${from} and r.filed_at <= ${until} and r.visibility = 'public'
     group by 1`.execute(tx.db);
  return found.rows;
}

/** Masters that reports of the storm follow, most followed first. */
export async function mastersOf(tx: FeedbackTx, span: Span, limit: number): Promise<ReportRow[]> {
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r
     where r.merged_n > 0 and r.master_id is null and r.visibility = 'public' and r.report_id in (
       select f.master_id from feedback.report f
        where f.service = any(${span.services}) and f.filed_at >= ${span.from} and f.filed_at <= ${span.until}
          and f.master_id is not null)
     order by r.merged_n desc, r.report_id limit ${limit}`.execute(tx.db);
  return found.rows;
}

export type FollowerRow = ReportRow & { readonly merged_by: 'reporter' | 'office' | 'system' | null };

/** The followers of these masters that were filed last, `each` of each. */
export async function lastFollowers(
  tx: FeedbackTx,
  masterIds: readonly string[],
  each: number,
): Promise<FollowerRow[]> {
  const found = await sql<FollowerRow>`
    select f.* from unnest(${masterIds}::uuid[]) as m(id)
     cross join lateral (
       select ${reportSelection},
              (select e.actor_kind from feedback.report_event e
                where e.report_id = r.report_id and e.action = 'merge' order by e.seq desc limit 1) as merged_by
         from feedback.report r where r.master_id = m.id
        order by r.filed_at desc, r.report_id desc limit ${each}) f`.execute(tx.db);
  return found.rows;
}

/** Open reports of the storm that follow nobody and are followed by nobody, newest first. */
export async function standingAlone(tx: FeedbackTx, span: Span, limit: number): Promise<ReportRow[]> {
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r
     where ${within(span)} and r.state in ('new', 'returned', 'accepted', 'in_progress') and r.merged_n = 0
     order by r.filed_at desc, r.report_id desc limit ${limit}`.execute(tx.db);
  return found.rows;
}
