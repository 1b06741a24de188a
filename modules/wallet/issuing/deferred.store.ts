// The SQL of credentials that are fetched later.
import type { Tx } from '@city/kernel/database';
import type { HolderJwk } from '../credentials/sd-jwt.ts';
import type { DeferredRow, Tables } from '../tables.ts';

export async function insertDeferred(tx: Tx<Tables>, row: Omit<DeferredRow, 'made_at'>): Promise<void> {
  await tx.db
    .insertInto('wallet.deferred')
    .values({ ...row, made_at: tx.now })
    .execute();
}

export type Deferred = Omit<DeferredRow, 'holders'> & { readonly holders: readonly HolderJwk[] };

export async function readDeferred(tx: Tx<Tables>, transactionHash: Buffer): Promise<Deferred | null> {
  const row = await tx.db
    .selectFrom('wallet.deferred')
    .selectAll()
    .where('transaction_hash', '=', transactionHash)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst();
  return row ? { ...row, holders: row.holders as readonly HolderJwk[] } : null;
}

/** Takes it away; false when somebody else did meanwhile. */
export async function takeDeferred(tx: Tx<Tables>, id: string): Promise<boolean> {
  const done = await tx.db.deleteFrom('wallet.deferred').where('id', '=', id).executeTakeFirst();
  return done.numDeletedRows === 1n;
}
