// The SQL of proofs under way: begun for one browser, looked at under a lock, used once, swept at night.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import type { ProofRow } from './authenticator-tables.ts';

export type Proof = ProofRow;

export type NewProof = Pick<ProofRow, 'purpose' | 'level' | 'lang'> & {
  readonly returnTo: string;
  readonly personId?: string | null;
} & Partial<
    Pick<
      ProofRow,
      | 'challenge'
      | 'candidates'
      | 'proved'
      | 'authenticators'
      | 'destination'
      | 'destination_index'
      | 'channel'
      | 'code_sent_at'
    >
  >;

const handleOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Whether a cookie's value has the form of a proof's token. */
const isShaped = (token: string | undefined): token is string =>
  token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token);

/** Begins a proof; the answered token belongs into this browser's cookie, only its SHA-256 is stored. */
export async function beginProof(tx: Tx<Tables>, proof: NewProof): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const { returnTo, personId = null, ...rest } = proof;
  await tx.db
    .insertInto('identity.proof')
    .values({
      proved: [],
      authenticators: [],
      candidates: [],
      challenge: null,
      destination: null,
      destination_index: null,
      channel: null,
      code_hash: null,
      code_until: null,
      code_sent_at: null,
      tries: 0,
      used_at: null,
      ...rest,
      handle: handleOf(token),
      person_id: personId,
      return_to: returnTo,
      created_at: tx.now,
      expires_at: new Date(tx.now.getTime() + LIMITS.attemptSeconds * 1000),
    })
    .execute();
  return token;
}

/** The living proof of a browser, locked until the transaction ends; null when there is none, it was used or is over. */
export async function takeProof(tx: Tx<Tables>, token: string | undefined): Promise<Proof | null> {
  if (!isShaped(token)) return null;
  const row = await tx.db
    .selectFrom('identity.proof')
    .selectAll()
    .where('handle', '=', handleOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** The same without a lock, for showing a page. */
export async function lookAtProof(tx: Tx<Tables>, token: string | undefined): Promise<Proof | null> {
  if (!isShaped(token)) return null;
  const row = await tx.db
    .selectFrom('identity.proof')
    .selectAll()
    .where('handle', '=', handleOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst();
  return row ?? null;
}

/** By its stored handle, for the job that sends the code. */
export async function takeProofByHandle(tx: Tx<Tables>, handle: Buffer): Promise<Proof | null> {
  const row = await tx.db
    .selectFrom('identity.proof')
    .selectAll()
    .where('handle', '=', handle)
    .where('used_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function changeProof(
  tx: Tx<Tables>,
  handle: Buffer,
  change: Partial<Omit<ProofRow, 'handle'>>,
): Promise<void> {
  await tx.db.updateTable('identity.proof').set(change).where('handle', '=', handle).execute();
}

/** Uses it up: nothing works with it any more. */
export async function spendProof(tx: Tx<Tables>, proof: Proof): Promise<void> {
  await changeProof(tx, proof.handle, {
    used_at: tx.now,
    challenge: null,
    code_hash: null,
    destination: null,
  });
}

/** Deletes proofs and counters that are over, a batch at once; answers how many. */
export async function forgetProofs(tx: Tx<Tables>, before: Date, most: number): Promise<number> {
  const proofs = await sql`
    delete from identity.proof
     where handle in (select handle from identity.proof where expires_at < ${before} order by expires_at limit ${most})
  `.execute(tx.db);
  const counts = await sql`
    delete from identity.attempt_count
     where (key, window_at) in (select key, window_at from identity.attempt_count where until < ${before} order by until limit ${most})
  `.execute(tx.db);
  return Math.max(Number(proofs.numAffectedRows ?? 0n), Number(counts.numAffectedRows ?? 0n));
}
