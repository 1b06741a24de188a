// The SQL of what counts once: nonces and the names of proofs.
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

/** Marks all of them as used; false when one was used before. */
export async function useOnce(tx: Tx<Tables>, hashes: readonly Buffer[], expiresAt: Date): Promise<boolean> {
  const sorted = [...hashes].sort((a, b) => Buffer.compare(a, b));
  const fresh = await tx.db
    .insertInto('wallet.used')
    .values(sorted.map((hash) => ({ hash, expires_at: expiresAt })))
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returning('hash')
    .execute();
  return fresh.length === hashes.length;
}
