// Proofs that a request comes from whoever holds a key (DPoP, RFC 9449).
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, type JWK, jwtVerify } from 'jose';
import type { Tx } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { isFreshNonce, makeNonce } from './nonce.ts';
import { ProtocolError } from './protocol-error.ts';
import { useOnce } from './used.store.ts';

export interface DpopExpectation {
  readonly method: 'POST';
  readonly url: string;
  readonly now: Date;
  readonly nonceKey: Buffer;
  readonly nonceSeconds: number;
  /** The token that comes with the proof, at a resource. */
  readonly accessToken?: string;
}

export interface DpopProof {
  /** Thumbprint of the key (RFC 7638). */
  readonly thumbprint: string;
  readonly hash: Buffer;
}

/** Checks everything but whether the proof was used before. @throws ProtocolError `invalid_dpop_proof`, `use_dpop_nonce` */
export async function readDpop(proof: unknown, expected: DpopExpectation): Promise<DpopProof> {
  if (typeof proof !== 'string' || proof.length > LIMITS.proofCharacters || proof.includes(','))
    throw invalid('exactly one DPoP proof is needed');
  const { payload, header } = await verified(proof, expected.now);
  if (payload['htm'] !== expected.method) throw invalid('htm is another method');
  if (withoutQuery(payload['htu']) !== expected.url) throw invalid('htu is another address');
  if (typeof payload.jti !== 'string' || payload.jti.length > 200) throw invalid('jti is needed');
  if (expected.accessToken !== undefined) {
    const ath = createHash('sha256').update(expected.accessToken).digest('base64url');
    if (payload['ath'] !== ath) throw invalid('ath is of another token');
  }
  const { nonceKey, now, nonceSeconds: seconds } = expected;
  if (!isFreshNonce(nonceKey, payload['nonce'], { use: 'dpop', now, seconds })) {
    throw new ProtocolError('use_dpop_nonce', 'a fresh DPoP nonce is needed', {
      status: expected.accessToken === undefined ? 400 : 401,
      headers: {
        'dpop-nonce': makeNonce(nonceKey, 'dpop', now),
        ...(expected.accessToken === undefined
          ? {}
          : { 'www-authenticate': 'DPoP error="use_dpop_nonce", algs="ES256"' }),
      },
    });
  }
  const thumbprint = await calculateJwkThumbprint(header.jwk as JWK, 'sha256');
  return { thumbprint, hash: createHash('sha256').update(`dpop ${thumbprint} ${payload.jti}`).digest() };
}

/** @throws ProtocolError `invalid_dpop_proof` when the proof was used before */
export async function spendDpop(tx: Tx<Tables>, proof: DpopProof, seconds: number): Promise<void> {
  const expiresAt = new Date(tx.now.getTime() + (seconds + LIMITS.proofSeconds) * 1000);
  if (!(await useOnce(tx, [proof.hash], expiresAt))) throw invalid('this proof was used before');
}

async function verified(proof: string, now: Date) {
  try {
    const found = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      currentDate: now,
    });
    const age = now.getTime() / 1000 - Number(found.payload.iat);
    if (!(Math.abs(age) <= LIMITS.proofSeconds)) throw new Error('iat');
    return { payload: found.payload, header: found.protectedHeader };
  } catch {
    throw invalid('the proof is malformed, too old, or not signed with its own ES256 key');
  }
}

function withoutQuery(htu: unknown): string | null {
  if (typeof htu !== 'string' || !URL.canParse(htu)) return null;
  const url = new URL(htu);
  return `${url.origin}${url.pathname}`;
}

const invalid = (description: string) => new ProtocolError('invalid_dpop_proof', description);
