// The SQL of a person's own trail. The second wall lets through the entries about the transaction's actor, and no others.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

export interface LookRow {
  readonly entry_id: string;
  readonly at: Date;
  readonly actor_kind: 'anonymous' | 'citizen' | 'officer' | 'system';
  readonly actor_id: string | null;
  readonly actor_post: string | null;
  readonly actor_body: string | null;
  readonly title_vi: string | null;
  readonly title_en: string | null;
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

export interface Period {
  readonly since: Date;
  readonly until: Date;
}

/** The actor's own entries, newest first. `by: others` leaves out what the person did. */
export async function readLooks(
  tx: Tx,
  { since, until }: Period,
  how: { readonly by: 'others' | 'all'; readonly most: number },
): Promise<LookRow[]> {
  const others = how.by === 'others' ? sql`and e.actor_id is distinct from e.subject_id::text` : sql``;
  const found = await sql<LookRow & { leaf_index: string | null }>`
    select e.entry_id, e.at, e.actor_kind, e.actor_id, e.actor_post, e.actor_body, p.title_vi, p.title_en, e.module, e.action,
           e.object_type, e.object_id, e.purpose, e.outcome, e.reason, e.detail, l.leaf_index::text as leaf_index
      from trail.entry e
      left join trail.leaf l on l.entry_id = e.entry_id
      left join trail.post p on p.post_id = e.actor_post
     where e.subject_id = ${tx.actor.id}::uuid and e.at >= ${since} and e.at < ${until} ${others}
     order by e.at desc, e.entry_id desc
     limit ${how.most}`.execute(tx.db);
  return found.rows.map((row) => ({
    ...row,
    leaf_index: row.leaf_index === null ? null : Number(row.leaf_index),
  }));
}

export async function findLook(tx: Tx, entryId: string): Promise<LookRow | null> {
  const found = await sql<LookRow & { leaf_index: string | null }>`
    select e.entry_id, e.at, e.actor_kind, e.actor_id, e.actor_post, e.actor_body, p.title_vi, p.title_en, e.module, e.action,
           e.object_type, e.object_id, e.purpose, e.outcome, e.reason, e.detail, l.leaf_index::text as leaf_index
      from trail.entry e
      left join trail.leaf l on l.entry_id = e.entry_id
      left join trail.post p on p.post_id = e.actor_post
     where e.entry_id = ${entryId}::uuid and e.subject_id = ${tx.actor.id}::uuid`.execute(tx.db);
  const row = found.rows[0];
  return row ? { ...row, leaf_index: row.leaf_index === null ? null : Number(row.leaf_index) } : null;
}
