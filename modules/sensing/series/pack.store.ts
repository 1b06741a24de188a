// The SQL of packed days: cold days leave their partition, and come back when a late value wants in.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import { dateOf, insertPoints, ownEpoch } from './obs.store.ts';
import { pack, unpack } from './pack.ts';
import type { Point } from './point.ts';

const dayMs = 86_400_000;
const dayOf = (ts: number): number => Math.floor(ts / dayMs);

/** The newest day (UTC, counted since 1970) that may be packed. */
export const coldDay = (now: Date): number => dayOf(now.getTime()) - LIMITS.packAfterDays - 1;

/** Puts back into their partition the packed days that these values fall on. */
export async function unpackDays(tx: Tx, points: readonly Point[], now: Date): Promise<void> {
  const cold = coldDay(now);
  const keys = new Set(
    points.filter(({ ts }) => dayOf(ts) <= cold).map(({ series, ts }) => `${series}:${dayOf(ts)}`),
  );
  if (keys.size === 0) return;
  const pairs = [...keys].map((key) => key.split(':').map(Number) as [number, number]);
  const gone = await sql<{ series_id: number; body: Buffer }>`
    delete from sensing.packed p using unnest(${pairs.map(([series]) => series)}::int[], ${pairs.map(([, day]) => dateOf(day))}::date[]) as u (s, d)
     where p.series_id = u.s and p.day = u.d returning p.series_id, p.body`.execute(tx.db);
  for (const { series_id, body } of gone.rows) await insertPoints(tx, unpack(series_id, body));
}

/** The oldest day that still has a partition and is cold, or null. */
export async function oldestCold(tx: Tx, now: Date): Promise<string | null> {
  const found = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'sensing.obs'::regclass and c.relname ~ '^obs_[0-9]{8}$' order by c.relname limit 1`.execute(
    tx.db,
  );
  const digits = found.rows[0]?.name.slice(4);
  if (!digits) return null;
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return day <= dateOf(coldDay(now)) ? day : null;
}

/** Packs some series of a day; answers how many values left the partition. The day's roll-ups must be done. */
export async function packSome(tx: Tx, day: string, most: number): Promise<number> {
  await ownEpoch(tx);
  const from = `${day} 00:00+00`;
  const waiting = await sql<{ there: boolean }>`
    select exists (select from sensing.dirty where ts >= ${from}::timestamptz and ts < ${from}::timestamptz + interval '1 day')
        or exists (select from sensing.due where ts >= ${from}::timestamptz and ts < ${from}::timestamptz + interval '1 day') as there`.execute(
    tx.db,
  );
  if (waiting.rows[0]?.there) return -1;
  const taken = await sql<{ s: number; t: string; v: number; q: number }>`
    with chosen as (
      select series_id from (
        select series_id, sum(count(*)) over (order by series_id) as so_far, row_number() over (order by series_id) as nth
          from sensing.obs where ts >= ${from}::timestamptz and ts < ${from}::timestamptz + interval '1 day' group by series_id) as c
       where so_far <= ${most} or nth = 1)
    delete from sensing.obs where ts >= ${from}::timestamptz and ts < ${from}::timestamptz + interval '1 day'
       and series_id in (select series_id from chosen)
    returning series_id as s, round(extract(epoch from ts) * 1000)::text as t, v, q`.execute(tx.db);
  const bySeries = new Map<number, Point[]>();
  for (const { s, t, v, q } of taken.rows) {
    const list = bySeries.get(s) ?? [];
    list.push({ series: s, ts: Number(t), v, q });
    bySeries.set(s, list);
  }
  for (const [series, points] of bySeries) {
    points.sort((a, b) => a.ts - b.ts);
    await sql`
      insert into sensing.packed (series_id, day, n, body) values (${series}, ${day}::date, ${points.length}, ${pack(points)})`.execute(
      tx.db,
    );
  }
  return taken.rows.length;
}

export async function dropDay(tx: Tx, day: string): Promise<void> {
  await ownEpoch(tx);
  await sql`select sensing.drop_empty_day(${day}::date)`.execute(tx.db);
  await sql`update sensing.roll_epoch set epoch = epoch + 1`.execute(tx.db);
}

/** Values of packed days of a series, in order. */
export async function packedPoints(tx: Tx, series: number, from: number, to: number): Promise<Point[]> {
  const rows = await sql<{ body: Buffer }>`
    select body from sensing.packed
     where series_id = ${series} and day >= ${dateOf(dayOf(from))}::date and day <= ${dateOf(dayOf(to))}::date order by day`.execute(
    tx.db,
  );
  return rows.rows.flatMap(({ body }) => unpack(series, body)).filter(({ ts }) => ts >= from && ts < to);
}
