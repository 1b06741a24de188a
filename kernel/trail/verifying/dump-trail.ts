// The rows of the trail with their salts as lines of JSON, for a check by a program that shares nothing with ours.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { canonicalText, type LoggedEntry, loggedColumns } from '../log/commitment.ts';
import { readLeaves, readSize } from './walk.store.ts';

const stride = 4096;

export async function dumpTrail(
  read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  line: (text: string) => void,
): Promise<void> {
  const say = (leaf: number | null, entry: LoggedEntry, salt: Buffer | null) =>
    line(JSON.stringify({ leaf, entry: canonicalText(entry), salt: salt?.toString('base64') ?? null }));
  const size = await read(readSize);
  for (let from = 0; from < size; from += stride)
    for (const { leafIndex, entry, salt } of await read((tx) => readLeaves(tx, from, stride)))
      if (entry) say(leafIndex, entry, salt);
  for (const entry of await read(unlogged)) say(null, entry, null);
}

/** Rows that should stand in the log and do not. */
async function unlogged(tx: Tx): Promise<LoggedEntry[]> {
  const found = await sql<LoggedEntry>`
    select ${sql.raw(loggedColumns)} from trail.entry, trail.log
     where (entry.xid, entry.seq) <= (log.xid, log.seq)
       and not exists (select 1 from trail.leaf where leaf.entry_id = entry.entry_id)
     order by entry.xid, entry.seq`.execute(tx.db);
  return found.rows;
}
