// Keys of other systems: made once, shown once, kept as hashes.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '@city/kernel/database';
import type { FeedbackTx } from '../cases/report.store.ts';

export interface Open311Key {
  readonly key_id: string;
  readonly name: string;
  readonly body_code: string | null;
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

export async function findKey(tx: FeedbackTx, key: string): Promise<Open311Key | undefined> {
  const found = await sql<Open311Key>`
    select key_id, name, body_code from feedback.open311_key where key_hash = ${hashOf(key)} and revoked_at is null`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** Makes a key and answers it: nobody can read it again. */
export async function makeKey(
  tx: FeedbackTx,
  made: { name: string; body: string | null; key?: string },
): Promise<string> {
  const key = made.key ?? randomBytes(24).toString('base64url');
  await sql`
    insert into feedback.open311_key (key_id, key_hash, name, body_code, created_at)
    values (${newId(tx.now)}, ${hashOf(key)}, ${made.name}, ${made.body}, ${tx.now}) on conflict do nothing`.execute(
    tx.db,
  );
  tx.trail({
    action: 'open311.key.make',
    object: { type: 'open311_key', id: made.name },
    detail: { body: made.body },
  });
  return key;
}

/** @returns how many keys of this name there were. */
export async function revokeKeys(tx: FeedbackTx, name: string): Promise<number> {
  const done = await sql`
    update feedback.open311_key set revoked_at = ${tx.now} where name = ${name} and revoked_at is null`.execute(
    tx.db,
  );
  tx.trail({ action: 'open311.key.revoke', object: { type: 'open311_key', id: name } });
  return Number(done.numAffectedRows ?? 0n);
}
