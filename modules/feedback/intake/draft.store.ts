// The SQL of form drafts: found by the hash of their token, locked while a step changes them, forgotten after a day.
import { sql } from 'kysely';
import { hold } from '@city/kernel/database';
import type { FeedbackTx } from '../cases/report.store.ts';
import { limits } from '../limits.ts';
import { type DraftData, tokenHash } from './draft.ts';

export async function insertDraft(
  tx: FeedbackTx,
  token: string,
  data: DraftData,
  expiresAt?: Date,
): Promise<void> {
  const expires = expiresAt ?? new Date(tx.now.getTime() + limits.draftHours * 3_600_000);
  await sql`insert into feedback.draft (token_hash, data, created_at, expires_at)
    values (${tokenHash(token)}, ${JSON.stringify(data)}::text::jsonb, ${tx.now}, ${expires})`.execute(tx.db);
}

/** The draft of a token; undefined when it is unknown or has expired. */
export async function findDraft(
  tx: FeedbackTx,
  token: string,
  how: { lock: boolean },
): Promise<DraftData | undefined> {
  await hold(tx, tokenHash(token));
  const lock = how.lock ? sql`for update` : sql``;
  const found = await sql<{ data: DraftData }>`
    select data from feedback.draft where token_hash = ${tokenHash(token)} and expires_at > ${tx.now} ${lock}`.execute(
    tx.db,
  );
  return found.rows[0]?.data;
}

export async function updateDraft(tx: FeedbackTx, token: string, data: DraftData): Promise<void> {
  await hold(tx, tokenHash(token));
  await sql`update feedback.draft set data = ${JSON.stringify(data)}::text::jsonb where token_hash = ${tokenHash(token)}`.execute(
    tx.db,
  );
}

export async function dropExpiredDrafts(tx: FeedbackTx): Promise<void> {
  await sql`delete from feedback.draft where expires_at <= ${tx.now}`.execute(tx.db);
}
