// The SQL of the log: its one row, the entries that wait, leaves, tiles and checkpoints.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { GrownTile } from '../log/edge.ts';
import { type LoggedEntry, loggedColumns } from '../log/commitment.ts';
import { type TileId, tileKey, tileWidth } from '../log/tiles.ts';

export interface LogState {
  readonly size: number;
  readonly xid: string;
  readonly seq: string;
  readonly epoch: string;
  readonly holder: string | null;
  readonly isLeased: boolean;
}

/** The state of the log, locked until this transaction ends: whoever else writes waits. */
export async function lockLog(tx: Tx): Promise<LogState> {
  const found = await sql<LogState & { size: string }>`
    select size::text as size, epoch::text as epoch, holder,
           -- Rows that were brought from another server carry its transaction numbers: then what is in no leaf waits.
           case when xid < pg_snapshot_xmax(pg_current_snapshot()) then xid::text else '0' end as xid,
           case when xid < pg_snapshot_xmax(pg_current_snapshot()) then seq::text else '0' end as seq,
           lease_until > clock_timestamp() as "isLeased"
      from trail.log for update`.execute(tx.db);
  const row = found.rows[0];
  if (!row) throw new Error('trail.log has lost its row');
  return { ...row, size: Number(row.size) };
}

/** Takes the log for a while; a new holder begins a new epoch. */
export async function holdLog(
  tx: Tx,
  holder: string,
  how: { isNew: boolean; seconds: number },
): Promise<void> {
  await sql`update trail.log set holder = ${holder}, epoch = epoch + ${how.isNew ? 1 : 0}::int,
    lease_until = clock_timestamp() + make_interval(secs => ${how.seconds})`.execute(tx.db);
}

export type Waiting = LoggedEntry & { readonly xid: string; readonly seq: string };

/** Entries behind the log, in the order of their commits: only of transactions older than all that still run. */
export async function readWaiting(
  tx: Tx,
  after: { xid: string; seq: string },
  most: number,
): Promise<Waiting[]> {
  const found = await sql<Waiting>`
    select xid::text as xid, seq::text as seq, ${sql.raw(loggedColumns)}
      from trail.entry
     where (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
       and xid < pg_snapshot_xmin(pg_current_snapshot())
       and not exists (select 1 from trail.leaf where leaf.entry_id = entry.entry_id)
     order by entry.xid, entry.seq
     limit ${most}`.execute(tx.db);
  return found.rows;
}

export interface NewLeaf {
  readonly entryId: string;
  readonly salt: Buffer;
  readonly commitment: Buffer;
}

/** Appends leaves from `size` on and moves the log behind the last of them. */
export async function writeLeaves(
  tx: Tx,
  size: number,
  leaves: readonly NewLeaf[],
  last: { xid: string; seq: string },
): Promise<void> {
  const ids = leaves.map(({ entryId }) => entryId);
  await sql`
    with leaf as (
      insert into trail.leaf (leaf_index, entry_id, commitment)
      select ${size}::bigint + n - 1, id, c
        from unnest(${ids}::uuid[], ${leaves.map(({ commitment }) => commitment)}::bytea[]) with ordinality as r(id, c, n)
    ), salt as (
      insert into trail.salt (entry_id, salt)
      select id, s from unnest(${ids}::uuid[], ${leaves.map(({ salt }) => salt)}::bytea[]) as r(id, s)
    )
    update trail.log set size = ${size + leaves.length}::bigint, xid = ${last.xid}::xid8, seq = ${last.seq}::bigint`.execute(
    tx.db,
  );
}

export async function writeTiles(tx: Tx, tiles: readonly GrownTile[]): Promise<void> {
  await sql`
    insert into trail.tile (level, index, width, data)
    select * from unnest(
      ${tiles.map(({ level }) => level)}::int[], ${tiles.map(({ index }) => index)}::bigint[],
      ${tiles.map(({ width }) => width)}::int[], ${tiles.map(({ data }) => data)}::bytea[])
    on conflict (level, index) do update set width = excluded.width, data = excluded.data
     where tile.width < excluded.width`.execute(tx.db);
}

/** Tiles by their places; those that are not there are missing in the answer. */
export async function readTiles(tx: Tx, ids: readonly TileId[]): Promise<Map<string, Buffer>> {
  if (ids.length === 0) return new Map();
  const found = await sql<{ level: number; index: string; data: Buffer }>`
    select t.level, t.index::text as index, t.data
      from unnest(${ids.map(({ level }) => level)}::int[], ${ids.map(({ index }) => index)}::bigint[]) as w(level, index)
      join trail.tile t on t.level = w.level and t.index = w.index`.execute(tx.db);
  return new Map(
    found.rows.map(({ level, index, data }) => [tileKey({ level, index: Number(index) }), data]),
  );
}

/** The unfilled tiles of a tree of `size`, level by level. */
export function openTiles(size: number): readonly TileId[] {
  const ids: TileId[] = [];
  for (let level = 0; tileWidth ** level <= size; level++) {
    const hashes = Math.floor(size / tileWidth ** level);
    if (hashes % tileWidth !== 0) ids.push({ level, index: Math.floor(hashes / tileWidth) });
  }
  return ids;
}

export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  /** Signed by the log; the lines of witnesses come after it. */
  readonly note: string;
  readonly signed_at: Date;
}

export async function writeCheckpoint(tx: Tx, made: StoredCheckpoint & { epoch: string }): Promise<void> {
  await sql`insert into trail.checkpoint (size, root, note, epoch, signed_at)
    values (${made.size}, ${made.root}, ${made.note}, ${made.epoch}::bigint, ${made.signed_at})
    on conflict (size) do nothing`.execute(tx.db);
}

/** The newest checkpoint, or the newest at least `atLeast` long that the witness has seen. */
export async function lastCheckpoint(tx: Tx): Promise<StoredCheckpoint | null> {
  const found = await sql<StoredCheckpoint & { size: string }>`
    select size::text as size, root, note, signed_at from trail.checkpoint order by checkpoint.size desc limit 1`.execute(
    tx.db,
  );
  const row = found.rows[0];
  return row ? { ...row, size: Number(row.size) } : null;
}
