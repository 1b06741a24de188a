// Encrypted credential requests and answers (OpenID4VCI 1.0 §10): ECDH-ES with AES-GCM, our key derived anew each month and kept nowhere.
import { createECDH, createHash, hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, importJWK, type JWK } from 'jose';
import { ProtocolError } from './protocol-error.ts';

export const ENC_VALUES = ['A128GCM', 'A256GCM'] as const;
export const KEY_ALGORITHM = 'ECDH-ES';
const DAYS = 30;
/** Order of the curve P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

export interface RequestKey {
  readonly publicJwk: JWK;
  readonly privateJwk: JWK;
}

/** The key to which requests of these weeks are encrypted, and the one before, which still opens what is on its way. */
export function requestKeys(secret: Buffer, now: Date): readonly [RequestKey, RequestKey] {
  const period = Math.floor(now.getTime() / (DAYS * 24 * 3600 * 1000));
  return [keyOf(secret, period), keyOf(secret, period - 1)];
}

function keyOf(secret: Buffer, period: number): RequestKey {
  const wide = Buffer.from(hkdfSync('sha256', secret, '', `hoa-phuong wallet request key ${period}`, 48));
  const scalar = (BigInt(`0x${wide.toString('hex')}`) % (ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const kid = createHash('sha256').update(point).digest('base64url').slice(0, 22);
  const open = { kty: 'EC', crv: 'P-256', x: x as string, y: y as string };
  return {
    publicJwk: { ...open, kid, alg: KEY_ALGORITHM, use: 'enc' },
    privateJwk: { ...open, d: d.toString('base64url'), kid },
  };
}

const wrong = (description: string) => new ProtocolError('invalid_encryption_parameters', description);

/** The request inside. @throws ProtocolError `invalid_encryption_parameters`, `invalid_credential_request` */
export async function openRequest(jwe: string, secret: Buffer, now: Date): Promise<object> {
  let plaintext: Uint8Array;
  try {
    ({ plaintext } = await compactDecrypt(
      jwe,
      ({ kid }) => {
        const key = requestKeys(secret, now).find(({ privateJwk }) => privateJwk.kid === kid);
        if (!key) throw wrong('kid is none of the keys that we publish');
        return importJWK(key.privateJwk, KEY_ALGORITHM);
      },
      { keyManagementAlgorithms: [KEY_ALGORITHM], contentEncryptionAlgorithms: [...ENC_VALUES] },
    ));
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw wrong('the request is not encrypted to our key with algorithms that we name');
  }
  try {
    const content: unknown = JSON.parse(Buffer.from(plaintext).toString());
    if (typeof content === 'object' && content !== null) return content;
  } catch {
    // No JSON: refused below.
  }
  throw new ProtocolError('invalid_credential_request', 'the encrypted request is no JSON object');
}

export interface ResponseEncryption {
  readonly jwk: JWK;
  readonly enc: (typeof ENC_VALUES)[number];
}

/** How the answer is to be encrypted; null when it is not. @throws ProtocolError `invalid_encryption_parameters` */
export function responseEncryption(given: unknown, wasEncrypted: boolean): ResponseEncryption | null {
  if (given === undefined) return null;
  if (!wasEncrypted) throw wrong('whoever wants an encrypted answer sends an encrypted request');
  const { jwk, enc, zip } = (given ?? {}) as { jwk?: JWK; enc?: unknown; zip?: unknown };
  const known = ENC_VALUES.find((value) => value === enc);
  if (!known) throw wrong(`enc must be one of ${ENC_VALUES.join(', ')}`);
  if (zip !== undefined) throw wrong('answers are not compressed');
  const isUsable =
    jwk?.kty === 'EC' && jwk.crv === 'P-256' && typeof jwk.x === 'string' && typeof jwk.y === 'string';
  if (!jwk || !isUsable || jwk.d !== undefined || jwk.alg !== KEY_ALGORITHM)
    throw wrong('jwk must be a public P-256 key with alg ECDH-ES');
  return { jwk, enc: known };
}

/** @throws ProtocolError `invalid_encryption_parameters` when the key is not on the curve */
export async function sealAnswer(body: object, { jwk, enc }: ResponseEncryption): Promise<string> {
  try {
    return await new CompactEncrypt(Buffer.from(JSON.stringify(body)))
      .setProtectedHeader({ alg: KEY_ALGORITHM, enc, ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) })
      .encrypt(await importJWK(jwk, KEY_ALGORITHM));
  } catch {
    throw wrong('nothing can be encrypted to this jwk');
  }
}
