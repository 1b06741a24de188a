// The SQL of persons: found by upstream subject or blind index, written by the sign-in, read by the person.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { IdentityLevel } from './levels.ts';
import type { Tables } from '../tables.ts';

export interface StoredPerson {
  readonly id: string;
  readonly name: string;
  /** yyyy-mm-dd */
  readonly birthDate: string | null;
  readonly identityLevel: IdentityLevel;
  readonly dataKey: Buffer | null;
  readonly personalNumber: Buffer | null;
  readonly phone: Buffer | null;
}

/** The person behind a subject of the provider. */
export async function findBySubject(tx: Tx<Tables>, issuer: string, subject: string): Promise<string | null> {
  const found = await tx.db
    .selectFrom('identity.upstream_identity')
    .select('person_id')
    .where('subject', '=', subject)
    .where('issuer', '=', issuer)
    .executeTakeFirst();
  return found?.person_id ?? null;
}

/**
 * Gives a number to a person, or names the one who has it. Two first sign-ins at the same moment meet here:
 * the later waits for the earlier and gets the same person.
 */
export async function claimNumber(tx: Tx<Tables>, numberIndex: Buffer, personId: string): Promise<string> {
  const owner = await tx.db
    .insertInto('identity.person_number')
    .values({ number_index: numberIndex, person_id: personId })
    .onConflict((conflict) => conflict.column('number_index').doUpdateSet({ number_index: numberIndex }))
    .returning('person_id')
    .executeTakeFirstOrThrow();
  return owner.person_id;
}

/** Ties a subject of the provider to a person, or names the one it is tied to. */
export async function claimSubject(
  tx: Tx<Tables>,
  issuer: string,
  subject: string,
  personId: string,
): Promise<string> {
  const owner = await tx.db
    .insertInto('identity.upstream_identity')
    .values({ subject, issuer, person_id: personId, first_at: tx.now, last_at: tx.now })
    .onConflict((conflict) => conflict.columns(['subject', 'issuer']).doUpdateSet({ last_at: tx.now }))
    .returning('person_id')
    .executeTakeFirstOrThrow();
  return owner.person_id;
}

export async function readPerson(tx: Tx<Tables>, id: string): Promise<StoredPerson | null> {
  const row = await tx.db
    .selectFrom('identity.person')
    .select(['id', 'name', 'identity_level', 'data_key', 'personal_number', 'phone'])
    .select(sql<string | null>`birth_date::text`.as('birth_day'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    name: row.name,
    birthDate: row.birth_day,
    identityLevel: row.identity_level as IdentityLevel,
    dataKey: row.data_key,
    personalNumber: row.personal_number,
    phone: row.phone,
  };
}

/** Writes what the provider said; a new person or the whole row of a known one. */
export async function savePerson(tx: Tx<Tables>, person: StoredPerson): Promise<void> {
  const values = {
    name: person.name,
    birth_date: person.birthDate,
    identity_level: person.identityLevel,
    proofed_at: person.identityLevel > 0 ? tx.now : null,
    data_key: person.dataKey,
    personal_number: person.personalNumber,
    phone: person.phone,
    updated_at: tx.now,
  };
  await tx.db
    .insertInto('identity.person')
    .values({ id: person.id, created_at: tx.now, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}
