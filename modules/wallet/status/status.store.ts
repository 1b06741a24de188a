// The SQL of status lists: drawing indexes, changing statuses, reading a list as it is or was.
import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { lockFor, newId, type Tx } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import type { StatusBits, StatusChange } from './bitmap.ts';

export interface StatusPlace {
  readonly listId: string;
  readonly idx: number;
}

export interface StatusList {
  readonly id: string;
  readonly bits: StatusBits;
  readonly size: number;
}

export interface ListShape {
  readonly bits: StatusBits;
  readonly size: number;
}

/** An index of its own for each credential, drawn at random: neighbours in a list tell nothing about each other. */
export async function drawPlaces(
  tx: Tx<Tables>,
  shape: ListShape,
  credentialIds: readonly string[],
): Promise<StatusPlace[]> {
  for (let lists = 0; lists < LIMITS.mostNewLists; lists++) {
    const list = await openList(tx, shape);
    const drawn = await drawFrom(tx, list, credentialIds);
    if (drawn) return drawn;
    await tx.db
      .updateTable('wallet.status_list')
      .set({ closed_at: tx.now })
      .where('id', '=', list.id)
      .execute();
  }
  throw new Error('no status list could take the credentials');
}

/** Null when the list turns out too full; what was drawn then stays taken, for nobody. */
async function drawFrom(
  tx: Tx<Tables>,
  list: StatusList,
  credentialIds: readonly string[],
): Promise<StatusPlace[] | null> {
  const placed = new Map<string, number>();
  for (let round = 0; round < LIMITS.drawRounds && placed.size < credentialIds.length; round++) {
    const open = credentialIds.filter((id) => !placed.has(id));
    const rows = open
      .map((id) => ({ list_id: list.id, idx: randomInt(list.size), credential_id: id, taken_at: tx.now }))
      .sort((a, b) => a.idx - b.idx);
    const taken = await tx.db
      .insertInto('wallet.status_entry')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['list_id', 'idx']).doNothing())
      .returning(['idx', 'credential_id'])
      .execute();
    for (const { idx, credential_id } of taken) placed.set(credential_id, idx);
  }
  if (placed.size < credentialIds.length) return null;
  return credentialIds.map((id) => ({ listId: list.id, idx: placed.get(id) as number }));
}

async function openList(tx: Tx<Tables>, shape: ListShape): Promise<StatusList> {
  const find = () =>
    tx.db
      .selectFrom('wallet.status_list')
      .select(['id', 'bits', 'size'])
      .where('bits', '=', shape.bits)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
  let found = await find();
  if (!found) {
    await lockFor(tx as Tx, `wallet.status_list.${shape.bits}`);
    found = await find();
  }
  if (found) return found as StatusList;
  const made = { id: newId(tx.now), bits: shape.bits, size: shape.size };
  await tx.db
    .insertInto('wallet.status_list')
    .values({ ...made, opened_at: tx.now, closed_at: null })
    .execute();
  return made;
}

export async function readList(
  tx: Tx<Tables>,
  id: string,
): Promise<(StatusList & { openedAt: Date }) | null> {
  const row = await tx.db
    .selectFrom('wallet.status_list')
    .select(['id', 'bits', 'size', 'opened_at as openedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { ...row, bits: row.bits as StatusBits } : null;
}

export async function listIds(tx: Tx<Tables>): Promise<string[]> {
  const rows = await tx.db.selectFrom('wallet.status_list').select('id').orderBy('opened_at').execute();
  return rows.map(({ id }) => id);
}

/** The statuses that are not "valid" at a moment. */
export async function statusesAt(tx: Tx<Tables>, listId: string, at: Date): Promise<StatusChange[]> {
  const { rows } = await sql<{ idx: number; value: number }>`
    select idx, value
      from (select distinct on (idx) idx, value
              from wallet.status_change
             where list_id = ${listId} and at <= ${at}
             order by idx, at desc, id desc) last
     where value <> 0`.execute(tx.db);
  return rows;
}

export async function changeStatus(
  tx: Tx<Tables>,
  change: StatusPlace & { readonly value: number; readonly reason: string },
): Promise<void> {
  await tx.db
    .insertInto('wallet.status_change')
    .values({
      id: newId(tx.now),
      list_id: change.listId,
      idx: change.idx,
      value: change.value,
      at: tx.now,
      reason: change.reason,
    })
    .execute();
}

/** Names the last change of a list, to know whether a token made of it is still true; null when there is no such list. */
export async function lastChange(tx: Tx<Tables>, listId: string): Promise<{ change: string | null } | null> {
  const row = await tx.db
    .selectFrom('wallet.status_list as list')
    .select((from) => [
      'list.id',
      from
        .selectFrom('wallet.status_change as change')
        .select('change.id')
        .whereRef('change.list_id', '=', 'list.id')
        .orderBy('change.id', 'desc')
        .limit(1)
        .as('change'),
    ])
    .where('list.id', '=', listId)
    .executeTakeFirst();
  return row ? { change: row.change } : null;
}

/** The status at a place of our own lists now; null when the place was never given to a credential. */
export async function statusOfPlace(tx: Tx<Tables>, place: StatusPlace): Promise<number | null> {
  const row = await tx.db
    .selectFrom('wallet.status_entry as entry')
    .select((from) => [
      'entry.idx',
      from
        .selectFrom('wallet.status_change as change')
        .select('change.value')
        .whereRef('change.list_id', '=', 'entry.list_id')
        .whereRef('change.idx', '=', 'entry.idx')
        .orderBy('change.at', 'desc')
        .orderBy('change.id', 'desc')
        .limit(1)
        .as('value'),
    ])
    .where('entry.list_id', '=', place.listId)
    .where('entry.idx', '=', place.idx)
    .executeTakeFirst();
  return row ? (row.value ?? 0) : null;
}
