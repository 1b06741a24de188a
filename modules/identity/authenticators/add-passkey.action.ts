// Adding a passkey to one's own account (WebAuthn Level 3): the options, and what the device answers to them.
import type { Actor } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import {
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import '../errors.ts';
import { type Identity, identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { byHandle, insertAuthenticator, lockPerson, ofPerson, userHandle } from './authenticator.store.ts';
import { type Attested, isProvedModel, modelNames, type OfficialPasskeys } from './passkey-models.ts';
import { bytes, credentialHandle, hostOf, type Place } from './passkey-place.ts';
import { beginProof, type Proof, spendProof, takeProof } from './proof.store.ts';
import { recordSecurityEvent } from './security-events.ts';
import { tellChange } from './tell.ts';

const ES256 = -7;
const EDDSA = -8;
const RS256 = -257;

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
      attestationType: listFor(m, actor) ? 'direct' : 'none',
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

/**
 * Keeps a new passkey.
 * @throws AppError `passkey_refused`, `passkey_model_refused`, `too_many_authenticators`
 */
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
    const registrationInfo = await verified(proof.challenge, place, answer);
    if (!registrationInfo) return null;
    const attested: Attested = {
      aaguid: registrationInfo.aaguid,
      format: registrationInfo.fmt,
      object: registrationInfo.attestationObject,
    };
    checkModel(listFor(m, actor), attested, tx.now);
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
      aaguid: attested.aaguid,
      attestation_format: attested.format,
      attestation: attested.format === 'none' ? null : Buffer.from(attested.object),
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

/** The list that binds whoever asks: officials, while there is one. */
function listFor(m: ModuleContext<Tables>, { posts = [] }: Actor): OfficialPasskeys | null {
  return posts.length > 0 ? identityOf(m).authenticatorRules().officialPasskeys : null;
}

/** @throws AppError `passkey_model_refused` */
function checkModel(list: OfficialPasskeys | null, attested: Attested, now: Date): void {
  if (list && !isProvedModel(list, attested, now))
    throw new AppError('passkey_model_refused', { params: { models: modelNames(list) } });
}

/** What the device answered, once the standard's checks hold; null where one does not. */
async function verified(challenge: Buffer, place: Place, answer: RegistrationResponseJSON) {
  const { registrationInfo } = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: place.origin,
    expectedRPID: hostOf(place),
    requireUserVerification: true,
    supportedAlgorithmIDs: [ES256, EDDSA, RS256],
  }).catch(() => ({ registrationInfo: undefined }));
  return registrationInfo ?? null;
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
