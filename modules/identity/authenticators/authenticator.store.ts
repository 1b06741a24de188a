// The SQL of authenticators: added, found by handle, used, removed.
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import type { AuthenticatorRow } from './authenticator-tables.ts';
import type { AuthenticatorKind } from './factors.ts';

export type NewAuthenticator = Pick<
  AuthenticatorRow,
  'person_id' | 'id' | 'kind' | 'name' | 'highest_level' | 'added_how'
> &
  Partial<
    Pick<
      AuthenticatorRow,
      | 'credential_id'
      | 'public_key'
      | 'transports'
      | 'is_backed_up'
      | 'secret'
      | 'aaguid'
      | 'attestation_format'
      | 'attestation'
    >
  > & { readonly signCount?: number; readonly handle?: Buffer };

/** Adds one; `handle` is what it is found by when nobody knows yet who asks. */
export async function insertAuthenticator(tx: Tx<Tables>, added: NewAuthenticator): Promise<void> {
  const { signCount = 0, handle, ...row } = added;
  await tx.db
    .insertInto('identity.authenticator')
    .values({
      credential_id: null,
      public_key: null,
      transports: [],
      is_backed_up: false,
      secret: null,
      aaguid: null,
      attestation_format: null,
      attestation: null,
      ...row,
      sign_count: signCount,
      last_step: null,
      added_at: tx.now,
      last_used_at: null,
      removed_at: null,
    })
    .execute();
  if (handle) {
    await tx.db
      .insertInto('identity.authenticator_index')
      .values({ handle, person_id: row.person_id, authenticator_id: row.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export type Authenticator = Pick<
  AuthenticatorRow,
  | 'person_id'
  | 'id'
  | 'kind'
  | 'name'
  | 'credential_id'
  | 'public_key'
  | 'transports'
  | 'is_backed_up'
  | 'aaguid'
  | 'secret'
  | 'highest_level'
  | 'added_how'
  | 'added_at'
  | 'last_used_at'
> & { readonly sign_count: string; readonly last_step: string | null };

/** What is read of one, of the table `a`. */
export const columns = [
  'a.person_id',
  'a.id',
  'a.kind',
  'a.name',
  'a.credential_id',
  'a.public_key',
  'a.transports',
  'a.is_backed_up',
  'a.aaguid',
  'a.secret',
  'a.sign_count',
  'a.last_step',
  'a.highest_level',
  'a.added_how',
  'a.added_at',
  'a.last_used_at',
] as const;

/** Whose a handle is: none, one, or the members of a family who share a number. */
export function byHandle(tx: Tx<Tables>, handle: Buffer): Promise<readonly Authenticator[]> {
  return tx.db
    .selectFrom('identity.authenticator_index as x')
    .innerJoin('identity.authenticator as a', (join) =>
      join.onRef('a.person_id', '=', 'x.person_id').onRef('a.id', '=', 'x.authenticator_id'),
    )
    .select(columns)
    .where('x.handle', '=', handle)
    .where('a.removed_at', 'is', null)
    .orderBy('a.added_at')
    .limit(100)
    .execute();
}

/** What a person can sign in with, oldest first. */
export function ofPerson(tx: Tx<Tables>, personId: string): Promise<readonly Authenticator[]> {
  return tx.db
    .selectFrom('identity.authenticator as a')
    .select(columns)
    .where('a.person_id', '=', personId)
    .where('a.removed_at', 'is', null)
    .orderBy('a.added_at')
    .limit(100)
    .execute();
}

/** Remembers a use. `step` is the time step of a TOTP, `signCount` what a passkey counted. */
export async function markUsed(
  tx: Tx<Tables>,
  used: { readonly person_id: string; readonly id: string },
  what: { readonly step?: number; readonly signCount?: number; readonly isBackedUp?: boolean } = {},
): Promise<void> {
  await tx.db
    .updateTable('identity.authenticator')
    .set({
      last_used_at: tx.now,
      ...(what.step === undefined ? {} : { last_step: what.step }),
      ...(what.signCount === undefined ? {} : { sign_count: what.signCount }),
      ...(what.isBackedUp === undefined ? {} : { is_backed_up: what.isBackedUp }),
    })
    .where('person_id', '=', used.person_id)
    .where('id', '=', used.id)
    .execute();
}

/** Takes one away: its secret is forgotten, nothing finds it any more. Answers its kind, or null when there was none. */
export async function removeAuthenticator(
  tx: Tx<Tables>,
  personId: string,
  id: string,
): Promise<AuthenticatorKind | null> {
  const removed = await tx.db
    .updateTable('identity.authenticator')
    .set({ removed_at: tx.now, secret: null })
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('kind')
    .executeTakeFirst();
  if (!removed) return null;
  await tx.db
    .deleteFrom('identity.authenticator_index')
    .where('person_id', '=', personId)
    .where('authenticator_id', '=', id)
    .execute();
  await tx.db
    .deleteFrom('identity.recovery_code')
    .where('person_id', '=', personId)
    .where('authenticator_id', '=', id)
    .execute();
  return removed.kind;
}

/** A person's changes to their means wait for each other: counting what is left must see the others. */
export async function lockPerson(tx: Tx<Tables>, personId: string): Promise<void> {
  await tx.db
    .insertInto('identity.passkey_user')
    .values({ person_id: personId, handle: crypto.getRandomValues(Buffer.alloc(64)) })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .execute();
  await tx.db
    .selectFrom('identity.passkey_user')
    .select('person_id')
    .where('person_id', '=', personId)
    .forUpdate()
    .execute();
}

/** The person's WebAuthn user.id; made by `lockPerson`. */
export async function userHandle(tx: Tx<Tables>, personId: string): Promise<Buffer> {
  const { handle } = await tx.db
    .selectFrom('identity.passkey_user')
    .select('handle')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return handle;
}
