// The SQL of what was measured: batches into daily partitions, marks for the roll-ups, newest values, the spool's position.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { columnsOf } from './columns.ts';
import type { Point } from './point.ts';
import type { Place } from './spool.ts';

const dayMs = 86_400_000;

/** Days (UTC, counted since 1970) that values fall on. */
export const daysOf = (points: readonly Point[]): number[] => [
  ...new Set(points.map(({ ts }) => Math.floor(ts / dayMs))),
];

export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

export async function makeDays(tx: Tx, days: readonly number[]): Promise<void> {
  for (const day of days) await sql`select sensing.make_day(${dateOf(day)}::date)`.execute(tx.db);
}

/** Writes values in order of (series, time). One that is there stays, unless the new one is sounder. */
export async function insertPoints(tx: Tx, points: readonly Point[]): Promise<void> {
  const { series, ts, v, q } = columnsOf(points);
  await sql`
    insert into sensing.obs as o (ts, v, series_id, q)
    select to_timestamp(t), v, s, q
      from unnest(${series}::int[], ${ts}::numeric[]::float8[], ${v}::float8[], ${q}::smallint[]) as u (s, t, v, q)
        on conflict (series_id, ts) do update set v = excluded.v, q = excluded.q
     where (excluded.q & 3) < (o.q & 3)`.execute(tx.db);
}

export async function insertQuarantine(
  tx: Tx,
  points: readonly Point[],
  receivedAt: ReadonlyMap<Point, number>,
): Promise<void> {
  const { series, ts, v, q } = columnsOf(points);
  const received = points.map((point) => new Date(receivedAt.get(point) ?? 0).toISOString());
  await sql`
    insert into sensing.quarantine (series_id, ts, v, q, received_at)
    select s, to_timestamp(t), v, q, r
      from unnest(${series}::int[], ${ts}::float8[], ${v}::float8[], ${q}::smallint[], ${received}::timestamptz[])
           as u (s, t, v, q, r)
        on conflict do nothing`.execute(tx.db);
}

/** Marks buckets as in need of a roll-up. */
export async function markDirty(
  tx: Tx,
  buckets: readonly { readonly series: number; readonly ts: number }[],
): Promise<void> {
  const { series, ts } = columnsOf(buckets.map((bucket) => ({ ...bucket, v: 0, q: 0 })));
  await sql`
    insert into sensing.dirty (series_id, ts)
    select s, to_timestamp(t) from unnest(${series}::int[], ${ts}::float8[]) as u (s, t)
        on conflict do nothing`.execute(tx.db);
}

/** Keeps out whoever takes up dirty buckets or packs days, until this transaction ends; answers the current epoch. */
export async function shareEpoch(tx: Tx): Promise<string> {
  const found = await sql<{ epoch: string }>`
    with held as materialized (select pg_advisory_xact_lock_shared(7160312))
    select epoch::text from held, sensing.roll_epoch`.execute(tx.db);
  return found.rows[0]?.epoch ?? '0';
}

/** The other side of `shareEpoch`: waits for writers under way, and keeps new ones out until this transaction ends. */
export async function ownEpoch(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7160312)`.execute(tx.db);
}

/** Of two values of one instant the first stays, unless the other is sounder: as in the table of values. */
export async function upsertLatest(tx: Tx, points: readonly Point[]): Promise<void> {
  if (points.length === 0) return;
  const { series, ts, v, q } = columnsOf(points);
  await sql`
    insert into sensing.latest as l (series_id, ts, v, q)
    select s, to_timestamp(t), v, q
      from unnest(${series}::int[], ${ts}::float8[], ${v}::float8[], ${q}::smallint[]) as u (s, t, v, q)
        on conflict (series_id) do update set ts = excluded.ts, is_stale = false,
           v = case when excluded.ts > l.ts or (excluded.q & 3) < (l.q & 3) then excluded.v else l.v end,
           q = case when excluded.ts > l.ts or (excluded.q & 3) < (l.q & 3) then excluded.q else l.q end
     where excluded.ts >= l.ts`.execute(tx.db);
}

export async function savePosition(tx: Tx, writer: string, { segment, byte }: Place): Promise<void> {
  await sql`
    insert into sensing.spool_position (writer, segment, at_byte, moved_at) values (${writer}, ${segment}, ${byte}, ${tx.now})
        on conflict (writer) do update set segment = excluded.segment, at_byte = excluded.at_byte, moved_at = excluded.moved_at`.execute(
    tx.db,
  );
}

export async function readPosition(tx: Tx, writer: string): Promise<Place | null> {
  const found = await sql<{ segment: string; byte: string }>`
    select segment::text, at_byte::text as byte from sensing.spool_position where writer = ${writer}`.execute(
    tx.db,
  );
  const row = found.rows[0];
  return row ? { segment: Number(row.segment), byte: Number(row.byte) } : null;
}

export async function forgetPosition(tx: Tx, writer: string): Promise<void> {
  await sql`delete from sensing.spool_position where writer = ${writer}`.execute(tx.db);
}
