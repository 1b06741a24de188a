// What comes after something was shown: signed in, a choice among the people who share a number, a second factor, or not enough.
import type { Tx } from '@city/kernel/database';
import type { Identity } from '../identity.ts';
import { wayIn } from '../mandates/way-in.ts';
import type { Tables } from '../tables.ts';
import { type Authenticator, ofPerson } from './authenticator.store.ts';
import { type AuthenticatorKind, heldLevel } from './factors.ts';
import { type BrowserFacts, ownSignIn } from './own-sign-in.ts';
import { changeProof, type Proof, spendProof } from './proof.store.ts';
import { newDevice } from './new-device.ts';

export type Next =
  | { readonly next: 'signed_in'; readonly session: string; readonly returnTo: string }
  | { readonly next: 'choose' }
  | { readonly next: 'second' }
  | { readonly next: 'too_weak'; readonly returnTo: string; readonly level: number }
  | { readonly next: 'over' };

/** Means that, beside what was shown, bring a sign-in to the level that is asked for. */
export function secondMeans(
  identity: Identity,
  held: readonly Authenticator[],
  shownIds: readonly string[],
  level: number,
): readonly Authenticator[] {
  const rules = identity.authenticatorRules();
  const shown = held.filter(({ id }) => shownIds.includes(id));
  return held.filter(
    (one) =>
      one.kind !== 'passkey' &&
      !shown.some(({ kind }) => kind === one.kind) &&
      (heldLevel(rules, [...shown, one]) ?? 0) >= level,
  );
}

/**
 * Goes on with a proof whose person is known, after `shown` was proved.
 * The session begins as soon as the level is reached; without means to reach it nobody is signed in.
 */
export async function advance(
  tx: Tx<Tables>,
  identity: Identity,
  proof: Proof,
  personId: string,
  shownIds: readonly string[],
  browser: BrowserFacts,
): Promise<Next> {
  const held = await ofPerson(tx, personId);
  const shown = held.filter(({ id }) => shownIds.includes(id));
  if (shown.length < new Set(shownIds).size) return { next: 'over' };
  const kinds: readonly AuthenticatorKind[] = shown.map(({ kind }) => kind);
  const level = heldLevel(identity.authenticatorRules(), shown);
  if (level !== null && level >= proof.level) {
    await spendProof(tx, proof);
    await newDevice(tx, identity, personId, browser.device);
    const begun = { personId, kinds, authenticatorIds: shownIds, level };
    const session = await ownSignIn(tx, identity.rulesOn, begun, browser);
    if (session === null) return { next: 'over' };
    tx.afterCommit(identity.sessions.changed);
    const returnTo = await wayIn(tx, identity.mandateRulesOn, personId, proof.return_to);
    return { next: 'signed_in', session, returnTo };
  }
  const means = secondMeans(identity, held, shownIds, proof.level);
  if (means.length === 0) {
    await spendProof(tx, proof);
    tx.trail({ action: 'session.refused', outcome: 'refused', reason: 'too_weak', subject: personId });
    return { next: 'too_weak', returnTo: proof.return_to, level: proof.level };
  }
  await changeProof(tx, proof.handle, {
    person_id: personId,
    proved: [...kinds],
    authenticators: [...shownIds],
    candidates: [],
    destination: null,
    destination_index: null,
    channel: null,
    tries: 0,
  });
  return { next: 'second' };
}
