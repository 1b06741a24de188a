// The SQL of strange windows.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

export interface MeanRow {
  readonly id: number;
  readonly ts: Date;
  readonly avg: number;
}

/** Series of active devices that measure one of these. */
export async function watchedSeries(tx: Tx, metrics: readonly string[]): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select s.id from sensing.series s join sensing.device d on d.id = s.device_id
     where d.is_active and s.metric = any(${metrics as string[]}::text[]) order by s.id`.execute(tx.db);
  return found.rows.map(({ id }) => id);
}

/** Five-minute means of a series after one instant and before another, in order. */
export async function meansBetween(tx: Tx, series: number, after: Date, before: Date): Promise<MeanRow[]> {
  const found = await sql<MeanRow>`
    select series_id as id, ts, sum / n as avg from sensing.obs_5m
     where series_id = ${series} and ts > ${after} and ts < ${before} and n > 0 order by ts`.execute(tx.db);
  return found.rows;
}

export interface Strange {
  readonly series: number;
  readonly ts: Date;
  readonly score: number;
  readonly value: number;
  readonly baseline: number;
  readonly method: string;
}

export async function insertStrange(
  tx: Tx,
  { series, ts, score, value, baseline, method }: Strange,
): Promise<void> {
  await sql`
    insert into sensing.anomaly (series_id, ts, score, value, baseline, method)
    values (${series}, ${ts}, ${score}, ${value}, ${baseline}, ${method}) on conflict do nothing`.execute(
    tx.db,
  );
}

export interface StrangeLine {
  readonly subject: string;
  readonly at: Date;
  readonly score: number;
  readonly value: number;
  readonly baseline: number;
  readonly method: string;
  /** How often this series was strange in the week before now. */
  readonly thisWeek: number;
}

export async function newestStrange(tx: Tx, most: number): Promise<StrangeLine[]> {
  const found = await sql<StrangeLine>`
    select d.code || '/' || s.metric as subject, a.ts as at, a.score, a.value, a.baseline, a.method,
           (select count(*)::int from sensing.anomaly w where w.series_id = a.series_id and w.ts > ${tx.now}::timestamptz - interval '7 days') as "thisWeek"
      from sensing.anomaly a join sensing.series s on s.id = a.series_id join sensing.device d on d.id = s.device_id
     order by a.ts desc limit ${most}`.execute(tx.db);
  return found.rows;
}
