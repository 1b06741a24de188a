// The SQL of roll-ups: taking up dirty buckets, and computing five minutes, hours and days anew from what lies beneath.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { ownEpoch } from './obs.store.ts';

/**
 * Moves dirty buckets that have ended to the list of due ones, and the running ones too when they are few. Writers are kept
 * out meanwhile, and mark again what they touch from now on.
 */
export async function takeUpDirty(tx: Tx, endedBefore: Date, mostRunning: number): Promise<number> {
  await ownEpoch(tx);
  const count = await sql<{ n: number }>`
    select count(*)::int as n from (select from sensing.dirty limit ${mostRunning + 1}) as few`.execute(
    tx.db,
  );
  const n = count.rows[0]?.n ?? 0;
  if (n === 0) return 0;
  const until = n <= mostRunning ? 'infinity' : new Date(endedBefore.getTime() - 300_000).toISOString();
  const moved = await sql`
    with gone as (delete from sensing.dirty where ts <= ${until}::timestamptz returning series_id, ts)
    insert into sensing.due (series_id, ts) select series_id, ts from gone on conflict do nothing`.execute(
    tx.db,
  );
  await sql`update sensing.roll_epoch set epoch = epoch + 1`.execute(tx.db);
  return Number(moved.numAffectedRows ?? 0n);
}

/** Computes some due buckets anew; answers how many. */
export async function rollDue(tx: Tx, most: number): Promise<number> {
  const done = await sql<{ n: number }>`
    with taken as materialized (
      delete from sensing.due where (series_id, ts) in (
        select series_id, ts from sensing.due order by series_id, ts limit ${most} for update skip locked)
      returning series_id, ts),
    fresh as (
      select t.series_id, t.ts, r.*
        from taken t cross join lateral (
          select count(*) filter (where q & 1 = 0)::int as n, count(*) filter (where q & 1 = 1)::int as bad,
                 coalesce(sum(v order by ts) filter (where q & 1 = 0), 0) as sum,
                 coalesce(sum(v * v order by ts) filter (where q & 1 = 0), 0) as sumsq,
                 min(v) filter (where q & 1 = 0) as min, max(v) filter (where q & 1 = 0) as max,
                 (array_agg(v order by ts) filter (where q & 1 = 0))[1] as first,
                 (array_agg(v order by ts desc) filter (where q & 1 = 0))[1] as last
            from sensing.obs o
           where o.series_id = t.series_id and o.ts >= t.ts and o.ts < t.ts + interval '5 minutes') as r),
    minutes as (
      insert into sensing.obs_5m as m (series_id, ts, n, bad, sum, sumsq, min, max, first, last)
      select series_id, ts, n, bad, sum, sumsq, min, max, first, last from fresh where n + bad > 0
          on conflict (series_id, ts) do update set n = excluded.n, bad = excluded.bad, sum = excluded.sum,
             sumsq = excluded.sumsq, min = excluded.min, max = excluded.max, first = excluded.first, last = excluded.last
      returning series_id, ts)
    select count(*)::int as n, coalesce(array_agg(distinct array[series_id::text, date_trunc('hour', ts)::text]), '{}') as hours
      from minutes`.execute(tx.db);
  const hours = (done.rows[0] as unknown as { hours: string[][] }).hours;
  if (hours.length > 0) {
    await rollFrom(tx, '5m', '1h', hours);
    const days = new Map(
      hours.map(([series = '', ts = '']) => [`${series} ${startOfDay(ts)}`, [series, startOfDay(ts)]]),
    );
    await rollFrom(tx, '1h', '1d', [...days.values()]);
  }
  return done.rows[0]?.n ?? 0;
}

/** Start of the day of Hải Phòng (UTC+7) as an instant. */
function startOfDay(ts: string): string {
  const zone = 7 * 3_600_000;
  const day = 86_400_000;
  const at = new Date(`${ts.replace(' ', 'T').replace(/\+00$/, '')}Z`).getTime();
  return new Date(Math.floor((at + zone) / day) * day - zone).toISOString();
}

async function rollFrom(
  tx: Tx,
  fine: '5m' | '1h',
  coarse: '1h' | '1d',
  which: readonly (readonly string[])[],
): Promise<void> {
  const from = sql.table(`sensing.obs_${fine}`);
  const to = sql.table(`sensing.obs_${coarse}`);
  const length = sql.lit(coarse === '1h' ? '1 hour' : '1 day');
  const series = which.map(([id]) => Number(id));
  const starts = which.map(([, ts]) => ts);
  await sql`
    insert into ${to} as c (series_id, ts, n, bad, sum, sumsq, min, max, first, last)
    select t.series_id, t.ts, r.*
      from unnest(${series}::int[], ${starts}::timestamptz[]) as t (series_id, ts) cross join lateral (
        select sum(n)::int, sum(bad)::int, sum(sum order by ts), sum(sumsq order by ts), min(min), max(max),
               (array_agg(first order by ts) filter (where first is not null))[1],
               (array_agg(last order by ts desc) filter (where last is not null))[1]
          from ${from} f
         where f.series_id = t.series_id and f.ts >= t.ts and f.ts < t.ts + ${length}::interval) as r
     order by 1, 2
        on conflict (series_id, ts) do update set n = excluded.n, bad = excluded.bad, sum = excluded.sum,
           sumsq = excluded.sumsq, min = excluded.min, max = excluded.max, first = excluded.first, last = excluded.last`.execute(
    tx.db,
  );
}
