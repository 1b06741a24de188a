// Signing as routes and pages ask for it: who may, under which key, with which answer.
import type { RequestContext } from '@city/kernel/http';
import { AppError } from '@city/kernel/errors';
import type { PetitionTx } from '../cases/petition.store.ts';
import { openForReading } from '../cases/step.ts';
import type { PetitionTables } from '../cases/tables.ts';
import { requireVerified } from '../cases/verified.ts';
import { limits } from '../limits.ts';
import type { PetitionCity } from '../module-city.ts';
import { findSignature } from './signature.store.ts';
import { takeBack } from './take-back.action.ts';

type Asking = Pick<
  RequestContext<unknown, unknown, unknown, PetitionTables>,
  'actor' | 'now' | 'join' | 'transaction'
>;

/**
 * Signs as the caller; signing again changes nothing. The name is kept only when the person agrees to be named.
 * @returns how many signatures stand.
 * @throws AppError `petition_level_needed`, `petition_not_found`, `petition_not_open`.
 */
export async function sign(
  city: PetitionCity,
  c: Asking,
  { code, named }: { readonly code: string; readonly named: boolean },
): Promise<number> {
  requireVerified(city.rules, c.actor, c.now);
  const personId = c.actor.id as string;
  const { petition } = await c.transaction((tx) => openForReading(tx, code), { readOnly: true });
  const signed = await c.join(
    city.signings,
    {
      petitionId: petition.petition_id,
      personId,
      signerKey: city.keys.keyOf(petition.petition_id, personId),
      name: named ? (c.actor.name?.slice(0, limits.nameMax) ?? null) : null,
    },
    (result) => result,
  );
  if (signed.ok) return signed.count;
  throw new AppError(signed.why === 'unknown' ? 'petition_not_found' : 'petition_not_open');
}

/** Takes the caller's signature back; answers how many stand. */
export function withdrawOwn(city: PetitionCity, c: Asking, code: string): Promise<number> {
  return c.transaction((tx) => takeBack(tx, city.keys, code));
}

/** Whether the transaction's person has signed. */
export async function mySignature(
  tx: PetitionTx,
  city: PetitionCity,
  code: string,
): Promise<{ signed: boolean; named: boolean; signatures: number }> {
  const { petition } = await openForReading(tx, code);
  const signature =
    tx.actor.id === null
      ? undefined
      : await findSignature(tx, petition.petition_id, city.keys.keyOf(petition.petition_id, tx.actor.id));
  return {
    signed: signature !== undefined,
    named: signature?.name != null,
    signatures: petition.signature_n,
  };
}
