// Passkeys (WebAuthn Level 3): registering one for oneself, and signing in with one. The standard's checks are the library's.
import { createHash } from 'node:crypto';
import type { Actor } from '@city/kernel/access';
import { system } from '@city/kernel/access';
import { newId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import '../errors.ts';
import { type Identity, identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import {
  byHandle,
  insertAuthenticator,
  lockPerson,
  markUsed,
  ofPerson,
  userHandle,
} from './authenticator.store.ts';
import { heldLevel } from './factors.ts';
import { type BrowserFacts, ownSignIn } from './own-sign-in.ts';
import { beginProof, type Proof, spendProof, takeProof } from './proof.store.ts';
import { recordSecurityEvent } from './security-events.ts';
import { tellChange } from './tell.ts';

const ES256 = -7;
const EDDSA = -8;
const RS256 = -257;

/** Where the browser is: WebAuthn binds a passkey to the host. */
export interface Place {
  readonly origin: string;
}
const hostOf = ({ origin }: Place): string => new URL(origin).hostname;

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const credentialHandle = (credentialId: Buffer): Buffer =>
  createHash('sha256').update('passkey\0').update(credentialId).digest();

export type Begin = { readonly returnTo: string; readonly level: number; readonly lang: 'vi' | 'en' };

/** Options for signing in with any passkey of this city that the device holds; the challenge stays with us. */
export async function beginPasskeySignIn(m: ModuleContext<Tables>, place: Place, begin: Begin) {
  const options = await generateAuthenticationOptions({
    rpID: hostOf(place),
    userVerification: 'required',
    timeout: 5 * 60_000,
  });
  const token = await m.db.transaction(system('identity.sign-in'), (tx) =>
    beginProof(tx, { purpose: 'sign_in', challenge: bytes(options.challenge), ...begin }),
  );
  return { options, token };
}

export interface PasskeyAnswer {
  readonly proofToken: string | undefined;
  readonly answer: AuthenticationResponseJSON;
  readonly browser: BrowserFacts;
}

type SignedIn = { readonly session: string; readonly returnTo: string };

/**
 * Signs in with a passkey's answer. The challenge is used up whatever comes of it.
 * @throws AppError `proof_over`, `passkey_unknown`, `passkey_refused`
 */
export async function finishPasskeySignIn(
  m: ModuleContext<Tables>,
  place: Place,
  { proofToken, answer, browser }: PasskeyAnswer,
): Promise<SignedIn> {
  const identity = identityOf(m);
  // Refusals stand on the trail, so they are committed before the error is thrown.
  const outcome = await m.db.transaction(system('identity.sign-in'), async (tx) => {
    const proof = await takeProof(tx, proofToken);
    if (proof?.purpose !== 'sign_in' || !proof.challenge) return refusal(tx, 'proof_over');
    await spendProof(tx, proof);
    const [known] = await byHandle(tx, credentialHandle(bytes(answer.id)));
    if (!known?.credential_id || !known.public_key) return refusal(tx, 'passkey_unknown');
    const owner = await userHandle(tx, known.person_id);
    const named = answer.response.userHandle;
    if (named !== undefined && !owner.equals(bytes(named))) return refusal(tx, 'passkey_refused');
    const verified = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: proof.challenge.toString('base64url'),
      expectedOrigin: place.origin,
      expectedRPID: hostOf(place),
      requireUserVerification: true,
      credential: {
        id: known.credential_id.toString('base64url'),
        publicKey: new Uint8Array(known.public_key),
        counter: Number(known.sign_count),
        transports: [...known.transports] as never,
      },
    }).catch(() => null);
    if (!verified?.verified) return refusal(tx, 'passkey_refused', known.person_id);
    const { newCounter, credentialBackedUp } = verified.authenticationInfo;
    await markUsed(tx, known, { signCount: newCounter, isBackedUp: credentialBackedUp });
    const level = heldLevel(identity.authenticatorRules(), [known]);
    if (level === null || level < proof.level) return refusal(tx, 'passkey_refused', known.person_id);
    const shown = {
      personId: known.person_id,
      kinds: ['passkey'] as const,
      authenticatorIds: [known.id],
      level,
    };
    const session = await ownSignIn(tx, identity.rulesOn, shown, browser);
    if (session === null) return refusal(tx, 'passkey_unknown');
    tx.afterCommit(identity.sessions.changed);
    return { session, returnTo: proof.return_to };
  });
  if ('refused' in outcome) throw new AppError(outcome.refused);
  return outcome;
}

