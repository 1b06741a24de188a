// The SQL of checks.
import type { Tx } from '@city/kernel/database';
import type { Outcome, PresentationRow, Tables } from '../tables.ts';

export async function insertPresentation(
  tx: Tx<Tables>,
  row: Pick<
    PresentationRow,
    | 'id'
    | 'asked_by'
    | 'body'
    | 'purpose'
    | 'client_id'
    | 'mode'
    | 'same_device'
    | 'nonce'
    | 'state'
    | 'enc_key'
    | 'session_hash'
    | 'expires_at'
  >,
): Promise<void> {
  const open = {
    fetched_at: null,
    answered_at: null,
    outcome: null,
    reason: null,
    answer: null,
    response_hash: null,
    returned_at: null,
  };
  await tx.db
    .insertInto('wallet.presentation')
    .values({ ...row, ...open, made_at: tx.now })
    .execute();
}

export async function readPresentation(tx: Tx<Tables>, id: string): Promise<PresentationRow | null> {
  const row = await tx.db
    .selectFrom('wallet.presentation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Takes a request for the one wallet that fetches it first; null when it is gone, fetched or too late. */
export async function takeRequest(tx: Tx<Tables>, id: string): Promise<PresentationRow | null> {
  const row = await tx.db
    .updateTable('wallet.presentation')
    .set({ fetched_at: tx.now })
    .where('id', '=', id)
    .where('fetched_at', 'is', null)
    .where('answered_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** A request that was fetched, is unanswered and in time. */
const waiting = (tx: Tx<Tables>, id: string) =>
  tx.db
    .selectFrom('wallet.presentation')
    .selectAll()
    .where('id', '=', id)
    .where('fetched_at', 'is not', null)
    .where('answered_at', 'is', null)
    .where('expires_at', '>', tx.now);

export async function readWaiting(tx: Tx<Tables>, id: string): Promise<PresentationRow | null> {
  return (await waiting(tx, id).executeTakeFirst()) ?? null;
}

/** The same, locked until the answer is kept. */
export async function lockForAnswer(tx: Tx<Tables>, id: string): Promise<PresentationRow | null> {
  return (await waiting(tx, id).forUpdate().executeTakeFirst()) ?? null;
}

export interface Answered {
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly answer: Buffer | null;
  readonly responseHash: Buffer | null;
}

export async function keepAnswer(tx: Tx<Tables>, id: string, answered: Answered): Promise<void> {
  const { outcome, reason, answer, responseHash } = answered;
  await tx.db
    .updateTable('wallet.presentation')
    .set({ answered_at: tx.now, outcome, reason, answer, response_hash: responseHash, enc_key: null })
    .where('id', '=', id)
    .execute();
}

/** Takes the one return of a browser to its check; null when the code is not of this check or was used. */
export async function takeReturn(
  tx: Tx<Tables>,
  id: string,
  given: { readonly responseHash: Buffer; readonly sessionHash: Buffer },
): Promise<PresentationRow | null> {
  const row = await tx.db
    .updateTable('wallet.presentation')
    .set({ returned_at: tx.now })
    .where('id', '=', id)
    .where('response_hash', '=', given.responseHash)
    .where('session_hash', '=', given.sessionHash)
    .where('returned_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Forgets what was shown, and the keys of requests that nobody will answer any more. */
export async function forgetAnswers(tx: Tx<Tables>, answeredBefore: Date): Promise<number> {
  const results = await Promise.all([
    tx.db
      .updateTable('wallet.presentation')
      .set({ answer: null })
      .where('answered_at', '<', answeredBefore)
      .where('answer', 'is not', null)
      .executeTakeFirst(),
    tx.db
      .updateTable('wallet.presentation')
      .set({ enc_key: null })
      .where('expires_at', '<', tx.now)
      .where('enc_key', 'is not', null)
      .executeTakeFirst(),
  ]);
  return results.reduce((sum, { numUpdatedRows }) => sum + Number(numUpdatedRows), 0);
}
