// What never changes in the city's profile of OpenID Connect: algorithms, kinds of grants, lives, addresses.
import { type Configuration, errors } from 'oidc-provider';
import { LIMITS } from '../limits.ts';
import { clientField } from './client-field.ts';

/** A resource says how long its tokens live; those for the provider itself live longer. */
const lifeOf = (token: {
  readonly resourceServer?: { readonly accessTokenTTL?: number | undefined } | undefined;
}): number => token.resourceServer?.accessTokenTTL ?? LIMITS.accessTokenSeconds;

/** Code flow with PKCE and ES256 (the basic profile is the exception that is registered), refresh tokens that turn over (OAuth 2.0 Security BCP, RFC 9700). */
export const profile: Configuration = {
  clientAuthMethods: [
    'private_key_jwt',
    'client_secret_basic',
    'client_secret_post',
    'none',
    'attest_jwt_client_auth',
  ],
  enabledJWA: {
    // Core 15.1 wants RS256 to be there; clients get it only when registered so.
    idTokenSigningAlgValues: ['ES256', 'RS256'],
    userinfoSigningAlgValues: ['ES256'],
    requestObjectSigningAlgValues: ['ES256'],
    clientAuthSigningAlgValues: ['ES256'],
    attestSigningAlgValues: ['ES256'],
    introspectionSigningAlgValues: ['ES256'],
    dPoPSigningAlgValues: ['ES256'],
    authorizationSigningAlgValues: ['ES256'],
  },
  responseTypes: ['code'],
  pkce: { required: (_ctx, client) => clientField(client, 'profile') !== 'basic' },
  // FAPI 2.0 (5.3.2.1): bound to a key, a refresh token stays; turning over would only lose sessions.
  rotateRefreshToken: ({ oidc }) => clientField(oidc.client, 'profile') !== 'fapi2',
  issueRefreshToken: async (_ctx, client, code) =>
    client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
  expiresWithSession: async (_ctx, code) => !code.scopes.has('offline_access'),
  conformIdTokenClaims: true,
  allowOmittingSingleRegisteredRedirectUri: false,
  acceptQueryParamAccessTokens: false,
  assertJwtClientAuthClaimsAndHeader: (ctx, claims, _header, client) => {
    // FAPI 2.0 (5.3.2.1): a clock may run ahead by seconds, not by minutes; the audience is the issuer as a plain string.
    const latest = Date.now() / 1000 + LIMITS.assertionAheadSeconds;
    const isAhead = [claims['iat'], claims['nbf']].some((at) => typeof at === 'number' && at > latest);
    const isElsewhere = clientField(client, 'profile') === 'fapi2' && claims['aud'] !== ctx.oidc.issuer;
    if (isAhead || isElsewhere)
      throw new errors.InvalidClientAuth('the client_assertion is not for now or not for here');
  },
  discovery: {
    ui_locales_supported: ['vi', 'en'],
    display_values_supported: ['page'],
    claim_types_supported: ['normal'],
    prompt_values_supported: ['none', 'login', 'consent'],
  },
  ttl: {
    AuthorizationCode: LIMITS.codeSeconds,
    AccessToken: (_ctx, token) => lifeOf(token),
    ClientCredentials: (_ctx, token) => lifeOf(token),
    IdToken: LIMITS.idTokenSeconds,
    RefreshToken: LIMITS.refreshTokenSeconds,
    Interaction: LIMITS.interactionSeconds,
    DeviceCode: LIMITS.deviceCodeSeconds,
    Grant: LIMITS.refreshTokenSeconds,
    Session: 24 * 3600,
  },
  routes: {
    authorization: '/oidc/auth',
    token: '/oidc/token',
    userinfo: '/oidc/me',
    jwks: '/oidc/jwks',
    challenge: '/oidc/challenge',
    pushed_authorization_request: '/oidc/request',
    introspection: '/oidc/token/introspection',
    revocation: '/oidc/token/revocation',
    end_session: '/oidc/session/end',
    code_verification: '/oidc/device',
    device_authorization: '/oidc/device/auth',
  },
};
