// Making SD-JWT VCs (`dc+sd-jwt`, RFC 9901 and draft-ietf-oauth-sd-jwt-vc): the claims of one credential, signed by the city.
import { createHash, randomBytes } from 'node:crypto';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import type { CredentialDefinition } from '../contract.ts';
import { type SigningKey, signEs256 } from '../keys/authority.ts';

export const hasher = (data: string | ArrayBuffer, algorithm: string): Uint8Array => {
  if (!/^sha-?256$/i.test(algorithm)) throw new Error(`hash ${algorithm} is not used here`);
  return createHash('sha256')
    .update(typeof data === 'string' ? data : Buffer.from(data))
    .digest();
};

export interface HolderJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

export interface CredentialContent {
  readonly issuer: string;
  readonly vct: string;
  readonly holder: HolderJwk;
  readonly status: { readonly idx: number; readonly uri: string };
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly claims: Readonly<Record<string, unknown>>;
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** The time of issue is rounded down to the hour, so that copies of one batch and of others look alike. */
const rounded = (at: Date): Date => new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);

export function issueSdJwt(
  key: SigningKey,
  definition: CredentialDefinition,
  content: CredentialContent,
): Promise<string> {
  const instance = new SDJwtVcInstance({
    signer: async (input) => signEs256(key, input),
    signAlg: 'ES256',
    hasher,
    hashAlg: 'sha-256',
    saltGenerator: () => randomBytes(16).toString('base64url'),
  });
  const { kty, crv, x, y } = content.holder;
  const payload = {
    ...content.claims,
    iss: content.issuer,
    vct: content.vct,
    iat: seconds(rounded(content.issuedAt)),
    nbf: seconds(rounded(content.issuedAt)),
    exp: seconds(content.expiresAt),
    cnf: { jwk: { kty, crv, x, y } },
    status: { status_list: content.status },
  };
  return instance.issue(payload, frameOf(definition, content.claims) as never, {
    header: { x5c: key.x5c, kid: key.kid },
  });
}

interface Frame {
  _sd?: string[];
  [name: string]: Frame | string[] | undefined;
}

/** Which claims the holder may keep back: those of the definition that this credential has. */
function frameOf(definition: CredentialDefinition, claims: Readonly<Record<string, unknown>>): Frame {
  const frame: Frame = {};
  for (const { path, disclosure } of definition.claims) {
    if (disclosure === 'always') continue;
    let at: Frame = frame;
    let value: unknown = claims;
    for (const name of path.slice(0, -1)) {
      value = (value as Record<string, unknown> | undefined)?.[name];
      at = (at[name] ??= {}) as Frame;
    }
    const last = path.at(-1) as string;
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, last);
    if (isThere) at._sd = [...(at._sd ?? []), last];
  }
  return frame;
}
