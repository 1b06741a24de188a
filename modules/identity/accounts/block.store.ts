// The SQL of disabled accounts.
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';
import type { AccountBlockRow, Tables } from '../tables.ts';

export async function openBlock(tx: Tx<Tables>, personId: string): Promise<AccountBlockRow | null> {
  const row = await tx.db
    .selectFrom('identity.account_block')
    .selectAll()
    .where('person_id', '=', personId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

export type NewBlock = Pick<AccountBlockRow, 'person_id' | 'blocked_by' | 'post_id' | 'reason' | 'document'>;

/** Null when it is disabled already, also by somebody at the same moment. */
export async function insertBlock(tx: Tx<Tables>, block: NewBlock): Promise<string | null> {
  const id = newId(tx.now);
  const done = await tx.db
    .insertInto('identity.account_block')
    .values({ ...block, id, blocked_at: tx.now, lifted_at: null, lifted_by: null, lift_reason: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n ? id : null;
}

export async function liftBlock(
  tx: Tx<Tables>,
  lifted: { readonly personId: string; readonly by: string; readonly reason: string },
): Promise<boolean> {
  const done = await tx.db
    .updateTable('identity.account_block')
    .set({ lifted_at: tx.now, lifted_by: lifted.by, lift_reason: lifted.reason })
    .where('person_id', '=', lifted.personId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Ends sessions and tokens of somebody whose account is disabled; answers the sessions. */
export async function endBlocked(tx: Tx<Tables>, personId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from identity.end_blocked(${personId}::uuid, ${tx.now}::timestamptz) as id`.execute(tx.db);
  return rows.map(({ id }) => id);
}

export function blocksOf(tx: Tx<Tables>, most: number): Promise<readonly AccountBlockRow[]> {
  return tx.db
    .selectFrom('identity.account_block')
    .selectAll()
    .orderBy(sql`lifted_at is not null`)
    .orderBy('blocked_at', 'desc')
    .limit(most)
    .execute();
}
