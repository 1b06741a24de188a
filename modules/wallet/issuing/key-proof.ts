// Proofs that a wallet holds the keys to which a credential is to be bound (OpenID4VCI 1.0 §8.2, `jwt` and `attestation`).
import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import type { HolderJwk } from '../credentials/sd-jwt.ts';
import { LIMITS } from '../limits.ts';
import { isFreshNonce } from '../protocol/nonce.ts';
import { ProtocolError } from '../protocol/protocol-error.ts';
import { readKeyAttestation } from './key-attestation.ts';

export interface ProofExpectation {
  readonly issuer: string;
  readonly now: Date;
  readonly nonceKey: Buffer;
  readonly nonceSeconds: number;
  readonly most: number;
  /** Anchors (DER) of makers whose attestations of keys count. */
  readonly attesters: readonly Buffer[];
  /** Who asks, where it said who it is: a proof may then name nobody else. */
  readonly clientId?: string;
}

export interface ReadProofs {
  readonly holders: readonly HolderJwk[];
  /** Those that the proofs carried, each once. */
  readonly nonces: readonly string[];
}

/** @throws ProtocolError `invalid_proof`, `invalid_nonce`, `invalid_credential_request` */
export async function readProofs(proofs: unknown, expected: ProofExpectation): Promise<ReadProofs> {
  const given = proofs as { jwt?: unknown; attestation?: unknown } | null | undefined;
  const kinds = typeof given === 'object' && given !== null ? Object.keys(given) : [];
  const read =
    kinds.join() === 'attestation'
      ? await readAttested(given?.attestation, expected)
      : kinds.join() === 'jwt'
        ? await readEach(given?.jwt, expected)
        : null;
  if (!read)
    throw new ProtocolError('invalid_proof', 'proofs of exactly one type, jwt or attestation, are needed');
  const keys = new Set(read.map(({ holder }) => `${holder.x}.${holder.y}`));
  if (keys.size !== read.length) throw new ProtocolError('invalid_proof', 'each copy needs a key of its own');
  if (read.length > expected.most)
    throw new ProtocolError('invalid_proof', `between 1 and ${expected.most} proofs are taken`);
  return { holders: read.map(({ holder }) => holder), nonces: [...new Set(read.map(({ nonce }) => nonce))] };
}

interface ReadProof {
  readonly holder: HolderJwk;
  readonly nonce: string;
}

/** One attestation stands for all its keys (Appendix F.3); it must be fresh. */
async function readAttested(given: unknown, expected: ProofExpectation): Promise<readonly ReadProof[]> {
  if (!Array.isArray(given) || given.length !== 1)
    throw new ProtocolError('invalid_proof', 'exactly one attestation is taken');
  const { holders, nonce } = await readKeyAttestation(given[0], expected);
  if (nonce === null) throw new ProtocolError('invalid_nonce', 'the attestation has no nonce');
  return holders.map((holder) => ({ holder, nonce }));
}

async function readEach(jwt: unknown, expected: ProofExpectation): Promise<readonly ReadProof[]> {
  if (!Array.isArray(jwt) || jwt.length === 0 || jwt.length > expected.most)
    throw new ProtocolError('invalid_proof', `between 1 and ${expected.most} proofs are taken`);
  const read = await Promise.all(jwt.map((proof) => readProof(proof, expected)));
  return read.flat();
}

async function readProof(proof: unknown, expected: ProofExpectation): Promise<readonly ReadProof[]> {
  const { issuer, now, nonceKey, nonceSeconds, clientId } = expected;
  const { holder, attestation } = headerOf(proof);
  const payload = await verified(proof as string, holder, issuer, now);
  if (payload['iss'] !== undefined && clientId !== undefined && payload['iss'] !== clientId)
    throw new ProtocolError('invalid_proof', 'iss of a proof is another client');
  if (!isFreshNonce(nonceKey, payload['nonce'], { use: 'credential', now, seconds: nonceSeconds }))
    throw new ProtocolError('invalid_nonce', 'the nonce is missing, not ours or too old');
  const { nonce } = payload as { nonce: string };
  if (attestation === undefined) return [{ holder, nonce }];
  // With an attestation the other keys of the same wallet come along (Appendix F.1).
  const { holders } = await readKeyAttestation(attestation, expected);
  if (!holders.some(({ x, y }) => x === holder.x && y === holder.y))
    throw new ProtocolError('invalid_proof', 'the key of the proof is not among the attested ones');
  return holders.map((one) => ({ holder: one, nonce }));
}

/** Exactly one way of naming the key is taken, the key itself: `kid` and `x5c` would need a register of wallets. */
function headerOf(proof: unknown): { readonly holder: HolderJwk; readonly attestation: unknown } {
  try {
    if (typeof proof !== 'string' || proof.length > LIMITS.proofCharacters) throw new Error('form');
    const header = decodeProtectedHeader(proof);
    const { jwk, kid, x5c } = header;
    if (kid !== undefined || x5c !== undefined) throw new Error('key');
    const { kty, crv, x, y, d } = jwk as JWK;
    if (kty !== 'EC' || crv !== 'P-256' || !x || !y || d !== undefined) throw new Error('key');
    return { holder: { kty: 'EC', crv: 'P-256', x, y }, attestation: header['key_attestation'] };
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
