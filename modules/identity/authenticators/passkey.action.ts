// Signing in with a passkey (WebAuthn Level 3). The standard's checks are the library's.
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import '../errors.ts';
import { type Identity, identityOf } from '../identity.ts';
import { wayIn } from '../mandates/way-in.ts';
import { postsOn } from '../posts/post.store.ts';
import type { Tables } from '../tables.ts';
import { type Authenticator, byHandle, markUsed, userHandle } from './authenticator.store.ts';
import { heldLevel } from './factors.ts';
import { type BrowserFacts, ownSignIn } from './own-sign-in.ts';
import { bytes, credentialHandle, hostOf, type Place } from './passkey-place.ts';
import { isListed, modelNames } from './passkey-models.ts';
import { beginProof, spendProof, takeProof } from './proof.store.ts';

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
 * @throws AppError `proof_over`, `passkey_unknown`, `passkey_refused`, `passkey_model_refused`
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
    if (await isUnlisted(tx, identity, known)) return refusal(tx, 'passkey_model_refused', known.person_id);
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
    const returnTo = await wayIn(tx, identity.mandateRulesOn, known.person_id, proof.return_to);
    return { session, returnTo };
  });
  if (!('refused' in outcome)) return outcome;
  const list = identity.authenticatorRules().officialPasskeys;
  throw new AppError(outcome.refused, { params: { models: list ? modelNames(list) : '' } });
}

/** Whether an official shows a passkey of a model that is not on the list of the day, such as one from before there was a list. */
async function isUnlisted(
  tx: Tx<Tables>,
  identity: Identity,
  { person_id: personId, aaguid }: Authenticator,
): Promise<boolean> {
  const list = identity.authenticatorRules().officialPasskeys;
  if (!list || isListed(list, aaguid)) return false;
  return (await postsOn(tx, personId, localDate(tx.now))).posts.length > 0;
}

type Refused = {
  readonly refused: 'proof_over' | 'passkey_unknown' | 'passkey_refused' | 'passkey_model_refused';
};
function refusal(tx: Tx<Tables>, refused: Refused['refused'], subject: string | null = null): Refused {
  tx.trail({ action: 'session.refused', outcome: 'refused', reason: refused, subject });
  return { refused };
}
