// Taking a signature back while the petition can still be signed; an obligation that has begun stays.
import { AppError } from '@city/kernel/errors';
import { localDate } from '@city/kernel/time';
import { forgetOwnSignature } from '../cases/person.access.ts';
import { lockPetition, type PetitionTx } from '../cases/petition.store.ts';
import { counted, factsOf } from '../events.ts';
import { isSignable } from '../cases/states.ts';
import type { SignerKeys } from './signer-key.ts';
import { withdrawSignature, writeCounts } from './signature.store.ts';

/**
 * Takes back the signature of the transaction's person.
 * @returns how many stand now.
 * @throws AppError `petition_not_found`, `petition_not_signed`, `petition_not_open`.
 */
export async function takeBack(tx: PetitionTx, keys: SignerKeys, code: string): Promise<number> {
  const petition = await lockPetition(tx, code);
  if (!petition || petition.state === 'draft') throw new AppError('petition_not_found', { field: 'code' });
  const isOpen = isSignable(petition.state) && petition.sign_until !== null && tx.now < petition.sign_until;
  if (!isOpen) throw new AppError('petition_not_open');
  const personId = tx.actor.id as string;
  const signedAt = await withdrawSignature(
    tx,
    petition.petition_id,
    keys.keyOf(petition.petition_id, personId),
  );
  if (!signedAt) throw new AppError('petition_not_signed');
  await forgetOwnSignature(tx, petition.petition_id);
  await writeCounts(tx, [{ petitionId: petition.petition_id, day: localDate(signedAt), n: -1 }]);
  tx.trail({
    action: 'petition.take_back',
    object: { type: 'petition', id: petition.petition_id },
    subject: personId,
  });
  const left = petition.signature_n - 1;
  tx.emit(counted, petition.petition_id, factsOf({ ...petition, signature_n: left }, tx.now));
  return left;
}
