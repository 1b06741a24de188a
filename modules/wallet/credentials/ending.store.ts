// The SQL of grounds that end on a known day.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

export interface Ground {
  readonly type: string;
  readonly reference: string;
}

export async function keepEnding(
  tx: Tx<Tables>,
  { type, reference, endsAt }: Ground & { endsAt: Date },
): Promise<void> {
  await tx.db
    .insertInto('wallet.ending')
    .values({ type, reference, ends_at: endsAt })
    .onConflict((conflict) => conflict.columns(['type', 'reference']).doUpdateSet({ ends_at: endsAt }))
    .execute();
}

export async function forgetEnding(tx: Tx<Tables>, { type, reference }: Ground): Promise<void> {
  await tx.db
    .deleteFrom('wallet.ending')
    .where('type', '=', type)
    .where('reference', '=', reference)
    .execute();
}

/** Takes what is due away, for whoever comes first. */
export async function takeEndings(tx: Tx<Tables>, most: number): Promise<readonly Ground[]> {
  const taken = await sql<Ground>`
    delete from wallet.ending e using (
      select type, reference from wallet.ending where ends_at <= ${tx.now}
       order by ends_at limit ${most} for update skip locked) due
     where e.type = due.type and e.reference = due.reference
    returning e.type, e.reference`.execute(tx.db);
  return taken.rows;
}

export async function nextEnding(tx: Tx<Tables>): Promise<Date | null> {
  const found = await sql<{ at: Date | null }>`select min(ends_at) as at from wallet.ending`.execute(tx.db);
  return found.rows[0]?.at ?? null;
}
