// The second step of a sign-in: an app's code, the password, or a code to a number that belongs to the person of the first step.
import type { Tx } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import { type Identity, identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { advance, type Next, secondMeans } from './advance.ts';
import { type Authenticator, markUsed, ofPerson } from './authenticator.store.ts';
import { type Caller, codeTo } from './code.action.ts';
import { asSignIn } from './code.routes.ts';
import { readDestination } from './destination.ts';
import { isSecret } from './hashing.ts';
import { ownSecrets } from './own-secrets.ts';
import type { BrowserFacts } from './own-sign-in.ts';
import { changeProof, lookAtProof, type Proof, spendProof, takeProof } from './proof.store.ts';
import { totpStep } from './totp.ts';

export interface SecondShown {
  readonly destinations: readonly { readonly id: string; readonly name: string }[];
  readonly hasTotp: boolean;
  readonly hasPassword: boolean;
}

type InSecond = Proof & { readonly person_id: string };

/** A proof whose first step is done. */
const isSecond = (proof: Proof | null): proof is InSecond =>
  proof?.purpose === 'sign_in' && proof.person_id !== null && proof.authenticators.length > 0;

const meansFor = async (tx: Tx<Tables>, identity: Identity, proof: InSecond) =>
  secondMeans(identity, await ofPerson(tx, proof.person_id), proof.authenticators, proof.level);

/** What the page offers; null when the proof is not at its second step. */
export async function secondShown(
  tx: Tx<Tables>,
  identity: Identity,
  proof: Proof | null,
): Promise<SecondShown | null> {
  if (!isSecond(proof)) return null;
  const means = await meansFor(tx, identity, proof);
  return {
    destinations: means.filter(({ kind }) => kind.startsWith('otp_')).map(({ id, name }) => ({ id, name })),
    hasTotp: means.some(({ kind }) => kind === 'totp'),
    hasPassword: means.some(({ kind }) => kind === 'password'),
  };
}

/** Sends a code to one of the person's own places. False when there is nothing to send to. */
export async function sendSecond(
  m: ModuleContext<Tables>,
  caller: Caller,
  token: string | undefined,
  id: string,
): Promise<boolean> {
  const identity = identityOf(m);
  return codeTo(m, caller, token, async (tx, proof) => {
    if (!isSecond(proof)) return null;
    const one = (await meansFor(tx, identity, proof)).find((means) => means.id === id);
    const own = one && (await ownSecrets(tx, identity.settings.dataKeys, proof.person_id));
    const value = own ? own.open(one) : null;
    return value === null ? null : readDestination(value);
  });
}

export type SecondTry = { readonly field: 'totp' | 'password'; readonly text: string };
type Outcome = Next | 'over' | 'burnt' | { readonly shown: SecondShown };

/** Compares what was typed. After too many wrong ones the whole proof is used up. @throws AppError `hashing_busy` */
export async function trySecond(
  m: ModuleContext<Tables>,
  token: string | undefined,
  typed: SecondTry,
  browser: BrowserFacts,
): Promise<Outcome> {
  const identity = identityOf(m);
  const password = typed.field === 'password' ? await isPassword(m, identity, token, typed.text) : false;
  return m.db.transaction(asSignIn, async (tx): Promise<Outcome> => {
    const proof = await takeProof(tx, token);
    if (!isSecond(proof)) return 'over';
    const one = (await meansFor(tx, identity, proof)).find(({ kind }) => kind === typed.field);
    if (!one) return 'over';
    const isRight = typed.field === 'totp' ? await isTotp(tx, identity, one, typed.text) : password;
    if (isRight) {
      if (typed.field === 'password') await markUsed(tx, one);
      return advance(tx, identity, proof, proof.person_id, [...proof.authenticators, one.id], browser);
    }
    tx.trail({
      action: 'session.refused',
      outcome: 'refused',
      reason: `second step: ${typed.field}`,
      subject: proof.person_id,
    });
    if (proof.tries + 1 >= identity.authenticatorRules().code.tries) {
      await spendProof(tx, proof);
      return 'burnt';
    }
    await changeProof(tx, proof.handle, { tries: proof.tries + 1 });
    const shown = await secondShown(tx, identity, proof);
    return shown ? { shown } : 'over';
  });
}

/** Compared before the proof is locked: a hash takes its time. */
async function isPassword(
  m: ModuleContext<Tables>,
  identity: Identity,
  token: string | undefined,
  text: string,
): Promise<boolean> {
  const hash = await m.db.transaction(asSignIn, async (tx) => {
    const proof = await lookAtProof(tx, token);
    if (!isSecond(proof)) return null;
    const one = (await meansFor(tx, identity, proof)).find(({ kind }) => kind === 'password');
    const own = one && (await ownSecrets(tx, identity.settings.dataKeys, proof.person_id));
    return own ? own.open(one) : null;
  });
  return isSecret(hash, text);
}

async function isTotp(
  tx: Tx<Tables>,
  identity: Identity,
  one: Authenticator,
  text: string,
): Promise<boolean> {
  const own = await ownSecrets(tx, identity.settings.dataKeys, one.person_id);
  const secret = own?.open(one) ?? null;
  const step =
    secret && totpStep(secret, text, tx.now, one.last_step === null ? null : Number(one.last_step));
  if (!step) return false;
  await markUsed(tx, one, { step });
  return true;
}
