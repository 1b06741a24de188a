// Asking for a code, asking again, and typing it: counted, bound to the browser that asked, the same answers for every number.
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import '../errors.ts';
import { type Identity, identityOf } from '../identity.ts';
import { seal } from '../people/sealing.ts';
import type { Tables } from '../tables.ts';
import { isCode } from './code.ts';
import { countTry, networkOf } from './counting.ts';
import { type Destination, destinationIndex, prefixOf } from './destination.ts';
import { beginProof, changeProof, type NewProof, type Proof, spendProof, takeProof } from './proof.store.ts';
import { destinationPlace, sendCode } from './send-code.job.ts';

/** Who is asking, as far as counting goes. */
export interface Caller {
  readonly address: string;
}

type Wait = { readonly waitSeconds: number };

/**
 * Begins a proof by code; the code itself is made and sent by a job.
 * @returns the browser's token
 * @throws AppError `too_many_codes` (429)
 */
export async function askCode(
  m: ModuleContext<Tables>,
  caller: Caller,
  destination: Destination,
  proof: NewProof,
): Promise<string> {
  const identity = identityOf(m);
  const made = await m.db.transaction(system('identity.code'), async (tx) => {
    const wait = await countCode(tx, identity, caller, destination);
    if (wait !== null) return wait;
    const token = await beginProof(tx, { ...proof, ...addressed(identity, destination, tx.now) });
    const begun = await takeProof(tx, token);
    if (begun) tx.enqueue(sendCode, { proof: begun.handle.toString('base64url') });
    return token;
  });
  if (typeof made !== 'string') throw tooMany(made);
  return made;
}

function addressed(identity: Identity, destination: Destination, now: Date) {
  return {
    channel: destination.channel,
    destination: seal(identity.attemptKey, destination.value, destinationPlace),
    destination_index: destinationIndex(identity.settings.indexKey, destination),
    code_sent_at: now,
  };
}

/** Refusals are answered, not thrown, up to the end of the transaction: a refused try counts too. */
async function countCode(
  tx: Tx<Tables>,
  identity: Identity,
  caller: Caller,
  destination: Destination,
): Promise<Wait | null> {
  const { code } = identity.authenticatorRules();
  const wait = await countTry(tx, identity.settings.indexKey, [
    { what: 'code-number-quarter', of: destination.value, most: code.perQuarterHour, seconds: 900 },
    { what: 'code-number-day', of: destination.value, most: code.perDay, seconds: 86_400 },
    { what: 'code-prefix', of: prefixOf(destination), most: code.perPrefixPerHour, seconds: 3600 },
    { what: 'code-network', of: networkOf(caller.address), most: code.perAddressPerHour, seconds: 3600 },
  ]);
  return wait === null ? null : { waitSeconds: wait };
}

const tooMany = ({ waitSeconds }: Wait) =>
  new AppError('too_many_codes', {
    params: { minutes: Math.ceil(waitSeconds / 60) },
    retryAfterSeconds: waitSeconds,
  });

/**
 * Sends another code to the same place; the earlier one is void.
 * @throws AppError `proof_over`, `code_too_soon` (429), `too_many_codes` (429)
 */
export async function askCodeAgain(
  m: ModuleContext<Tables>,
  caller: Caller,
  token: string | undefined,
  read: (proof: Proof) => Destination | null,
): Promise<void> {
  const identity = identityOf(m);
  const { code } = identity.authenticatorRules();
  const refused = await m.db.transaction(system('identity.code'), async (tx) => {
    const proof = await takeProof(tx, token);
    const destination = proof && read(proof);
    if (!destination || !proof.code_sent_at) return new AppError('proof_over');
    const since = (tx.now.getTime() - proof.code_sent_at.getTime()) / 1000;
    if (since < code.resendSeconds) {
      const seconds = Math.ceil(code.resendSeconds - since);
      return new AppError('code_too_soon', { params: { seconds }, retryAfterSeconds: seconds });
    }
    const wait = await countCode(tx, identity, caller, destination);
    if (wait !== null) return tooMany(wait);
    await changeProof(tx, proof.handle, { code_hash: null, code_until: null, code_sent_at: tx.now });
    tx.enqueue(sendCode, { proof: proof.handle.toString('base64url') });
    return null;
  });
  if (refused) throw refused;
}

export type CodeOutcome = 'right' | 'wrong' | 'burnt' | 'over';

/** Compares inside the caller's transaction. After too many wrong ones the whole proof is used up. */
export async function checkCode(
  tx: Tx<Tables>,
  identity: Identity,
  proof: Proof | null,
  typed: string,
): Promise<CodeOutcome> {
  if (!proof?.destination) return 'over';
  if (isCode(identity.attemptKey, proof, typed, tx.now)) {
    await changeProof(tx, proof.handle, { code_hash: null, code_until: null, tries: 0 });
    return 'right';
  }
  const tries = proof.tries + 1;
  if (tries < identity.authenticatorRules().code.tries) {
    await changeProof(tx, proof.handle, { tries });
    return 'wrong';
  }
  await spendProof(tx, proof);
  return 'burnt';
}

/**
 * Gives a proof that is under way a place for a code and sends one there.
 * @returns false when `where` knows none
 * @throws AppError `too_many_codes` (429)
 */
export async function codeTo(
  m: ModuleContext<Tables>,
  caller: Caller,
  token: string | undefined,
  where: (tx: Tx<Tables>, proof: Proof | null) => Promise<Destination | null>,
): Promise<boolean> {
  const identity = identityOf(m);
  const outcome = await m.db.transaction(system('identity.code'), async (tx) => {
    const proof = await takeProof(tx, token);
    const destination = await where(tx, proof);
    if (!proof || !destination) return false;
    const wait = await countCode(tx, identity, caller, destination);
    if (wait !== null) return wait;
    const place = addressed(identity, destination, tx.now);
    await changeProof(tx, proof.handle, { ...place, code_hash: null, code_until: null });
    tx.enqueue(sendCode, { proof: proof.handle.toString('base64url') });
    return true;
  });
  if (typeof outcome !== 'boolean') throw tooMany(outcome);
  return outcome;
}
