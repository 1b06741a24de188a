// The SQL of form drafts: found by the hash of their token, locked while a step changes them, forgotten after a day.
import { sql } from 'kysely';
import { hold } from '@city/kernel/database';
import type { FeedbackTx } from '../cases/report.store.ts';
import { limits } from '../limits.ts';
import { type DraftData, tokenHash } from './draft.ts';

const place = 'feedback.draft';
const idOf = (token: string): string => tokenHash(token).toString('hex');

export async function insertDraft(
  tx: FeedbackTx,
  token: string,
  data: DraftData,
  expiresAt?: Date,
): Promise<void> {
  const expires = expiresAt ?? new Date(tx.now.getTime() + limits.draftHours * 3_600_000);
  const { data_key: key, sealed } = tx.seals.seal(place, idOf(token), data);
  await sql`insert into feedback.draft (token_hash, data_key, sealed, created_at, expires_at)
    values (${tokenHash(token)}, ${key}, ${sealed}, ${tx.now}, ${expires})`.execute(tx.db);
}

/** The draft of a token; undefined when it is unknown or has expired. */
export async function findDraft(
  tx: FeedbackTx,
  token: string,
  how: { lock: boolean },
): Promise<DraftData | undefined> {
  await hold(tx, tokenHash(token));
  const lock = how.lock ? sql`for update` : sql``;
  const found = await sql<{ data: DraftData | null; data_key: Buffer | null; sealed: Buffer | null }>`
    select data, data_key, sealed from feedback.draft where token_hash = ${tokenHash(token)} and expires_at > ${tx.now} ${lock}`.execute(
    tx.db,
  );
  const row = found.rows[0];
  // Forms begun before they were sealed are gone within a week.
  return row && (tx.seals.open<DraftData>(place, idOf(token), row) ?? row.data ?? undefined);
}

export async function updateDraft(tx: FeedbackTx, token: string, data: DraftData): Promise<void> {
  await hold(tx, tokenHash(token));
  const { data_key: key, sealed } = tx.seals.seal(place, idOf(token), data);
  await sql`update feedback.draft set data = null, data_key = ${key}, sealed = ${sealed} where token_hash = ${tokenHash(token)}`.execute(
    tx.db,
  );
}

export async function dropExpiredDrafts(tx: FeedbackTx): Promise<void> {
  await sql`delete from feedback.draft where expires_at <= ${tx.now}`.execute(tx.db);
}
