// The SQL of assisted onboarding: an office's queue, one of it under a lock, its end.
import { type Selectable, sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import type { OnboardingTables } from './tables.ts';

export type Onboarding = Selectable<OnboardingTables['identity.onboarding']>;

/** @returns false when one is open for this number already */
export async function insertOnboarding(
  tx: Tx<Tables>,
  row: Pick<
    Onboarding,
    | 'onboarding_id'
    | 'body_code'
    | 'number_index'
    | 'told'
    | 'wants_codes'
    | 'wants_phone'
    | 'opened_by'
    | 'opened_post'
    | 'until'
  >,
): Promise<boolean> {
  const made = await tx.db
    .insertInto('identity.onboarding')
    .values({
      ...row,
      phone_proved: false,
      opened_at: tx.now,
      state: 'open',
      ended_by: null,
      ended_post: null,
      ended_at: null,
      reason: null,
      person_id: null,
    })
    .onConflict((conflict) => conflict.column('number_index').where(sql<boolean>`state = 'open'`).doNothing())
    .executeTakeFirst();
  return (made.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The newest of an office; row-level security shows no other office's. */
export function onboardingsOf(tx: Tx<Tables>, body: string, limit: number): Promise<Onboarding[]> {
  return tx.db
    .selectFrom('identity.onboarding')
    .selectAll()
    .where('body_code', '=', body)
    .orderBy('opened_at', 'desc')
    .limit(limit)
    .execute();
}

/** One that is still open and not too old, locked until the transaction ends. */
export async function takeOpen(tx: Tx<Tables>, id: string): Promise<Onboarding | 'over' | null> {
  const row = await tx.db
    .selectFrom('identity.onboarding')
    .selectAll()
    .where('onboarding_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  return row.state === 'open' && row.until > tx.now ? row : 'over';
}

export async function provePhone(tx: Tx<Tables>, id: string): Promise<void> {
  await tx.db
    .updateTable('identity.onboarding')
    .set({ phone_proved: true })
    .where('onboarding_id', '=', id)
    .execute();
}

export interface Ending {
  readonly state: 'confirmed' | 'refused' | 'withdrawn';
  readonly by: string;
  readonly post: string;
  readonly reason?: string;
  readonly personId?: string;
}

/** Ends one; what was written down is forgotten. */
export async function endOnboarding(tx: Tx<Tables>, id: string, ending: Ending): Promise<void> {
  await tx.db
    .updateTable('identity.onboarding')
    .set({
      state: ending.state,
      told: null,
      ended_by: ending.by,
      ended_post: ending.post,
      ended_at: tx.now,
      reason: ending.reason ?? null,
      person_id: ending.personId ?? null,
    })
    .where('onboarding_id', '=', id)
    .execute();
}

/** Ends what nobody confirmed in time; answers how many. */
export async function lapseOnboardings(tx: Tx<Tables>): Promise<number> {
  const ended = await tx.db
    .updateTable('identity.onboarding')
    .set({ state: 'lapsed', told: null, ended_at: tx.now })
    .where('state', '=', 'open')
    .where('until', '<=', tx.now)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}
