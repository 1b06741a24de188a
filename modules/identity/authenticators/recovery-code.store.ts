// The SQL of recovery codes: how many are left, the one of a slot, used.
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

export async function codesLeft(tx: Tx<Tables>, personId: string): Promise<number> {
  const rows = await tx.db
    .selectFrom('identity.recovery_code')
    .select('slot')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute();
  return rows.length;
}

/** The hash of a slot's code; null when there is none or it was used. */
export async function codeHash(
  tx: Tx<Tables>,
  personId: string,
  authenticatorId: string,
  slot: number,
): Promise<string | null> {
  const row = await tx.db
    .selectFrom('identity.recovery_code')
    .select('code_hash')
    .where('person_id', '=', personId)
    .where('authenticator_id', '=', authenticatorId)
    .where('slot', '=', slot)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row?.code_hash ?? null;
}

/** Uses a code up; false when somebody was faster. */
export async function useCode(
  tx: Tx<Tables>,
  personId: string,
  authenticatorId: string,
  slot: number,
): Promise<boolean> {
  const used = await tx.db
    .updateTable('identity.recovery_code')
    .set({ used_at: tx.now })
    .where('person_id', '=', personId)
    .where('authenticator_id', '=', authenticatorId)
    .where('slot', '=', slot)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}
