// Adding an entry: the row, its trail entry and its event, all or nothing.
import { newId, type Tx } from '@city/kernel/database';
import { type Entry, entryAdded } from '../contract.ts';
import type { Tables } from '../tables.ts';
import { entryName } from './entry.ts';
import { insertEntry } from './entry.store.ts';

export const addEntryPermission = 'sensing.entry.add';

/** @throws AppError `sensing_name_empty` */
export async function addEntry(tx: Tx<Tables>, given: { readonly name: string }): Promise<Entry> {
  const row = { id: newId(), name: entryName(given.name), addedAt: tx.now, addedBy: tx.actor.id ?? '' };
  await insertEntry(tx, row);
  tx.emit(entryAdded, row.id, { entryId: row.id });
  return { id: row.id, name: row.name, addedAt: row.addedAt.toISOString() };
}
