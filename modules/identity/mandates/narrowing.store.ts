// What each narrowing took from a mandate: written with the step, read with the mandate's history.
import { newId, type Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import type { MandateRecord } from './mandate.store.ts';

export interface Narrowed {
  readonly at: Date;
  /** Who did it, by id. */
  readonly by: string;
  /** Codes of the powers that went. */
  readonly powersGone: readonly string[];
  /** The end it had, and the end it got, where that came nearer. */
  readonly earlier: { readonly before: Date | null; readonly after: Date } | null;
}

/** Writes down what is taken; nothing when nothing is. */
export async function keepNarrowing(
  tx: Tx<Tables>,
  mandate: MandateRecord,
  change: { readonly powers?: readonly string[]; readonly until?: Date | null },
): Promise<void> {
  const { powers = mandate.powers, until = mandate.until } = change;
  const gone = mandate.powers.filter((code) => !powers.includes(code));
  const isEarlier = until?.getTime() !== mandate.until?.getTime();
  if (gone.length === 0 && !isEarlier) return;
  await tx.db
    .insertInto('identity.narrowing')
    .values({
      id: newId(tx.now),
      mandate_id: mandate.id,
      at: tx.now,
      by: tx.actor.id ?? 'city',
      powers_gone: gone,
      until_before: isEarlier ? mandate.until : null,
      until_after: isEarlier ? until : null,
    })
    .execute();
}

/** The narrowings of a mandate, the newest first. */
export async function narrowingsOf(tx: Tx<Tables>, mandateId: string): Promise<readonly Narrowed[]> {
  const rows = await tx.db
    .selectFrom('identity.narrowing')
    .selectAll()
    .where('mandate_id', '=', mandateId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    by: row.by,
    powersGone: row.powers_gone,
    earlier: row.until_after && { before: row.until_before, after: row.until_after },
  }));
}
