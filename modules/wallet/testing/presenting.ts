// Showing a credential from outside, right or wrong in one point at a time: the unmodified OpenID4VP client and SD-JWT library.
import { Openid4vpClient } from '@openid4vc/openid4vp';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { hasher } from '../credentials/sd-jwt.ts';
import { type Ask, ask } from '../verifying/ask.action.ts';
import type { OutsideWallet, WalletKey } from './outside-wallet.ts';
import type { WalletCity } from './wallet-city.ts';

export async function askBadge({ wallet, official }: WalletCity, given: Partial<Ask> = {}) {
  const order = { purpose: 'official-at-door', sameDevice: false, session: null, ...given };
  const asked = await wallet.m.db.transaction(official, (tx) => ask(tx, wallet, order));
  const link = new URLSearchParams({
    client_id: asked.clientId,
    request_uri: `${wallet.origin}/wallet/request/${asked.id}`,
    request_uri_method: 'post',
  });
  return { ...asked, link: `openid4vp://?${link}` };
}

export interface Shown {
  readonly credential: string;
  readonly key: WalletKey;
  readonly disclose?: readonly string[];
  readonly aud?: string;
  readonly nonce?: string;
  readonly iat?: number;
  /** Changes what was made, before it is sent. */
  readonly tamper?: (presented: string) => string;
}

/** Fetches the request with the client from outside. */
export async function readRequest(outside: OutsideWallet, link: string) {
  const client = new Openid4vpClient({ callbacks: outside.callbacks });
  const parsed = client.parseOpenid4vpAuthorizationRequest({ authorizationRequest: link });
  const resolved = await client.resolveOpenId4vpAuthorizationRequest({
    authorizationRequestPayload: parsed.params as never,
    wallet: {
      metadata: {
        vp_formats_supported: { 'dc+sd-jwt': {} },
        client_id_prefixes_supported: ['x509_hash', 'x509_san_dns'],
      } as never,
    } as never,
  });
  return {
    client,
    resolved,
    payload: resolved.authorizationRequestPayload as Record<string, unknown> & {
      nonce: string;
      client_id: string;
    },
  };
}

export async function keyBound(
  shown: Shown,
  asked: { nonce: string; clientId: string; now: Date },
): Promise<string> {
  const instance = new SDJwtVcInstance({
    hasher,
    kbSignAlg: 'ES256',
    kbSigner: async (data) => {
      const { subtle } = globalThis.crypto;
      const signature = await subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        shown.key.privateKey,
        Buffer.from(data),
      );
      return Buffer.from(signature).toString('base64url');
    },
  });
  const frame = Object.fromEntries((shown.disclose ?? ['name', 'title', 'body']).map((name) => [name, true]));
  const payload = {
    aud: shown.aud ?? asked.clientId,
    nonce: shown.nonce ?? asked.nonce,
    iat: shown.iat ?? Math.floor(asked.now.getTime() / 1000),
  };
  const presented = await instance.present(shown.credential, frame as never, { kb: { payload } });
  return shown.tamper?.(presented) ?? presented;
}

/** The whole way: fetch, bind, answer. */
export async function present(
  it: WalletCity,
  outside: OutsideWallet,
  link: string,
  shown: Shown,
  enc = 'A128GCM',
) {
  const { client, resolved, payload } = await readRequest(outside, link);
  const vp = await keyBound(shown, {
    nonce: payload.nonce,
    clientId: payload.client_id,
    now: it.city.clock.now(),
  });
  const metadata = payload['client_metadata'] as { jwks?: { keys: [Record<string, string>] } } | undefined;
  const key = metadata?.jwks?.keys[0];
  const response = await client.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: resolved.authorizationRequestPayload as never,
    authorizationResponsePayload: { vp_token: { credential: [vp] } } as never,
    ...(key
      ? {
          jarm: {
            encryption: { nonce: payload.nonce, jwk: key, alg: 'ECDH-ES', enc },
            serverMetadata: {
              authorization_signing_alg_values_supported: [],
              authorization_encryption_alg_values_supported: ['ECDH-ES'],
              authorization_encryption_enc_values_supported: [enc],
            },
          } as never,
        }
      : {}),
  });
  return client.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: resolved.authorizationRequestPayload as never,
    authorizationResponsePayload: response.authorizationResponsePayload as never,
    ...(response.jarm ? { jarm: response.jarm } : {}),
  } as never);
}
