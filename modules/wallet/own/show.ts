// Showing credentials from the city's own wallet (OpenID4VP 1.0): the request read and checked, the answer bound and encrypted.
import { CompactEncrypt, decodeProtectedHeader, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import type { Copy, Kept } from './keep.ts';
import { NotOurs } from './receive.ts';
import { findClaim, leafOf, readSdJwt, sha256 } from './sd.ts';

interface Query {
  readonly id: string;
  readonly format: string;
  readonly meta: { readonly vct_values: readonly string[] };
  readonly claims: readonly { readonly path: readonly string[] }[];
}

interface Words {
  readonly vi: string;
  readonly en: string;
}

export interface ShowRequest {
  readonly client_id: string;
  readonly response_uri: string;
  readonly nonce: string;
  readonly state: string;
  readonly dcql_query: { readonly credentials: readonly [Query] };
  readonly client_metadata: { readonly client_name: string; readonly jwks?: { readonly keys: JWK[] } };
  readonly verifier_info?: readonly {
    readonly format: string;
    readonly data: { readonly title: Words; readonly why: Words };
  }[];
}

/** Only addresses of this city are called: whoever else asks is not known to this wallet. */
function own(address: string | null): string {
  if (address !== null && URL.canParse(address) && new URL(address).origin === location.origin)
    return address;
  throw new NotOurs();
}

/** Fetches a request, which works once. @throws NotOurs when it is not signed by whom it names, Error when it has run out */
export async function readRequest(text: string): Promise<ShowRequest> {
  const query = new URLSearchParams(text.trim().slice(text.trim().indexOf('?')));
  const walletNonce = crypto.randomUUID();
  const answer = await fetch(own(query.get('request_uri')), {
    method: 'POST',
    body: new URLSearchParams({ wallet_nonce: walletNonce }),
  });
  if (!answer.ok) throw new Error('request');
  const token = await answer.text();
  const { key, hash } = await leafOf(decodeProtectedHeader(token));
  const { payload } = await jwtVerify(token, key, {
    algorithms: ['ES256'],
    typ: 'oauth-authz-req+jwt',
    audience: 'https://self-issued.me/v2',
  });
  const clientId = query.get('client_id');
  if (payload['client_id'] !== clientId || clientId !== `x509_hash:${hash}`) throw new NotOurs();
  if (payload['wallet_nonce'] !== walletNonce) throw new NotOurs();
  own(String(payload['response_uri']));
  return payload as never as ShowRequest;
}

export interface Fitting {
  readonly kept: Kept;
  readonly copy: Copy;
  readonly claims: readonly { readonly label: string; readonly value: string }[];
  /** The credential with what was asked for and nothing else. */
  readonly opened: string;
}

/** The credentials that have all that is asked for, each with its least used copy. */
export async function fitting(request: ShowRequest, all: readonly Kept[]): Promise<Fitting[]> {
  const query = request.dcql_query.credentials[0];
  const found: Fitting[] = [];
  for (const kept of all) {
    const copy = [...kept.copies].sort((one, other) => one.uses - other.uses)[0];
    if (!copy || kept.expiresAt <= Date.now() || !query.meta.vct_values.includes(kept.vct)) continue;
    const read = await readSdJwt(copy.sdJwt);
    const claims = query.claims.map(({ path }) => ({ path, found: findClaim(read, path) }));
    if (claims.some((claim) => claim.found === null)) continue;
    const open = new Set(claims.flatMap((claim) => claim.found?.disclosures ?? []));
    found.push({
      kept,
      copy,
      claims: claims.map((claim) => ({
        label: kept.labels[claim.path.join('.')] ?? claim.path.join('.'),
        value: String(claim.found?.value),
      })),
      opened: [read.jwt, ...open, ''].join('~'),
    });
  }
  return found;
}

/** Sends what was agreed to; answers where to go on, when the asking browser is this one. */
export async function show(request: ShowRequest, { copy, opened }: Fitting): Promise<string | null> {
  const binding = await new SignJWT({ nonce: request.nonce, sd_hash: await sha256(opened) })
    .setProtectedHeader({ typ: 'kb+jwt', alg: 'ES256' })
    .setIssuedAt()
    .setAudience(request.client_id)
    .sign(copy.key);
  const id = request.dcql_query.credentials[0].id;
  const content = { state: request.state, vp_token: { [id]: [opened + binding] } };
  const jwk = request.client_metadata.jwks?.keys[0];
  if (!jwk?.kid) throw new NotOurs();
  const response = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A128GCM', kid: jwk.kid })
    .encrypt(await importJWK(jwk, 'ECDH-ES'));
  return post(request, { response });
}

export function decline(request: ShowRequest): Promise<string | null> {
  return post(request, { error: 'access_denied', state: request.state });
}

async function post(request: ShowRequest, form: Record<string, string>): Promise<string | null> {
  const answer = await fetch(request.response_uri, { method: 'POST', body: new URLSearchParams(form) });
  if (!answer.ok) throw new Error('response');
  const { redirect_uri: next } = (await answer.json()) as { redirect_uri?: string };
  return next === undefined ? null : own(next);
}
