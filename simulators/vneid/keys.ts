// The signing keys: one in use, the next one already published, a few retired ones that still verify.
import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { LIMITS } from './model.ts';

export type SigningKey = { readonly kid: string; readonly privateKey: CryptoKey; readonly publicJwk: JWK };

/** The provider's keys. `rotate` brings the published next key into use, so that cached key sets keep working. */
export type KeyRing = {
  readonly current: () => SigningKey;
  readonly jwks: () => JSONWebKeySet;
  readonly rotate: () => Promise<string>;
};

/** Makes an ES256 (P-256) key; its id is the RFC 7638 thumbprint. */
export async function makeSigningKey(): Promise<SigningKey> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey: pair.privateKey, publicJwk: { ...jwk, kid, alg: 'ES256', use: 'sig' } };
}

/** Makes a ring with fresh keys; nothing is kept over a restart. */
export async function makeKeyRing(): Promise<KeyRing> {
  let inUse = await makeSigningKey();
  let next = await makeSigningKey();
  let retired: readonly SigningKey[] = [];
  return {
    current: () => inUse,
    jwks: () => ({ keys: [inUse, next, ...retired].map((key) => key.publicJwk) }),
    rotate: async () => {
      const following = await makeSigningKey();
      retired = [inUse, ...retired].slice(0, LIMITS.retiredKeys);
      inUse = next;
      next = following;
      return inUse.kid;
    },
  };
}
