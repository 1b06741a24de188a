// Fetching credentials into the city's own wallet (OpenID4VCI 1.0, pre-authorized code, DPoP): a key of its own for each copy.
import { decodeProtectedHeader, exportJWK, jwtVerify, SignJWT } from 'jose';
import type { Copy, Kept } from './keep.ts';
import { type Bag, leafOf, readSdJwt, sha256 } from './sd.ts';

const PRE_AUTHORIZED = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';
/** So many showings do not look alike to those who compare what they saw. */
const copiesWanted = 3;

export class NotOurs extends Error {}
export class WrongCode extends Error {}

export interface Offer {
  readonly type: string;
  readonly code: string;
  readonly needsTxCode: boolean;
}

/** @throws NotOurs when the text is no offer of this city */
export function readOffer(text: string): Offer {
  try {
    const query = new URLSearchParams(text.trim().slice(text.trim().indexOf('?')));
    const offer = JSON.parse(query.get('credential_offer') ?? '') as {
      credential_issuer: string;
      credential_configuration_ids: [string];
      grants: Record<string, { 'pre-authorized_code': string; tx_code?: object }>;
    };
    const grant = offer.grants[PRE_AUTHORIZED];
    if (offer.credential_issuer !== `${location.origin}/wallet` || !grant) throw new Error('issuer');
    return {
      type: offer.credential_configuration_ids[0],
      code: grant['pre-authorized_code'],
      needsTxCode: grant.tx_code !== undefined,
    };
  } catch {
    throw new NotOurs();
  }
}

const makeKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);

interface Configuration {
  readonly vct: string;
  readonly credential_metadata?: {
    readonly display?: readonly { locale: string; name: string }[];
    readonly claims?: readonly { path: string[]; display?: readonly { locale: string; name: string }[] }[];
  };
}

interface Issuer {
  readonly credential_issuer: string;
  readonly credential_endpoint: string;
  readonly nonce_endpoint: string;
  readonly batch_credential_issuance?: { readonly batch_size: number };
  readonly display: readonly { locale: string; name: string }[];
  readonly credential_configurations_supported: Readonly<Record<string, Configuration>>;
}

const named = (display: readonly { locale: string; name: string }[] | undefined, otherwise: string): string =>
  (display?.find(({ locale }) => locale === document.documentElement.lang) ?? display?.[0])?.name ??
  otherwise;

async function dpopProof(keys: CryptoKeyPair, url: string, nonce: string, token?: string): Promise<string> {
  return new SignJWT({
    htm: 'POST',
    htu: url,
    jti: crypto.randomUUID(),
    nonce,
    ...(token === undefined ? {} : { ath: await sha256(token) }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(keys.publicKey) })
    .setIssuedAt()
    .sign(keys.privateKey);
}

async function answered(answer: Response): Promise<Bag> {
  const body = (await answer.json()) as Bag;
  if (answer.ok) return body;
  throw body['error'] === 'invalid_grant' ? new WrongCode() : new Error(String(body['error']));
}

/** @throws WrongCode (the offer is void then), Error */
export async function receive(offer: Offer, txCode: string): Promise<Kept> {
  const issuer = (await answered(
    await fetch('/.well-known/openid-credential-issuer/wallet'),
  )) as never as Issuer;
  const configuration = issuer.credential_configurations_supported[offer.type];
  if (!configuration) throw new NotOurs();
  const nonces = await fetch(issuer.nonce_endpoint, { method: 'POST' });
  const { c_nonce: nonce } = await answered(nonces);
  const dpopNonce = nonces.headers.get('dpop-nonce') ?? '';
  const dpopKeys = await makeKeys();
  const tokenUrl = `${issuer.credential_issuer}/token`;
  const { access_token: token } = await answered(
    await fetch(tokenUrl, {
      method: 'POST',
      headers: { dpop: await dpopProof(dpopKeys, tokenUrl, dpopNonce) },
      body: new URLSearchParams({
        grant_type: PRE_AUTHORIZED,
        'pre-authorized_code': offer.code,
        ...(offer.needsTxCode ? { tx_code: txCode } : {}),
      }),
    }),
  );
  const count = Math.min(copiesWanted, issuer.batch_credential_issuance?.batch_size ?? 1);
  const keys = await Promise.all(Array.from({ length: count }, makeKeys));
  const jwt = await Promise.all(keys.map((pair) => keyProof(pair, issuer.credential_issuer, String(nonce))));
  const url = issuer.credential_endpoint;
  const { credentials } = await answered(
    await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `DPoP ${String(token)}`,
        dpop: await dpopProof(dpopKeys, url, dpopNonce, String(token)),
      },
      body: JSON.stringify({ credential_configuration_id: offer.type, proofs: { jwt } }),
    }),
  );
  const texts = (credentials as readonly { credential: string }[]).map(({ credential }) => credential);
  const copies = await Promise.all(keys.map((pair, at) => checked(texts[at] ?? '', pair, configuration.vct)));
  const { claims, display } = configuration.credential_metadata ?? {};
  return {
    id: crypto.randomUUID(),
    type: offer.type,
    vct: configuration.vct,
    name: named(display, offer.type),
    issuer: named(issuer.display, issuer.credential_issuer),
    expiresAt: Math.min(...copies.map(({ expiresAt }) => expiresAt)),
    labels: Object.fromEntries(
      (claims ?? []).map((claim) => [claim.path.join('.'), named(claim.display, claim.path.join('.'))]),
    ),
    copies: copies.map(({ copy }) => copy),
  };
}

async function keyProof(pair: CryptoKeyPair, audience: string, nonce: string): Promise<string> {
  return new SignJWT({ nonce })
    .setProtectedHeader({
      typ: 'openid4vci-proof+jwt',
      alg: 'ES256',
      jwk: await exportJWK(pair.publicKey),
    })
    .setIssuedAt()
    .setAudience(audience)
    .sign(pair.privateKey);
}

/** Nothing is kept that would not hold later: signature, kind, and our own key in it. */
async function checked(
  sdJwt: string,
  pair: CryptoKeyPair,
  vct: string,
): Promise<{ copy: Copy; expiresAt: number }> {
  const { jwt } = await readSdJwt(sdJwt);
  const { key } = await leafOf(decodeProtectedHeader(jwt));
  const { payload } = await jwtVerify(jwt, key, { algorithms: ['ES256'], typ: 'dc+sd-jwt' });
  const bound = (payload['cnf'] as { jwk?: { x?: string } } | undefined)?.jwk?.x;
  if (payload['vct'] !== vct || bound !== (await exportJWK(pair.publicKey)).x) throw new Error('credential');
  return { copy: { sdJwt, key: pair.privateKey, uses: 0 }, expiresAt: Number(payload.exp) * 1000 };
}
