// The SQL of consents: the one in force, given anew, withdrawn.
import { newId, type Tx } from '@city/kernel/database';
import { sql } from 'kysely';
import type { Tables } from '../tables.ts';

export interface Consent {
  readonly id: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly claims: readonly string[];
  readonly givenAt: Date;
}

const columns = ['id', 'client_id', 'scopes', 'claims', 'given_at'] as const;

export async function consentNow(
  tx: Tx<Tables>,
  personId: string,
  clientId: string,
): Promise<Consent | null> {
  const row = await tx.db
    .selectFrom('identity.oidc_consent')
    .select(columns)
    .where('person_id', '=', personId)
    .where('client_id', '=', clientId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row ? toConsent(row) : null;
}

/** All consents of a person that are in force. */
export async function consentsOf(tx: Tx<Tables>, personId: string): Promise<readonly Consent[]> {
  const rows = await tx.db
    .selectFrom('identity.oidc_consent')
    .select(columns)
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .orderBy('given_at', 'desc')
    .execute();
  return rows.map(toConsent);
}

const toConsent = (row: {
  readonly id: string;
  readonly client_id: string;
  readonly scopes: readonly string[];
  readonly claims: readonly string[];
  readonly given_at: Date;
}): Consent => ({
  id: row.id,
  clientId: row.client_id,
  scopes: row.scopes,
  claims: row.claims,
  givenAt: row.given_at,
});

export interface GivenConsent {
  readonly personId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly claims: readonly string[];
  readonly textVersion: string;
  readonly lang: 'vi' | 'en';
}

/** Writes a consent; what stood before is closed and stays as evidence. */
export async function giveConsent(tx: Tx<Tables>, given: GivenConsent): Promise<string> {
  await withdrawConsent(tx, given.personId, given.clientId);
  const id = newId(tx.now);
  await tx.db
    .insertInto('identity.oidc_consent')
    .values({
      person_id: given.personId,
      id,
      client_id: given.clientId,
      scopes: sql<string[]>`${[...given.scopes]}::text[]` as never,
      claims: sql<string[]>`${[...given.claims]}::text[]` as never,
      text_version: given.textVersion,
      lang: given.lang,
      given_at: tx.now,
      withdrawn_at: null,
    })
    .execute();
  return id;
}

/** Closes the consent in force; answers whether there was one. */
export async function withdrawConsent(tx: Tx<Tables>, personId: string, clientId: string): Promise<boolean> {
  const done = await tx.db
    .updateTable('identity.oidc_consent')
    .set({ withdrawn_at: tx.now })
    .where('person_id', '=', personId)
    .where('client_id', '=', clientId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
