// Giving a credential back: its holder has lost the phone or wants it no longer.
import { type Actor, system } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import '../errors.ts';
import type { Wallet } from '../wallet.ts';
import { batchesOf } from './credential.store.ts';
import { revokeCredentials } from './issue.action.ts';
import { LIMITS } from '../limits.ts';

/** @throws AppError `wallet_credential_unknown`: also for somebody else's */
export async function revokeOwn(wallet: Wallet, holder: Actor, id: string): Promise<void> {
  const { db } = wallet.m;
  const own = await db.transaction(holder, (tx) => batchesOf(tx, holder.id as string, LIMITS.mostBatches), {
    readOnly: true,
  });
  if (!own.some((batch) => batch.id === id)) throw new AppError('wallet_credential_unknown');
  // Places in lists belong to nobody: the change is the city's, the reason says who wanted it.
  await db.transaction(system('wallet.holder'), (tx) =>
    revokeCredentials(tx, { id }, 'given back by the holder'),
  );
}
