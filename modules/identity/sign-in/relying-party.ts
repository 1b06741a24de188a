// Our side of OpenID Connect: discovery when first needed, pushed requests, PKCE, state, nonce, signature of the id_token.
import { importJWK } from 'jose';
import * as oidc from 'openid-client';
import { LIMITS } from '../limits.ts';
import type { RawClaims } from '../people/claims.ts';
import type { IdentitySettings } from '../settings.ts';
import { guardedFetch, makeProvider, ProviderAway } from './provider.ts';

/** The answer does not hold: wrong nonce, signature, issuer, time, a used code. Nobody was signed in. */
export class NotGenuine extends Error {}

/** The person said no, or the provider refuses this account. */
export class Declined extends Error {}

export interface Wish {
  /** Our callback, as registered at the provider. */
  readonly redirectUri: string;
  readonly scope: string;
  /** `acr_values`, empty when any level will do. */
  readonly acrValues: string;
  readonly language: 'vi' | 'en';
}

/** What must be remembered between leaving for the provider and coming back. */
export interface Secrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface RelyingParty {
  /** Where to send the browser. @throws ProviderAway */
  begin(wish: Wish): Promise<{ readonly url: URL; readonly secrets: Secrets }>;
  /** Redeems the answer. `currentUrl` is our callback as the browser called it. @throws ProviderAway, NotGenuine, Declined */
  finish(currentUrl: URL, secrets: Secrets): Promise<RawClaims>;
  /** Where a browser can also sign out of the provider; null when it offers that nowhere or has not been discovered. */
  signOutUrl(returnTo: string, language: 'vi' | 'en'): string | null;
}

export interface RelyingPartyOptions {
  readonly settings: IdentitySettings;
  readonly fetch?: typeof fetch;
}

/** Makes a relying party; nothing is asked of the provider before the first sign-in. */
export function makeRelyingParty({ settings, fetch: send = fetch }: RelyingPartyOptions): RelyingParty {
  const provider = makeProvider(settings, send);
  let keys: oidc.ExportedJWKSCache | null = null;

  const exchange = async (): Promise<Exchange> => {
    const trouble = { isAway: false };
    const config = new oidc.Configuration(
      await provider.metadata(),
      settings.clientId,
      { id_token_signed_response_alg: 'ES256' },
      await clientAuthentication(settings),
    );
    config.timeout = LIMITS.providerTimeoutSeconds;
    config[oidc.customFetch] = guardedFetch(settings, send, trouble);
    if (settings.insecureProvider) oidc.allowInsecureRequests(config);
    oidc.enableNonRepudiationChecks(config);
    // Kept keys count as a minute old: the library then asks again at once when a rotated key is missing.
    const minuteAgo = Math.floor(Date.now() / 1000) - 60;
    if (keys) oidc.setJwksCache(config, { jwks: keys.jwks, uat: Math.min(keys.uat, minuteAgo) });
    return { config, trouble };
  };

  return {
    begin: async (wish) => begin(await exchange(), wish),
    finish: async (currentUrl, secrets) => {
      const { config, trouble } = await exchange();
      try {
        return await redeem(config, currentUrl, secrets);
      } catch (error) {
        throw classified(error, trouble.isAway);
      } finally {
        keys = oidc.getJwksCache(config) ?? keys;
      }
    },
    signOutUrl: (returnTo, language) => {
      const endpoint = provider.known()?.end_session_endpoint;
      if (endpoint === undefined) return null;
      const url = new URL(endpoint);
      url.searchParams.set('client_id', settings.clientId);
      url.searchParams.set('post_logout_redirect_uri', returnTo);
      url.searchParams.set('ui_locales', language);
      return url.href;
    },
  };
}

/** A configuration for one exchange, so that key sets and troubles of exchanges do not mix. */
interface Exchange {
  readonly config: oidc.Configuration;
  readonly trouble: { readonly isAway: boolean };
}

async function begin(
  { config, trouble }: Exchange,
  wish: Wish,
): Promise<{ readonly url: URL; readonly secrets: Secrets }> {
  const secrets = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
  };
  const parameters = {
    redirect_uri: wish.redirectUri,
    scope: wish.scope,
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
    ui_locales: wish.language,
    ...(wish.acrValues === '' ? {} : { acr_values: wish.acrValues }),
  };
  try {
    const url = config.serverMetadata().pushed_authorization_request_endpoint
      ? await oidc.buildAuthorizationUrlWithPAR(config, parameters)
      : oidc.buildAuthorizationUrl(config, parameters);
    return { url, secrets };
  } catch (cause) {
    // At this point only our own configuration or the provider can be at fault, never the person.
    throw new ProviderAway(trouble.isAway ? 'the provider is away' : 'the provider refused our request', {
      cause,
    });
  }
}

async function redeem(
  config: oidc.Configuration,
  currentUrl: URL,
  { state, nonce, verifier }: Secrets,
): Promise<RawClaims> {
  const tokens = await oidc.authorizationCodeGrant(config, currentUrl, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const idToken = tokens.claims();
  if (!idToken) throw new NotGenuine('no id_token');
  const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, idToken.sub);
  return { issuer: idToken.iss, subject: idToken.sub, idToken, userinfo };
}

async function clientAuthentication(settings: IdentitySettings): Promise<oidc.ClientAuth> {
  if ('secret' in settings.client) return oidc.ClientSecretBasic(settings.client.secret);
  const key = (await importJWK(settings.client.key, 'ES256')) as CryptoKey;
  return oidc.PrivateKeyJwt({ key, kid: settings.client.key.kid });
}

function classified(error: unknown, isAway: boolean): Error {
  if (error instanceof NotGenuine) return error;
  if (error instanceof oidc.AuthorizationResponseError) {
    if (
      ['access_denied', 'login_required', 'consent_required', 'interaction_required'].includes(error.error)
    ) {
      return new Declined(error.error, { cause: error });
    }
    const isTemporary = ['server_error', 'temporarily_unavailable'].includes(error.error);
    return isTemporary
      ? new ProviderAway(error.error, { cause: error })
      : new NotGenuine(error.error, { cause: error });
  }
  if (isAway) return new ProviderAway('the provider is away', { cause: error });
  const code =
    error instanceof oidc.ResponseBodyError ? error.error : ((error as { code?: string }).code ?? 'unknown');
  return new NotGenuine(code, { cause: error });
}
