// A wallet from outside: the unmodified @openid4vc clients, speaking to a test city without a network.
import { createHash, randomBytes } from 'node:crypto';
import {
  type CallbackContext,
  clientAuthenticationAnonymous,
  type Jwk,
  setGlobalConfig,
} from '@openid4vc/oauth2';
import { Openid4vciClient, setGlobalConfig as setIssuingConfig } from '@openid4vc/openid4vci';
import { CompactEncrypt, exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import type { TestCity } from '@city/kernel/testing';

setGlobalConfig({ allowInsecureUrls: true });
setIssuingConfig({ allowInsecureUrls: true });

export interface WalletKey {
  readonly publicJwk: Jwk;
  readonly privateKey: CryptoKey;
}

export async function makeKey(): Promise<WalletKey> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { publicJwk: (await exportJWK(publicKey)) as Jwk, privateKey };
}

export interface OutsideWallet {
  readonly client: Openid4vciClient;
  readonly callbacks: CallbackContext & { readonly fetch: typeof fetch };
  /** A new key, known to `signJwt` of the callbacks. */
  key(): Promise<WalletKey>;
}

/** What the wallet sent, in order: to send it again or to look at it. */
export function fetchFrom(city: TestCity): typeof fetch {
  return (async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = Object.fromEntries(new Headers(init.headers as never));
    const body = init.body === undefined || init.body === null ? undefined : String(init.body);
    const answer = await city.app.inject({
      method: (init.method ?? 'GET') as 'GET',
      url: url.pathname + url.search,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    });
    const given = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return new Response(answer.statusCode === 204 ? null : (answer.rawPayload as never), {
      status: answer.statusCode,
      headers: Object.fromEntries(given) as Record<string, string>,
    });
  }) as typeof fetch;
}

export function outsideWallet(city: TestCity): OutsideWallet {
  const keys = new Map<string, CryptoKey>();
  const nameOf = (jwk: { x?: unknown; y?: unknown }) => `${String(jwk.x)}.${String(jwk.y)}`;
  const callbacks = {
    fetch: fetchFrom(city),
    hash: (data: Uint8Array, algorithm: string) =>
      createHash(algorithm.replace('-', '')).update(data).digest(),
    generateRandom: (bytes: number) => randomBytes(bytes),
    clientAuthentication: clientAuthenticationAnonymous(),
    signJwt: async (signer: { publicJwk?: Jwk }, jwt: { header: object; payload: object }) => {
      const key = keys.get(nameOf(signer.publicJwk ?? {}));
      if (!key) throw new Error('a key of another wallet');
      const signed = new SignJWT(jwt.payload as never).setProtectedHeader(jwt.header as never);
      return { jwt: await signed.sign(key), signerJwk: signer.publicJwk as Jwk };
    },
    verifyJwt: async (signer: { publicJwk?: Jwk; x5c?: string[]; alg: string }, jwt: { compact: string }) => {
      const { X509Certificate } = await import('node:crypto');
      const jwk = (signer.publicJwk ??
        new X509Certificate(Buffer.from(signer.x5c?.[0] ?? '', 'base64')).publicKey.export({
          format: 'jwk',
        })) as JWK;
      await jwtVerify(jwt.compact, await importJWK(jwk, signer.alg));
      return { verified: true as const, signerJwk: jwk as Jwk };
    },
    encryptJwe: async (
      encryptor: { publicJwk: Jwk; alg: string; enc: string; apu?: string; apv?: string },
      data: string,
    ) => {
      const header = { alg: encryptor.alg, enc: encryptor.enc, kid: encryptor.publicJwk.kid as string };
      const jwe = await new CompactEncrypt(Buffer.from(data))
        .setProtectedHeader(header)
        .encrypt(await importJWK(encryptor.publicJwk as JWK, 'ECDH-ES'));
      return { encryptionJwk: encryptor.publicJwk, jwe };
    },
    decryptJwe: async () => ({ decrypted: false as const }),
    getX509CertificateMetadata: (certificate: string) => {
      const names = new Map<string, string[]>();
      for (const part of sanOf(certificate)) names.set(part[0], [...(names.get(part[0]) ?? []), part[1]]);
      return { sanDnsNames: names.get('DNS') ?? [], sanUriNames: names.get('URI') ?? [] };
    },
  } as unknown as OutsideWallet['callbacks'];
  return {
    client: new Openid4vciClient({ callbacks }),
    callbacks,
    key: async () => {
      const made = await makeKey();
      keys.set(nameOf(made.publicJwk), made.privateKey);
      return made;
    },
  };
}

function sanOf(certificate: string): [string, string][] {
  const { X509Certificate } = process.getBuiltinModule('node:crypto');
  const names = new X509Certificate(Buffer.from(certificate, 'base64')).subjectAltName ?? '';
  return names.split(', ').map((part) => {
    const [kind = '', ...rest] = part.split(':');
    return [kind, rest.join(':')];
  });
}
