// The SQL of offers and of the access tokens made of them.
import type { Tx } from '@city/kernel/database';
import type { AccessRow, OfferRow, Tables } from '../tables.ts';

export async function insertOffer(
  tx: Tx<Tables>,
  offer: Omit<OfferRow, 'redeemed_at' | 'burned_at' | 'made_at' | 'taken_at'>,
): Promise<void> {
  await tx.db
    .insertInto('wallet.offer')
    .values({ ...offer, made_at: tx.now, redeemed_at: null, burned_at: null, taken_at: null })
    .execute();
}

/** The offer of a code, locked: two wallets that send it at once are told apart. */
export async function lockOffer(tx: Tx<Tables>, codeHash: Buffer): Promise<OfferRow | null> {
  const row = await tx.db
    .selectFrom('wallet.offer')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function readOffer(tx: Tx<Tables>, id: string): Promise<OfferRow | null> {
  const row = await tx.db.selectFrom('wallet.offer').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export async function markOffer(tx: Tx<Tables>, id: string, what: 'redeemed' | 'burned'): Promise<void> {
  const change = what === 'redeemed' ? { redeemed_at: tx.now } : { burned_at: tx.now, sealed: null };
  await tx.db.updateTable('wallet.offer').set(change).where('id', '=', id).execute();
}

/** Forgets the claims of an offer. */
export async function emptyOffer(tx: Tx<Tables>, id: string): Promise<void> {
  await tx.db.updateTable('wallet.offer').set({ sealed: null }).where('id', '=', id).execute();
}

/** An offer to which a sign-in leads back: open, or taken up by one already. */
export async function offerOfState(tx: Tx<Tables>, stateHash: Buffer): Promise<OfferRow | null> {
  const row = await tx.db
    .selectFrom('wallet.offer')
    .selectAll()
    .where('state_hash', '=', stateHash)
    .where('burned_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .where((is) => is.or([is('redeemed_at', 'is', null), is('taken_at', 'is not', null)]))
    .executeTakeFirst();
  return row ?? null;
}

/** Takes an offer up by sign-in: from now on its code counts no longer. */
export async function takeUpOffer(tx: Tx<Tables>, id: string): Promise<void> {
  await tx.db
    .updateTable('wallet.offer')
    .set({ taken_at: tx.now, redeemed_at: tx.now, sealed: null })
    .where('id', '=', id)
    .where('redeemed_at', 'is', null)
    .execute();
}

/** On what the offer stands that somebody took up last, of a type. */
export async function referenceTakenUp(
  tx: Tx<Tables>,
  personId: string,
  type: string,
): Promise<string | null> {
  const row = await tx.db
    .selectFrom('wallet.offer')
    .select('reference')
    .where('person_id', '=', personId)
    .where('type', '=', type)
    .where('taken_at', 'is not', null)
    .where('expires_at', '>', tx.now)
    .orderBy('taken_at', 'desc')
    .executeTakeFirst();
  return row?.reference ?? null;
}

export async function insertAccess(tx: Tx<Tables>, access: Omit<AccessRow, 'used_at'>): Promise<void> {
  await tx.db
    .insertInto('wallet.access')
    .values({ ...access, used_at: null })
    .execute();
}

export async function lockAccess(tx: Tx<Tables>, tokenHash: Buffer): Promise<AccessRow | null> {
  const row = await tx.db
    .selectFrom('wallet.access')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function useAccess(tx: Tx<Tables>, tokenHash: Buffer): Promise<void> {
  await tx.db
    .updateTable('wallet.access')
    .set({ used_at: tx.now })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** Forgets what has run out; answers how many rows were touched. */
export async function forgetExpired(tx: Tx<Tables>): Promise<number> {
  const results = await Promise.all([
    tx.db
      .updateTable('wallet.offer')
      .set({ sealed: null })
      .where('expires_at', '<', new Date(tx.now.getTime() - 3_600_000))
      .where('sealed', 'is not', null)
      .executeTakeFirst(),
    tx.db.deleteFrom('wallet.access').where('expires_at', '<', tx.now).executeTakeFirst(),
    tx.db.deleteFrom('wallet.deferred').where('expires_at', '<', tx.now).executeTakeFirst(),
    tx.db.deleteFrom('wallet.used').where('expires_at', '<', tx.now).executeTakeFirst(),
  ]);
  return results.reduce(
    (sum, result) => sum + Number('numUpdatedRows' in result ? result.numUpdatedRows : result.numDeletedRows),
    0,
  );
}
