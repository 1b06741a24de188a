// The SQL of duplicates: for each of many reports the nearest others that could be the same matter, in one statement.
import { sql } from 'kysely';
import { type FeedbackTx, reportSelection } from '../cases/report.store.ts';
import { openStates } from '../cases/states.ts';
import type { ReportRow } from '../cases/tables.ts';

/** What to look for around one place. */
export interface Sought {
  /** Comes back with each found row. */
  readonly key: string;
  readonly lat: number;
  readonly lon: number;
  readonly metres: number;
  /** Services of the same group. */
  readonly services: readonly string[];
  /** Answered ones count when they ended after this. */
  readonly endedSince: Date;
}

export type Candidate = ReportRow & { readonly sought_key: string };

/** Degrees that certainly hold so many metres at the latitudes of Vietnam. */
const degreesOf = (metres: number): number => metres / 100_000;

/**
 * Public reports near each place that are open, or ended lately, nearest first, at most `limit` each. Reports that follow
 * another stand behind their master and are left out.
 */
export async function candidatesNear(
  tx: FeedbackTx,
  sought: readonly Sought[],
  limit: number,
): Promise<Candidate[]> {
  if (sought.length === 0) return [];
  const rows = sought.map((one) => ({ ...one, span: degreesOf(one.metres) }));
  const found = await sql<Candidate>`
    select q.key as sought_key, c.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as q(
             key text, lat float8, lon float8, span float8, services text[], "endedSince" timestamptz)
     cross join lateral (
       select ${reportSelection} from feedback.report r
        where r.place <@ box(point(q.lon - q.span, q.lat - q.span), point(q.lon + q.span, q.lat + q.span))
          and r.service = any(q.services) and r.visibility = 'public' and r.master_id is null
          and (r.state = any(${openStates}) or coalesce(r.closed_at, r.resolved_at) > q."endedSince")
          and r.report_id::text <> q.key
        order by r.place <-> point(q.lon, q.lat) limit ${limit}) c`.execute(tx.db);
  return found.rows;
}
