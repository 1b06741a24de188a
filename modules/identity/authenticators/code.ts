// One-time codes: drawn by chance, bound to one proof, compared in constant time (ASVS 5.0, 6.5).
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Proof } from './proof.store.ts';

/** A code of so many digits, each as likely as another. */
export function drawCode(digits: number): string {
  return String(randomInt(0, 10 ** digits)).padStart(digits, '0');
}

/** What is stored of a code: an HMAC that only this proof can bring forth, with a key outside the database. */
export function hashCode(key: Buffer, proof: Pick<Proof, 'handle'>, code: string): Buffer {
  return createHmac('sha256', key).update('code\0').update(proof.handle).update(code).digest();
}

/** Whether a code is the proof's. Takes the same time when there is none to compare with. */
export function isCode(
  key: Buffer,
  proof: Pick<Proof, 'handle' | 'code_hash' | 'code_until'>,
  typed: string,
  now: Date,
): boolean {
  const given = hashCode(key, proof, typed.normalize('NFKC').replace(/\D/g, ''));
  const isSame = timingSafeEqual(given, proof.code_hash ?? Buffer.alloc(32));
  return isSame && proof.code_hash !== null && proof.code_until !== null && now < proof.code_until;
}
