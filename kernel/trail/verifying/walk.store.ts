// The SQL of the check: leaves with their entries and salts, in the order of the log, and entries that are in no leaf.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { erasingAction } from '../reading/erase.action.ts';
import { type LoggedEntry, loggedColumns } from '../log/commitment.ts';

export interface WalkedLeaf {
  readonly leafIndex: number;
  readonly entryId: string;
  readonly commitment: Buffer;
  readonly salt: Buffer | null;
  /** Null when the entry is gone. */
  readonly entry: LoggedEntry | null;
}

export async function readLeaves(tx: Tx, from: number, count: number): Promise<WalkedLeaf[]> {
  const found = await sql<
    LoggedEntry & { leaf_index: string; leaf_entry: string; commitment: Buffer; salt: Buffer | null }
  >`
    select l.leaf_index::text as leaf_index, l.entry_id as leaf_entry, l.commitment, s.salt, e.*
      from trail.leaf l
      left join lateral (select ${sql.raw(loggedColumns)} from trail.entry where entry.entry_id = l.entry_id) e on true
      left join trail.salt s on s.entry_id = l.entry_id
     where l.leaf_index >= ${from} and l.leaf_index < ${from + count}
     order by l.leaf_index`.execute(tx.db);
  return found.rows.map(({ leaf_index, leaf_entry, commitment, salt, ...entry }) => ({
    leafIndex: Number(leaf_index),
    entryId: leaf_entry,
    commitment,
    salt,
    entry: entry.entry_id === null ? null : entry,
  }));
}

/** Leaves whose entries were erased for a person, as the erasing's own entries list them. */
export async function readErased(tx: Tx): Promise<ReadonlySet<number>> {
  const found = await sql<{ leaf: string }>`
    select jsonb_array_elements_text(detail -> 'leaves') as leaf from trail.entry
     where action = ${erasingAction} and outcome = 'allowed'`.execute(tx.db);
  return new Set(found.rows.map(({ leaf }) => Number(leaf)));
}

/** Entries that should have been logged before the log's last one, and were not. */
export async function readInserted(tx: Tx, most: number): Promise<{ entry_id: string; at: string }[]> {
  const found = await sql<{ entry_id: string; at: string }>`
    select e.entry_id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from trail.entry e, trail.log l
     where (e.xid, e.seq) <= (l.xid, l.seq)
       and not exists (select 1 from trail.leaf f where f.entry_id = e.entry_id)
     order by e.xid, e.seq limit ${most}`.execute(tx.db);
  return found.rows;
}

export async function readSize(tx: Tx): Promise<number> {
  const found = await sql<{ size: string }>`select size::text as size from trail.log`.execute(tx.db);
  return Number(found.rows[0]?.size ?? 0);
}
