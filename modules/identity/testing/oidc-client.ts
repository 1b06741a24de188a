// A service of somebody else's: an unmodified OpenID client over real HTTP, and a browser that goes where it is sent.
import { exportJWK, generateKeyPair } from 'jose';
import * as oidc from 'openid-client';
import { newId } from '@city/kernel/database';
import { type NewClient, saveClient } from '../provider/clients.ts';
import { signInAs } from '@city/vneid-simulator';
import { actor } from '../provider/unit.ts';
import { type Browser, type IdentityCity, identityCity, type IdentityCityOptions } from './identity-city.ts';
import { freePort } from './free-port.ts';

export const redirectUri = 'http://localhost:9999/callback';

/** A city that really listens, so that clients can talk to its provider. */
export async function oidcCity(options: IdentityCityOptions = {}): Promise<IdentityCity> {
  const port = await freePort();
  const made = await identityCity({ ...options, publicUrl: `http://localhost:${port}` });
  await made.city.app.listen({ port, host: 'localhost' });
  return made;
}

export interface Registered {
  readonly config: oidc.Configuration;
  readonly clientId: string;
}

/** Registers a client that proves itself by private_key_jwt, and discovers the provider with it. */
export async function register(
  { city, publicUrl }: IdentityCity,
  clientId: string,
  more: Partial<NewClient> & { readonly metadata?: Record<string, unknown> } = {},
): Promise<Registered> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = newId(new Date());
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] };
  await city.module('identity').db.transaction(actor, (tx) =>
    saveClient(tx as never, {
      clientId,
      name: { vi: 'Thư viện thành phố', en: 'City library' },
      owner: { vi: 'Sở Văn hóa', en: 'Department of Culture' },
      sector: clientId,
      firstParty: false,
      sandbox: false,
      profile: 'city',
      purposes: [],
      requiredLevel: 1,
      representationSupported: false,
      madeBy: null,
      validFrom: '2020-01-01',
      document: 'test',
      ...more,
      metadata: {
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: ['http://localhost:9999/bye'],
        grant_types: ['authorization_code', 'refresh_token'],
        jwks,
        ...more.metadata,
      },
    }),
  );
  const config = await oidc.discovery(
    new URL(publicUrl),
    clientId,
    { id_token_signed_response_alg: 'ES256' },
    oidc.PrivateKeyJwt({ key: privateKey, kid }),
    { execute: [oidc.allowInsecureRequests] },
  );
  return { config, clientId };
}

export interface Walk {
  /** Where the browser ended: at the client, or at a page of ours. */
  readonly url: URL;
  readonly body: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Follows redirects, signs in at the national provider when sent there, until a page is shown or the client is reached. */
export async function walk(browser: Browser, from: string, persona = 'vu-hoang-long'): Promise<Walk> {
  let url = new URL(from);
  const { host } = url;
  for (let steps = 0; steps < 20; steps++) {
    const answer = await browser.open(url.pathname + url.search);
    const location = answer.headers.location;
    // Where people choose how to sign in, this one takes the national identity app.
    if (location === undefined && url.pathname === '/sign-in') {
      url = new URL(`/sign-in/vneid${url.search}`, url);
      continue;
    }
    if (location === undefined)
      return { url, body: answer.body, status: answer.statusCode, headers: answer.headers };
    const to = new URL(String(location), url);
    if (to.origin === new URL(redirectUri).origin) return { url: to, body: '', status: 303, headers: {} };
    url = to.host === host ? to : await signInAs(to, { persona });
  }
  throw new Error('the browser was sent around in circles');
}

/** One whole authorization with PKCE; agrees when asked. Answers the client's callback as it was called. */
export async function authorize(
  { config }: Registered,
  browser: Browser,
  parameters: Record<string, string> = {},
  options: { readonly persona?: string; readonly par?: boolean; readonly dpop?: oidc.DPoPHandle } = {},
) {
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const asked = {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...parameters,
  };
  const begin =
    options.par === false
      ? oidc.buildAuthorizationUrl(config, asked)
      : await oidc.buildAuthorizationUrlWithPAR(config, asked, options.dpop ? { DPoP: options.dpop } : {});
  let at = await walk(browser, begin.href, options.persona);
  let consent = '';
  if (at.url.pathname.startsWith('/oidc/interaction/') && at.body.includes('name="answer"')) {
    consent = at.body;
    const given = await browser.open(at.url.pathname, { answer: 'yes' });
    at = await walk(browser, new URL(String(given.headers.location), at.url).href, options.persona);
  }
  return { callback: at.url, page: at, consent, verifier, state, nonce };
}

/** Redeems what `authorize` brought. */
export async function redeem(
  { config }: Registered,
  got: Awaited<ReturnType<typeof authorize>>,
  dpop?: oidc.DPoPHandle,
  more: Record<string, string> = {},
): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers> {
  return oidc.authorizationCodeGrant(
    config,
    got.callback,
    {
      pkceCodeVerifier: got.verifier,
      expectedState: got.state,
      expectedNonce: got.nonce,
      idTokenExpected: true,
    },
    more,
    dpop ? { DPoP: dpop } : {},
  );
}
