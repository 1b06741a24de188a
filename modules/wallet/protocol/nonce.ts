// Nonces that prove by themselves that they are ours and fresh: nothing is kept until one is used.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TIME_BYTES = 6;
const RANDOM_BYTES = 16;
const MAC_BYTES = 16;
const ALL_BYTES = TIME_BYTES + RANDOM_BYTES + MAC_BYTES;

/** What a nonce is for: one for proofs of a credential's key counts for no DPoP proof. */
export type NonceUse = 'credential' | 'dpop';

export function makeNonce(key: Buffer, use: NonceUse, now: Date): string {
  const head = Buffer.alloc(TIME_BYTES);
  head.writeUIntBE(Math.floor(now.getTime() / 1000), 0, TIME_BYTES);
  const body = Buffer.concat([head, randomBytes(RANDOM_BYTES)]);
  return Buffer.concat([body, macOf(key, use, body)]).toString('base64url');
}

/** Whether we made this nonce for this use at most `seconds` ago. */
export function isFreshNonce(
  key: Buffer,
  nonce: unknown,
  wanted: { readonly use: NonceUse; readonly now: Date; readonly seconds: number },
): nonce is string {
  if (typeof nonce !== 'string') return false;
  const bytes = Buffer.from(nonce, 'base64url');
  if (bytes.length !== ALL_BYTES || bytes.toString('base64url') !== nonce) return false;
  const body = bytes.subarray(0, TIME_BYTES + RANDOM_BYTES);
  if (!timingSafeEqual(bytes.subarray(body.length), macOf(key, wanted.use, body))) return false;
  const age = Math.floor(wanted.now.getTime() / 1000) - body.readUIntBE(0, TIME_BYTES);
  return age >= 0 && age <= wanted.seconds;
}

function macOf(key: Buffer, use: NonceUse, body: Buffer): Buffer {
  return createHmac('sha256', key).update(use).update(body).digest().subarray(0, MAC_BYTES);
}
