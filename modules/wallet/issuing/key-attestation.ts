// Attestations that keys lie in protected storage (OpenID4VCI 1.0 Appendix D): by makers whom the city trusts, for keys of one wallet.
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { HolderJwk } from '../credentials/sd-jwt.ts';
import { followChain } from '../keys/chain.ts';
import { LIMITS } from '../limits.ts';
import { isFreshNonce } from '../protocol/nonce.ts';
import { ProtocolError } from '../protocol/protocol-error.ts';
import type { ProofExpectation } from './key-proof.ts';

export interface KeyAttestation {
  readonly holders: readonly HolderJwk[];
  readonly nonce: string | null;
}

const invalid = (description: string) => new ProtocolError('invalid_proof', description);

/** @throws ProtocolError `invalid_proof`, `invalid_nonce` */
export async function readKeyAttestation(jwt: unknown, expected: ProofExpectation): Promise<KeyAttestation> {
  const { now, nonceKey, nonceSeconds, most } = expected;
  const payload = await verified(jwt, expected);
  const { attested_keys: keys, nonce } = payload as { attested_keys?: unknown; nonce?: unknown };
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > most)
    throw invalid(`between 1 and ${most} keys may be attested`);
  if (
    nonce !== undefined &&
    !isFreshNonce(nonceKey, nonce, { use: 'credential', now, seconds: nonceSeconds })
  )
    throw new ProtocolError('invalid_nonce', 'the nonce of the attestation is not ours or too old');
  return { holders: keys.map(holderOf), nonce: nonce === undefined ? null : (nonce as string) };
}

function holderOf(given: unknown): HolderJwk {
  const { kty, crv, x, y, d } = (given ?? {}) as Record<string, unknown>;
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string' || d !== undefined)
    throw invalid('attested keys are public P-256 keys');
  return { kty, crv, x, y };
}

async function verified(jwt: unknown, { now, attesters }: ProofExpectation) {
  if (typeof jwt !== 'string' || jwt.length > LIMITS.proofCharacters)
    throw invalid('the attestation is malformed');
  try {
    const { x5c } = decodeProtectedHeader(jwt);
    const leaf = await followChain(x5c ?? [], attesters, now);
    if (!leaf) throw new Error('not trusted');
    const { payload } = await jwtVerify(jwt, await leaf.certificate.publicKey.export(), {
      typ: 'key-attestation+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['iat', 'exp'],
      currentDate: now,
    });
    return payload;
  } catch {
    throw invalid('the attestation has run out, or its maker is not trusted here');
  }
}
