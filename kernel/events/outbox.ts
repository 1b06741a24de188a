// Reading the outbox in commit order: only transactions below the oldest still running one, so that none is passed over.
import { type Kysely, sql } from 'kysely';

/** A place in the stream, `xid.seq`. */
export interface Position {
  readonly xid: string;
  readonly seq: string;
}

export interface CityEvent<T = unknown> {
  readonly position: Position;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly key: string;
  readonly occurredAt: Date;
  readonly data: T;
}

export const startPosition: Position = { xid: '0', seq: '0' };

/** `xid.seq` as a text, for `Last-Event-ID` and back. Null when it is none. */
export function positionOf(text: string): Position | null {
  const found = /^(\d{1,20})\.(\d{1,19})$/.exec(text);
  return found ? { xid: found[1] as string, seq: found[2] as string } : null;
}

interface Row {
  xid: string;
  seq: string;
  id: string;
  type: string;
  version: number;
  key: string;
  occurred_at: Date;
  data: unknown;
}

/**
 * Events after a position, in order. An event is shown once every transaction that began before its own has ended:
 * reading by `seq` alone would lose what commits late.
 */
export async function readAfter<DB>(
  db: Kysely<DB>,
  after: Position,
  options: { limit: number; types?: readonly string[] },
): Promise<CityEvent[]> {
  const types = options.types ? sql`and type = any(${options.types})` : sql``;
  const rows = await sql<Row>`
    select xid::text as xid, seq::text as seq, id, type, version, key, occurred_at, data
      from events.outbox
     where (xid, seq) > (${after.xid}::xid8, ${after.seq}::bigint)
       and xid < pg_snapshot_xmin(pg_current_snapshot()) ${types}
     order by outbox.xid, outbox.seq
     limit ${options.limit}`.execute(db);
  return rows.rows.map((row) => ({
    position: { xid: row.xid, seq: row.seq },
    id: row.id,
    type: row.type,
    version: row.version,
    key: row.key,
    occurredAt: row.occurred_at,
    data: row.data,
  }));
}

/** The end of what is readable now: new readers that want no history begin here. */
export async function currentPosition<DB>(db: Kysely<DB>): Promise<Position> {
  const rows = await sql<{
    xid: string;
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(db);
  return { xid: String(BigInt(rows.rows[0]?.xid ?? '1') - 1n), seq: '9223372036854775807' };
}