type Refused = { readonly refused: 'proof_over' | 'passkey_unknown' | 'passkey_refused' };
function refusal(tx: Tx<Tables>, refused: Refused['refused'], subject: string | null = null): Refused {
  tx.trail({ action: 'session.refused', outcome: 'refused', reason: refused, subject });
  return { refused };
}

/** Options for a new passkey of the person who asks; those they have already are excluded. */
export async function beginPasskey(m: ModuleContext<Tables>, place: Place, actor: Actor, lang: 'vi' | 'en') {
  const personId = personOf(actor);
  const made = await m.db.transaction(actor, async (tx) => {
    await lockPerson(tx, personId);
    const held = (await ofPerson(tx, personId)).filter(({ kind }) => kind === 'passkey');
    checkCount(identityOf(m), held.length);
    const options = await generateRegistrationOptions({
      rpName: 'Hoa Phượng – Hải Phòng',
      rpID: hostOf(place),
      userName: actor.name ?? 'Hải Phòng',
      userDisplayName: actor.name ?? '',
      userID: new Uint8Array(await userHandle(tx, personId)),
      attestationType: 'none',
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      supportedAlgorithmIDs: [ES256, EDDSA, RS256],
      excludeCredentials: held.map((one) => ({
        id: (one.credential_id as Buffer).toString('base64url'),
        transports: [...one.transports],
      })),
      timeout: 5 * 60_000,
    });
    const challenge = bytes(options.challenge);
    const proof = { purpose: 'add' as const, personId, challenge, returnTo: '/me/security', level: 1, lang };
    return { options, token: await beginProof(tx, proof) };
  });
  return made;
}

export interface NewPasskey {
  readonly proofToken: string | undefined;
  readonly answer: RegistrationResponseJSON;
  readonly name: string;
  /** What the session that adds it has proved. */
  readonly highestLevel: number;
}

/** Keeps a new passkey. @throws AppError `proof_over`, `passkey_refused`, `too_many_authenticators` */
export async function finishPasskey(
  m: ModuleContext<Tables>,
  place: Place,
  actor: Actor,
  { proofToken, answer, name, highestLevel }: NewPasskey,
): Promise<string> {
  const personId = personOf(actor);
  const outcome = await m.db.transaction(actor, async (tx) => {
    const proof = await takeProof(tx, proofToken);
    if (!isFor(proof, personId)) return null;
    await spendProof(tx, proof);
    const { registrationInfo } = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: proof.challenge.toString('base64url'),
      expectedOrigin: place.origin,
      expectedRPID: hostOf(place),
      requireUserVerification: true,
      supportedAlgorithmIDs: [ES256, EDDSA, RS256],
    }).catch(() => ({ registrationInfo: undefined }));
    if (!registrationInfo) return null;
    await lockPerson(tx, personId);
    const held = await ofPerson(tx, personId);
    checkCount(identityOf(m), held.filter(({ kind }) => kind === 'passkey').length);
    const { credential, credentialBackedUp } = registrationInfo;
    const credentialId = bytes(credential.id);
    const handle = credentialHandle(credentialId);
    if ((await byHandle(tx, handle)).length > 0) return null;
    const id = newId(tx.now);
    await insertAuthenticator(tx, {
      person_id: personId,
      id,
      kind: 'passkey',
      name,
      highest_level: highestLevel,
      added_how: 'self',
      credential_id: credentialId,
      public_key: Buffer.from(credential.publicKey),
      signCount: credential.counter,
      transports: credential.transports ?? [],
      is_backed_up: credentialBackedUp,
      handle,
    });
    tx.trail({
      action: 'authenticator.added',
      object: { type: 'authenticator', id },
      subject: personId,
      reason: 'own request',
      detail: { kind: 'passkey' },
    });
    await recordSecurityEvent(tx, personId, 'authenticator_added', { kind: 'passkey' });
    await tellChange(tx, identityOf(m), personId, { what: 'added', kind: 'passkey' });
    return id;
  });
  if (outcome === null) throw new AppError('passkey_refused');
  return outcome;
}

function isFor(proof: Proof | null, personId: string): proof is Proof & { challenge: Buffer } {
  return proof?.purpose === 'add' && proof.person_id === personId && proof.challenge !== null;
}

function checkCount(identity: Identity, count: number): void {
  const { most } = identity.authenticatorRules();
  if (count >= most.passkey)
    throw new AppError('too_many_authenticators', { params: { most: most.passkey } });
}

function personOf(actor: Actor): string {
  if (actor.id === null) throw new AppError('session_needed');
  return actor.id;
}
