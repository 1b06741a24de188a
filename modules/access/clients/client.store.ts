// Systems that may ask for decisions: their token is made once, shown once, kept as a hash.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';
import type { AccessTables } from '../tables.ts';

export interface AskingClient {
  readonly id: string;
  readonly name: string;
}

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** 256 random bits in base64url. */
export const isTokenShaped = (token: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(token);

export async function findClient(tx: Tx<AccessTables>, hash: Buffer): Promise<AskingClient | null> {
  const found = await sql<AskingClient>`
    select client_id as id, name from access.client where token_hash = ${hash} and ended_at is null`.execute(
    tx.db,
  );
  return found.rows[0] ?? null;
}

/** Makes a token and answers it: nobody can read it again. */
export async function makeClient(tx: Tx<AccessTables>, name: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const id = newId(tx.now);
  await tx.db
    .insertInto('access.client')
    .values({ client_id: id, name, token_hash: hashOf(token), created_at: tx.now, ended_at: null })
    .execute();
  tx.trail({ action: 'client.made', object: { type: 'access_client', id }, detail: { name } });
  return token;
}

/** Ends every token of this name; answers how many there were. */
export async function endClients(tx: Tx<AccessTables>, name: string): Promise<number> {
  const done = await sql`
    update access.client set ended_at = ${tx.now} where name = ${name} and ended_at is null`.execute(tx.db);
  tx.trail({ action: 'client.ended', object: { type: 'access_client', id: name } });
  return Number(done.numAffectedRows ?? 0n);
}
