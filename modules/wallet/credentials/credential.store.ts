// The SQL of issued credentials: batches and their copies, never the claims.
import type { Tx } from '@city/kernel/database';
import type { StatusPlace } from '../status/status.store.ts';
import type { BatchRow, Tables } from '../tables.ts';

export async function insertBatch(
  tx: Tx<Tables>,
  batch: Omit<BatchRow, 'event' | 'event_at' | 'revoked_at' | 'revoked_why'>,
  copies: readonly (StatusPlace & { readonly id: string })[],
): Promise<void> {
  await tx.db
    .insertInto('wallet.batch')
    .values({ ...batch, event: null, event_at: null, revoked_at: null, revoked_why: null })
    .execute();
  await tx.db
    .insertInto('wallet.credential')
    .values(copies.map(({ id, listId, idx }) => ({ id, batch_id: batch.id, list_id: listId, idx })))
    .execute();
}

/** Locks batches that are to be revoked: one of a person, or all that stand on a ground. */
export async function lockBatches(
  tx: Tx<Tables>,
  which: { readonly id: string } | { readonly type: string; readonly reference: string },
): Promise<{ id: string; personId: string; type: string }[]> {
  const open = tx.db
    .selectFrom('wallet.batch')
    .select(['id', 'person_id as personId', 'type'])
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .forUpdate();
  return 'id' in which
    ? open.where('id', '=', which.id).execute()
    : open.where('type', '=', which.type).where('reference', '=', which.reference).execute();
}

export async function markRevoked(
  tx: Tx<Tables>,
  ids: readonly string[],
  why: string,
): Promise<StatusPlace[]> {
  await tx.db
    .updateTable('wallet.batch')
    .set({ revoked_at: tx.now, revoked_why: why })
    .where('id', 'in', ids)
    .execute();
  return tx.db
    .selectFrom('wallet.credential')
    .select(['list_id as listId', 'idx'])
    .where('batch_id', 'in', ids)
    .execute();
}

/** Whose credential stands at a place of a list: for the trail of a check. */
export async function holderAt(tx: Tx<Tables>, place: StatusPlace): Promise<string | null> {
  const row = await tx.db
    .selectFrom('wallet.credential as credential')
    .innerJoin('wallet.batch as batch', 'batch.id', 'credential.batch_id')
    .select('batch.person_id')
    .where('credential.list_id', '=', place.listId)
    .where('credential.idx', '=', place.idx)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

export interface IssuedBatch {
  readonly id: string;
  readonly type: string;
  readonly copies: number;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

export function batchesOf(tx: Tx<Tables>, personId: string, most: number): Promise<IssuedBatch[]> {
  return tx.db
    .selectFrom('wallet.batch')
    .select([
      'id',
      'type',
      'copies',
      'issued_at as issuedAt',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
    ])
    .where('person_id', '=', personId)
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

export interface StandingBatch {
  readonly id: string;
  readonly type: string;
  readonly reference: string;
  readonly claimsMac: Buffer | null;
}

const standing = (tx: Tx<Tables>) =>
  tx.db.selectFrom('wallet.batch').where('revoked_at', 'is', null).where('expires_at', '>', tx.now);

/** What a person holds that is neither revoked nor over. */
export function standingOf(tx: Tx<Tables>, personId: string): Promise<StandingBatch[]> {
  return standing(tx)
    .select(['id', 'type', 'reference', 'claims_mac as claimsMac'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();
}

/** Who holds something that stands on a ground. */
export async function holdersOn(
  tx: Tx<Tables>,
  ground: { readonly type: string; readonly reference: string },
): Promise<string[]> {
  const rows = await standing(tx)
    .select('person_id')
    .distinct()
    .where('type', '=', ground.type)
    .where('reference', '=', ground.reference)
    .execute();
  return rows.map((row) => row.person_id);
}

/** A page of those who hold anything, in the order of their ids. */
export async function holdersAfter(tx: Tx<Tables>, after: string | null, most: number): Promise<string[]> {
  const all = standing(tx).select('person_id').distinct().orderBy('person_id').limit(most);
  const rows = await (after === null ? all : all.where('person_id', '>', after)).execute();
  return rows.map((row) => row.person_id);
}
