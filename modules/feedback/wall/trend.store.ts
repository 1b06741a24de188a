// The SQL of the trend: counts by hour and by day of the city, read from the indexes of filing and answering.
import { sql } from 'kysely';
import { timeZone } from '@city/kernel/time';
import type { FeedbackTx } from '../cases/report.store.ts';

export interface FlowRow {
  /** Beginning of the hour, or the day as `YYYY-MM-DD`. */
  key: string;
  filed: number;
  answered: number;
  promised: number;
  on_time: number;
}

/** Counts by hour since `from`; hours without reports have no row. Keys are RFC 3339 instants. */
export async function flowByHour(tx: FeedbackTx, from: Date): Promise<FlowRow[]> {
  const hour = (column: string) =>
    sql`to_char(date_trunc('hour', ${sql.ref(column)}, 'UTC') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return flowBy(tx, from, hour);
}

/** Counts by day of the city since `from`; days without reports have no row. */
export async function flowByDay(tx: FeedbackTx, from: Date): Promise<FlowRow[]> {
  const day = (column: string) => sql`to_char(${sql.ref(column)} at time zone ${timeZone}, 'YYYY-MM-DD')`;
  return flowBy(tx, from, day);
}

async function flowBy(
  tx: FeedbackTx,
  from: Date,
  key: (column: string) => ReturnType<typeof sql>,
): Promise<FlowRow[]> {
  const found = await sql<FlowRow>`
    select key, sum(filed)::int as filed, sum(answered)::int as answered, sum(promised)::int as promised, sum(on_time)::int as on_time
      from (select ${key('r.filed_at')} as key, count(*) as filed, 0 as answered, 0 as promised, 0 as on_time
              from feedback.report r where r.visibility = 'public' and r.filed_at >= ${from} and r.filed_at <= ${tx.now} group by 1
            union all
            select ${key('r.resolved_at')}, 0, count(*), count(r.first_due_at), count(*) filter (where r.resolved_at <= r.first_due_at)
              from feedback.report r where r.visibility = 'public' and r.resolved_at >= ${from} and r.resolved_at <= ${tx.now} group by 1) flow
     group by key order by key`.execute(tx.db);
  return found.rows;
}
