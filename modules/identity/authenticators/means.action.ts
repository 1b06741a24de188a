// Adding and taking away ways to sign in: counted, on the trail, told to the person everywhere.
import type { Actor } from '@city/kernel/access';
import { system } from '@city/kernel/access';
import { newId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import '../errors.ts';
import type { Identity } from '../identity.ts';
import { endTokensOf } from '../provider/end-tokens.ts';
import type { Session } from '../sessions/session.ts';
import type { Tables } from '../tables.ts';
import {
  byHandle,
  insertAuthenticator,
  lockPerson,
  ofPerson,
  removeAuthenticator,
} from './authenticator.store.ts';
import type { AuthenticatorRow } from './authenticator-tables.ts';
import { type AuthenticatorKind, stillSignsIn } from './factors.ts';
import { hashSecret } from './hashing.ts';
import { ownSecrets } from './own-secrets.ts';
import { drawRecoveryCodes, readRecoveryCode } from './recovery-codes.ts';
import { recordSecurityEvent } from './security-events.ts';
import { standingOf } from './step-up.ts';
import { tellChange } from './tell.ts';

export interface NewMeans {
  readonly personId: string;
  readonly kind: Exclude<AuthenticatorKind, 'passkey'>;
  readonly name: string;
  readonly highestLevel: number;
  readonly how: AuthenticatorRow['added_how'];
  /** Sealed before it is stored. */
  readonly secret?: string;
  readonly handle?: Buffer;
}

/**
 * Keeps a means in the caller's transaction; a second password, app or set of codes takes the place of the first.
 * @returns its id
 * @throws AppError `too_many_authenticators`
 */
export async function keepMeans(tx: Tx<Tables>, identity: Identity, means: NewMeans): Promise<string> {
  const { personId, kind, secret, handle } = means;
  await lockPerson(tx, personId);
  const held = (await ofPerson(tx, personId)).filter((one) => one.kind === kind);
  if (kind === 'otp_phone' || kind === 'otp_email') {
    const most = identity.authenticatorRules().most[kind];
    if (held.length >= most) throw new AppError('too_many_authenticators', { params: { most } });
  } else for (const one of held) await removeAuthenticator(tx, personId, one.id);
  // Who changes a means may fear for it: what was signed in with the old one does not outlive it (ASVS 5.0, 7.4.3).
  if (held.length > 0 && (kind === 'password' || kind === 'totp')) await endTokensOf(tx, personId);
  const own = await ownSecrets(tx, identity.settings.dataKeys, personId);
  if (!own) throw new AppError('means_not_found');
  const id = newId(tx.now);
  await insertAuthenticator(tx, {
    person_id: personId,
    id,
    kind,
    name: means.name,
    highest_level: means.highestLevel,
    added_how: means.how,
    ...(secret === undefined ? {} : { secret: own.seal(id, secret) }),
    ...(handle === undefined ? {} : { handle }),
  });
  tx.trail({
    action: 'authenticator.added',
    object: { type: 'authenticator', id },
    subject: personId,
    reason: means.how === 'assisted' ? 'confirmed by two officers' : 'own request',
    detail: { kind, highestLevel: means.highestLevel },
  });
  await recordSecurityEvent(tx, personId, kind === 'recovery' ? 'codes_renewed' : 'authenticator_added', {
    kind,
  });
  await tellChange(tx, identity, personId, {
    what: kind === 'recovery' ? 'codes_renewed' : 'added',
    kind,
  });
  return id;
}

/** Whether one more person may sign in with a number or address. */
export async function hasRoom(
  m: ModuleContext<Tables>,
  identity: Identity,
  handle: Buffer,
  personId: string,
): Promise<boolean> {
  const holders = await m.db.transaction(system('identity.count'), (tx) => byHandle(tx, handle), {
    readOnly: true,
  });
  const others = new Set(holders.map((one) => one.person_id));
  return !others.has(personId) && others.size < identity.authenticatorRules().most.peoplePerNumber;
}

/** New recovery codes in place of the old ones; they are shown once. The hashing is done before any transaction. */
export async function makeRecoveryCodes(count: number) {
  const codes = drawRecoveryCodes(count);
  const hashes: { readonly slot: number; readonly hash: string }[] = [];
  for (const { slot, shown } of codes) {
    const secret = readRecoveryCode(shown)?.secret ?? shown;
    hashes.push({ slot, hash: await hashSecret(secret) });
  }
  return { codes: codes.map(({ shown }) => shown), hashes };
}

export async function keepRecoveryCodes(
  tx: Tx<Tables>,
  identity: Identity,
  means: Pick<NewMeans, 'personId' | 'highestLevel' | 'how' | 'name'>,
  hashes: readonly { readonly slot: number; readonly hash: string }[],
): Promise<void> {
  const id = await keepMeans(tx, identity, { ...means, kind: 'recovery' });
  await tx.db
    .insertInto('identity.recovery_code')
    .values(
      hashes.map(({ slot, hash }) => ({
        person_id: means.personId,
        authenticator_id: id,
        slot,
        code_hash: hash,
        used_at: null,
      })),
    )
    .execute();
}

/**
 * Takes one away. Something must be left that signs in; VNeID counts.
 * @throws AppError `means_not_found`, `last_means`
 */
export async function removeMeans(
  m: ModuleContext<Tables>,
  identity: Identity,
  actor: Actor,
  session: Session,
  id: string,
): Promise<void> {
  const { personId } = session;
  await m.db.transaction(actor, async (tx) => {
    await lockPerson(tx, personId);
    const standing = await standingOf(tx, identity, session);
    const one = standing.held.find((held) => held.id === id);
    if (!one) throw new AppError('means_not_found');
    const rest = standing.held.filter((held) => held.id !== id).map(({ kind }) => kind);
    if (!standing.hasVneid && !stillSignsIn(standing.rules, rest)) throw new AppError('last_means');
    await tellChange(tx, identity, personId, { what: 'removed', kind: one.kind });
    await removeAuthenticator(tx, personId, id);
    await endTokensOf(tx, personId);
    tx.trail({
      action: 'authenticator.removed',
      object: { type: 'authenticator', id },
      subject: personId,
      reason: 'own request',
      detail: { kind: one.kind },
    });
    await recordSecurityEvent(tx, personId, 'authenticator_removed', { kind: one.kind });
  });
}

/**
 * Lifts a means to what this session has proved: it was added by a weaker one, and its owner now says that it is theirs.
 * @throws AppError `means_not_found`
 */
export async function confirmMeans(
  m: ModuleContext<Tables>,
  _identity: Identity,
  actor: Actor,
  session: Session,
  id: string,
): Promise<void> {
  const level = Math.min(2, session.authenticationLevel);
  const { personId } = session;
  await m.db.transaction(actor, async (tx) => {
    const changed = await tx.db
      .updateTable('identity.authenticator')
      .set({ highest_level: level })
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .where('highest_level', '<', level)
      .returning('kind')
      .executeTakeFirst();
    if (!changed) throw new AppError('means_not_found');
    tx.trail({
      action: 'authenticator.confirmed',
      object: { type: 'authenticator', id },
      subject: personId,
      reason: 'proved again at this level',
      detail: { kind: changed.kind, highestLevel: level },
    });
    await recordSecurityEvent(tx, personId, 'authenticator_confirmed', { kind: changed.kind });
  });
}
