// Reading a series for a chart: raw values when few, else the finest roll-up that is not finer than the picture.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { packedPoints } from './pack.store.ts';
import type { Point } from './point.ts';

export type Level = 'raw' | '5m' | '1h' | '1d';

export interface Stretch {
  readonly ts: Date;
  readonly n: number;
  readonly avg: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

const lengths: readonly (readonly [Level, number])[] = [
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['1d', 86_400_000],
];

/** The level for a span: at most twice as many rows as points asked for. Raw values only for an hour or less. */
export function levelFor(from: number, to: number, points: number): Level {
  const span = to - from;
  if (span <= 3_600_000) return 'raw';
  return lengths.find(([, length]) => span / length <= points * 2)?.[0] ?? '1d';
}

export async function readSeries(
  tx: Tx,
  series: number,
  { from, to, level }: { readonly from: number; readonly to: number; readonly level: Level },
): Promise<Stretch[]> {
  if (level === 'raw') return (await rawPoints(tx, series, from, to)).map(asStretch);
  const found = await sql<Stretch>`
    select ts, n, case when n > 0 then sum / n end as avg, min, max from ${sql.table(`sensing.obs_${level}`)}
     where series_id = ${series} and ts >= ${new Date(from)} and ts < ${new Date(to)} order by ts`.execute(
    tx.db,
  );
  return found.rows;
}

const asStretch = ({ ts, v }: Point): Stretch => ({ ts: new Date(ts), n: 1, avg: v, min: v, max: v });

/** Sane raw values, packed days included. */
async function rawPoints(tx: Tx, series: number, from: number, to: number): Promise<Point[]> {
  const found = await sql<{ t: string; v: number; q: number }>`
    select round(extract(epoch from ts) * 1000)::text as t, v, q from sensing.obs
     where series_id = ${series} and ts >= ${new Date(from)} and ts < ${new Date(to)} and q & 1 = 0 order by ts limit 20000`.execute(
    tx.db,
  );
  const open = found.rows.map(({ t, v, q }) => ({ series, ts: Number(t), v, q }));
  const cold = await packedPoints(tx, series, from, to);
  return [...cold.filter(({ q }) => (q & 1) === 0), ...open].sort((a, b) => a.ts - b.ts);
}

/** Hourly means of the last hours of some series, newest first; null where less than three quarters of the values came. */
export async function hoursBack(
  tx: Tx,
  series: { readonly id: number; readonly periodSeconds: number },
  until: number,
  hours: number,
): Promise<(number | null)[]> {
  const hour = 3_600_000;
  const rows = await readSeries(tx, series.id, { from: until - hours * hour, to: until, level: '1h' });
  const needed = Math.max(1, Math.floor((3_600 / series.periodSeconds) * 0.75));
  const means = new Map(rows.map(({ ts, n, avg }) => [ts.getTime(), n >= needed ? avg : null]));
  return Array.from({ length: hours }, (_, age) => means.get(until - (age + 1) * hour) ?? null);
}
