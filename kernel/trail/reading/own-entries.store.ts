// The SQL of a person's own trail. The second wall lets through the entries about the transaction's actor, and no others.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

export interface OwnEntry {
  readonly entry_id: string;
  readonly at: Date;
  readonly actor_kind: 'anonymous' | 'citizen' | 'officer' | 'service' | 'system';
  readonly actor_id: string | null;
  readonly actor_post: string | null;
  readonly actor_body: string | null;
  readonly module: string;
  readonly action: string;
  readonly object_type: string | null;
  readonly object_id: string | null;
  readonly purpose: string | null;
  readonly outcome: 'allowed' | 'refused' | 'failed';
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
  /** Null while the entry waits for its place in the log. */
  readonly leaf_index: number | null;
}

async function read(tx: Tx, rest: RawBuilder<unknown>): Promise<OwnEntry[]> {
  const found = await sql<OwnEntry & { leaf_index: string | null }>`
    select e.entry_id, e.at, e.actor_kind, e.actor_id, e.actor_post, e.actor_body, e.module, e.action, e.object_type, e.object_id,
           e.purpose, e.outcome, e.reason, e.detail, l.leaf_index::text as leaf_index
      from trail.entry e left join trail.leaf l on l.entry_id = e.entry_id
     where e.subject_id = ${tx.actor.id}::uuid ${rest}`.execute(tx.db);
  return found.rows.map((row) => ({
    ...row,
    leaf_index: row.leaf_index === null ? null : Number(row.leaf_index),
  }));
}

/** The actor's own entries, newest first. `by: others` leaves out what the person did. */
export function readOwnEntries(
  tx: Tx,
  how: { since: Date; until: Date; by: 'others' | 'all'; most: number },
): Promise<OwnEntry[]> {
  const others = how.by === 'others' ? sql`and e.actor_id is distinct from e.subject_id::text` : sql``;
  return read(
    tx,
    sql`and e.at >= ${how.since} and e.at < ${how.until} ${others} order by e.at desc, e.entry_id desc limit ${how.most}`,
  );
}

export async function findOwnEntry(tx: Tx, entryId: string): Promise<OwnEntry | null> {
  return (await read(tx, sql`and e.entry_id = ${entryId}::uuid`))[0] ?? null;
}
