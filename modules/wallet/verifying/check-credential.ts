// Whether a shown credential holds: issuer, signature, dates, the holder's key for this very request, status.
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { SDJwtInstance, type SdJwtPayload } from '@sd-jwt/core';
import { hasher } from '../credentials/sd-jwt.ts';
import { followChain, type TrustedLeaf } from '../keys/chain.ts';

export interface CheckOptions {
  readonly anchors: readonly Buffer[];
  readonly now: Date;
  /** Full client id, with its prefix: the audience of the key binding. */
  readonly clientId: string;
  readonly nonce: string;
  readonly keyBindingSeconds: number;
  readonly clockSkewSeconds: number;
  readonly vct: string;
  /** Status at a place of a list; throws when the list cannot be trusted. */
  readonly statusOf: (place: { readonly uri: string; readonly idx: number }) => Promise<number>;
}

export interface CheckedCredential {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly status: { readonly uri: string; readonly idx: number } | null;
}

/** Why a credential does not hold; `reason` is kept on the trail and shown to the verifier. */
export class NotAcceptable extends Error {}

const need = (holds: boolean, reason: string): void => {
  if (!holds) throw new NotAcceptable(reason);
};

/** @throws NotAcceptable */
export async function checkCredential(presented: string, options: CheckOptions): Promise<CheckedCredential> {
  const { now, clockSkewSeconds } = options;
  const jwt = presented.split('~')[0] ?? '';
  const leaf = await issuerOf(jwt, options);
  const verified = await verifyAll(presented, leaf, options);
  const payload = verified.payload as SdJwtPayload & Record<string, unknown>;
  const seconds = now.getTime() / 1000;
  need(leafNames(leaf, payload['iss']), 'issuer is not the one of the certificate');
  need(payload['vct'] === options.vct, 'another type of credential');
  need(typeof payload['exp'] !== 'number' || payload['exp'] + clockSkewSeconds > seconds, 'expired');
  need(typeof payload['nbf'] !== 'number' || payload['nbf'] - clockSkewSeconds <= seconds, 'not valid yet');
  checkBinding(verified.kb, options);
  const status = statusClaim(payload['status']);
  if (status) {
    const value = await options.statusOf(status).catch(() => {
      throw new NotAcceptable('status cannot be read');
    });
    need(value === 0, value === 2 ? 'suspended' : 'revoked');
  }
  return { claims: payload, status };
}

async function issuerOf(jwt: string, { anchors, now }: CheckOptions): Promise<TrustedLeaf> {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(jwt);
  } catch {
    throw new NotAcceptable('no SD-JWT');
  }
  need(header.typ === 'dc+sd-jwt' && header.alg === 'ES256', 'no dc+sd-jwt signed with ES256');
  const leaf = await followChain(header.x5c ?? [], anchors, now);
  if (!leaf) throw new NotAcceptable('issuer is not trusted');
  return leaf;
}

/** Signature of the issuer, disclosures, signature and digest of the key binding. */
async function verifyAll(presented: string, leaf: TrustedLeaf, options: CheckOptions) {
  const issuerKey = await leaf.certificate.publicKey.export();
  const instance = new SDJwtInstance<SdJwtPayload>({
    hasher,
    verifier: async (data, signature) => {
      await compactVerify(`${data}.${signature}`, issuerKey, { algorithms: ['ES256'] });
      return true;
    },
    kbVerifier: async (data, signature, payload) => {
      const jwk = (payload['cnf'] as { jwk?: JWK } | undefined)?.jwk;
      if (!jwk) return false;
      const header = decodeProtectedHeader(`${data}.${signature}`);
      if (header.typ !== 'kb+jwt') return false;
      const key = await importJWK(jwk, 'ES256');
      await compactVerify(`${data}.${signature}`, key, { algorithms: ['ES256'] });
      return true;
    },
  });
  try {
    const seconds = Math.floor(options.now.getTime() / 1000);
    return await instance.verify(presented, {
      currentDate: seconds,
      skewSeconds: options.clockSkewSeconds,
      keyBindingNonce: options.nonce,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new NotAcceptable(
      /expired/i.test(reason) ? 'expired' : 'signature, digests or key binding do not hold',
    );
  }
}

/** What the library leaves open: for whom and when the key binding was made. */
function checkBinding(kb: { payload: object } | undefined, options: CheckOptions): void {
  if (!kb) throw new NotAcceptable('no key binding');
  const { aud, nonce, iat } = kb.payload as { aud?: unknown; nonce?: unknown; iat?: unknown };
  need(aud === options.clientId, 'made for another verifier');
  need(nonce === options.nonce, 'made for another request');
  const age = options.now.getTime() / 1000 - (typeof iat === 'number' ? iat : Number.NaN);
  need(
    age <= options.keyBindingSeconds && age >= -options.clockSkewSeconds,
    'key binding is too old or from the future',
  );
}

/** The issuer must be named by its certificate: as URI, or by its host (draft-ietf-oauth-sd-jwt-vc §2.5). */
function leafNames({ certificate }: TrustedLeaf, issuer: unknown): boolean {
  if (typeof issuer !== 'string') return false;
  const names = certificate.getExtension('2.5.29.17') as {
    names?: { items: readonly { type: string; value: string }[] };
  } | null;
  return (names?.names?.items ?? []).some(({ type, value }) => type === 'url' && value === issuer);
}

function statusClaim(status: unknown): { uri: string; idx: number } | null {
  if (status === undefined) return null;
  const list = (status as { status_list?: { uri?: unknown; idx?: unknown } } | null)?.status_list;
  const { uri, idx } = list ?? {};
  if (typeof uri !== 'string' || typeof idx !== 'number') throw new NotAcceptable('status cannot be read');
  return { uri, idx };
}
