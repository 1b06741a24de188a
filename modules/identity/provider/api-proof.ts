// Whether a request at the city's interface comes from whoever holds the key of its token (DPoP, RFC 9449, section 7).
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, type JWK, jwtVerify } from 'jose';
import { hashId } from './artifact.ts';

export interface ProofExpected {
  readonly method: string;
  /** Address without query. */
  readonly url: string;
  readonly token: string;
  /** Thumbprint that the token names (`cnf.jkt`). */
  readonly thumbprint: string;
  readonly now: Date;
}

/** How far a proof's clock may be from ours. */
export const proofSeconds = 60;
const mostCharacters = 4000;

/** Checks everything but whether the proof came before. @returns what it is remembered by, or null when it does not hold */
export async function checkProof(proof: unknown, expected: ProofExpected): Promise<Buffer | null> {
  // Two headers arrive joined by a comma; a compact signature has none.
  if (typeof proof !== 'string' || proof.length > mostCharacters || proof.includes(',')) return null;
  const found = await jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256'],
    currentDate: expected.now,
  }).catch(() => null);
  if (!found) return null;
  const { payload, protectedHeader } = found;
  const age = expected.now.getTime() / 1000 - Number(payload.iat);
  const ath = createHash('sha256').update(expected.token).digest('base64url');
  const holds =
    Math.abs(age) <= proofSeconds &&
    payload['htm'] === expected.method &&
    withoutQuery(payload['htu']) === expected.url &&
    payload['ath'] === ath &&
    typeof payload.jti === 'string' &&
    payload.jti.length > 0 &&
    (await calculateJwkThumbprint(protectedHeader.jwk as JWK, 'sha256')) === expected.thumbprint;
  return holds ? hashId('ReplayDetection', `api|${expected.thumbprint}|${payload.jti}`) : null;
}

function withoutQuery(htu: unknown): string | null {
  const url = typeof htu === 'string' ? URL.parse(htu) : null;
  return url ? `${url.origin}${url.pathname}` : null;
}
