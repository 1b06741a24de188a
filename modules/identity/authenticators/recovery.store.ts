// The SQL of recoveries: asked for, open, cancelled.
import { newId, type Tx } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import type { RecoveryTimes } from './changes.ts';

export type Recovery = RecoveryTimes & { readonly id: string };

/** The request that is open, waiting or ready; null when there is none or its time is over. */
export async function openRecovery(tx: Tx<Tables>, personId: string): Promise<Recovery | null> {
  const row = await tx.db
    .selectFrom('identity.recovery')
    .select(['id', 'ready_at', 'until'])
    .where('person_id', '=', personId)
    .where('cancelled_at', 'is', null)
    .where('until', '>', tx.now)
    .executeTakeFirst();
  return row ? { id: row.id, readyAt: row.ready_at, until: row.until } : null;
}

/** Begins the wait; an earlier request gives way. */
export async function beginRecovery(tx: Tx<Tables>, personId: string, waitHours: number): Promise<Recovery> {
  await cancelRecovery(tx, personId);
  const id = newId(tx.now);
  const readyAt = new Date(tx.now.getTime() + waitHours * 3_600_000);
  const until = new Date(readyAt.getTime() + LIMITS.recoveryOpenDays * 86_400_000);
  await tx.db
    .insertInto('identity.recovery')
    .values({ person_id: personId, id, asked_at: tx.now, ready_at: readyAt, until, cancelled_at: null })
    .execute();
  return { id, readyAt, until };
}

/** Ends whatever is open; answers whether anything was. */
export async function cancelRecovery(tx: Tx<Tables>, personId: string): Promise<boolean> {
  const ended = await tx.db
    .updateTable('identity.recovery')
    .set({ cancelled_at: tx.now })
    .where('person_id', '=', personId)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}
