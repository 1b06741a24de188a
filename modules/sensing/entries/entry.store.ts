// The SQL of entries; every function takes the transaction of an action.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

export interface EntryRow {
  readonly id: string;
  readonly name: string;
  readonly addedAt: Date;
}

export async function insertEntry(
  tx: Tx<Tables>,
  row: EntryRow & { readonly addedBy: string },
): Promise<void> {
  await tx.db
    .insertInto('sensing.entry')
    .values({ id: row.id, name: row.name, added_by: row.addedBy, added_at: row.addedAt })
    .execute();
}

/** The newest entries, at most `most`, older than the one the cursor names. */
export async function newestEntries(
  tx: Tx<Tables>,
  most: number,
  before: { readonly addedAt: string; readonly id: string } | null,
): Promise<EntryRow[]> {
  let query = tx.db
    .selectFrom('sensing.entry')
    .select(['id', 'name', 'added_at as addedAt'])
    .orderBy('added_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most);
  if (before) {
    query = query.where(sql<boolean>`(added_at, id) < (${before.addedAt}::timestamptz, ${before.id}::uuid)`);
  }
  return query.execute();
}
