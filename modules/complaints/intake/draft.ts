// A petition between the steps of its form: sealed on the server under a token that only the form has.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { hold } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ComplaintsCity } from '../complaints-city.ts';
import type { ComplaintsTx, EvidenceRow } from '../cases/matter.store.ts';
import { limits } from '../limits.ts';
import type { Kind } from '../rules/rules-data.ts';

export interface Draft {
  readonly kind: Kind;
  /** Texts of the form's fields by name, as typed. */
  readonly fields: Readonly<Record<string, string>>;
  readonly evidence: readonly EvidenceRow[];
  /** How many documents are kept with it. */
  readonly documents: number;
  /** What came of it: a second sending leads there. */
  readonly filed: { readonly matterId: string; readonly code: string } | null;
}

export function emptyDraft(kind: Kind): Draft {
  return { kind, fields: {}, evidence: [], documents: 0, filed: null };
}

/** A new token for the form, 128 random bits. */
export const newToken = (): string => randomBytes(16).toString('base64url');

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
const sealId = (token: string): string => hashOf(token).toString('hex');

/** Keeps a draft, new or changed. */
export async function keepDraft(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  token: string,
  draft: Draft,
): Promise<void> {
  const expires = new Date(tx.now.getTime() + limits.draftHours * 3_600_000);
  await hold(tx, hashOf(token));
  const sealed = city.seals.draft.seal(sealId(token), draft);
  // Pictures of a filed matter are its own and must outlive the draft.
  const files = draft.filed ? [] : draft.evidence.map(({ file_id }) => file_id);
  await sql`insert into complaints.draft (token_hash, sealed, files, expires_at)
    values (${hashOf(token)}, ${sealed}, ${files}::text[], ${expires})
    on conflict (token_hash) do update set sealed = excluded.sealed, files = excluded.files`.execute(tx.db);
}

/**
 * The draft of a token.
 * @throws AppError `complaint_draft_gone` when it is unknown or has expired.
 */
export async function readDraft(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  token: string,
  how: { lock: boolean },
): Promise<Draft> {
  await hold(tx, hashOf(token));
  const lock = how.lock ? sql`for update` : sql``;
  const found = await sql<{ sealed: Buffer }>`
    select sealed from complaints.draft
     where token_hash = ${hashOf(token)} and expires_at > ${tx.now} ${lock}`.execute(tx.db);
  const sealed = found.rows[0]?.sealed;
  if (!sealed) throw new AppError('complaint_draft_gone');
  return { ...emptyDraft('khieu_nai'), ...city.seals.draft.open<Draft>(sealId(token), sealed) };
}

/** Forgets expired drafts; answers the pictures that no matter took. */
export async function dropExpiredDrafts(tx: ComplaintsTx): Promise<string[]> {
  const gone = await sql<{ files: string[] }>`
    delete from complaints.draft where expires_at <= ${tx.now} returning files`.execute(tx.db);
  return gone.rows.flatMap(({ files }) => files);
}
