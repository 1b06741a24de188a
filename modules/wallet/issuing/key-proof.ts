// Proofs that a wallet holds the keys to which a credential is to be bound (OpenID4VCI 1.0 §8.2, `jwt`).
import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import type { HolderJwk } from '../credentials/sd-jwt.ts';
import { LIMITS } from '../limits.ts';
import { isFreshNonce } from '../protocol/nonce.ts';
import { ProtocolError } from '../protocol/protocol-error.ts';

export interface ProofExpectation {
  readonly issuer: string;
  readonly now: Date;
  readonly nonceKey: Buffer;
  readonly nonceSeconds: number;
  readonly most: number;
}

export interface ReadProofs {
  readonly holders: readonly HolderJwk[];
  /** Those that the proofs carried, each once. */
  readonly nonces: readonly string[];
}

/** @throws ProtocolError `invalid_proof`, `invalid_nonce`, `invalid_credential_request` */
export async function readProofs(proofs: unknown, expected: ProofExpectation): Promise<ReadProofs> {
  const given = proofs as { jwt?: unknown } | null | undefined;
  if (typeof given !== 'object' || given === null || Object.keys(given).join() !== 'jwt')
    throw new ProtocolError('invalid_proof', 'proofs of type jwt are needed');
  const { jwt } = given;
  if (!Array.isArray(jwt) || jwt.length === 0 || jwt.length > expected.most)
    throw new ProtocolError('invalid_proof', `between 1 and ${expected.most} proofs are taken`);
  const read = await Promise.all(jwt.map((proof) => readProof(proof, expected)));
  const keys = new Set(read.map(({ holder }) => `${holder.x}.${holder.y}`));
  if (keys.size !== read.length) throw new ProtocolError('invalid_proof', 'each copy needs a key of its own');
  return { holders: read.map(({ holder }) => holder), nonces: [...new Set(read.map(({ nonce }) => nonce))] };
}

async function readProof(
  proof: unknown,
  expected: ProofExpectation,
): Promise<{ holder: HolderJwk; nonce: string }> {
  const { issuer, now, nonceKey, nonceSeconds } = expected;
  const holder = holderOf(proof);
  const payload = await verified(proof as string, holder, issuer, now);
  if (!isFreshNonce(nonceKey, payload['nonce'], { use: 'credential', now, seconds: nonceSeconds }))
    throw new ProtocolError('invalid_nonce', 'the nonce is missing, not ours or too old');
  return { holder, nonce: payload['nonce'] };
}

/** Exactly one way of naming the key is taken, the key itself: `kid` and `x5c` would need a register of wallets. */
function holderOf(proof: unknown): HolderJwk {
  try {
    if (typeof proof !== 'string' || proof.length > LIMITS.proofCharacters) throw new Error('form');
    const { jwk, kid, x5c } = decodeProtectedHeader(proof);
    if (kid !== undefined || x5c !== undefined) throw new Error('key');
    const { kty, crv, x, y, d } = jwk as JWK;
    if (kty !== 'EC' || crv !== 'P-256' || !x || !y || d !== undefined) throw new Error('key');
    return { kty: 'EC', crv: 'P-256', x, y };
  } catch {
    throw new ProtocolError('invalid_proof', 'the header must carry exactly one public P-256 jwk');
  }
}

async function verified(
  proof: string,
  holder: HolderJwk,
  issuer: string,
  now: Date,
): Promise<Record<string, unknown>> {
  try {
    const { payload } = await jwtVerify(proof, await importJWK({ ...holder }, 'ES256'), {
      typ: 'openid4vci-proof+jwt',
      algorithms: ['ES256'],
      audience: issuer,
      currentDate: now,
    });
    if (!(Math.abs(now.getTime() / 1000 - Number(payload.iat)) <= LIMITS.proofSeconds))
      throw new Error('iat');
    if (Array.isArray(payload.aud)) throw new Error('aud');
    return payload;
  } catch {
    throw new ProtocolError('invalid_proof', 'typ, signature, aud or iat of a proof do not hold');
  }
}
