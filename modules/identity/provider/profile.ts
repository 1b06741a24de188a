// What never changes in the city's profile of OpenID Connect: algorithms, kinds of grants, lives, addresses.
import type { Configuration } from 'oidc-provider';
import { LIMITS } from '../limits.ts';
import { clientField } from './client-field.ts';

/** A resource says how long its tokens live; those for the provider itself live longer. */
const lifeOf = (token: {
  readonly resourceServer?: { readonly accessTokenTTL?: number | undefined } | undefined;
}): number => token.resourceServer?.accessTokenTTL ?? LIMITS.accessTokenSeconds;

/** Code flow with PKCE only, ES256 only, refresh tokens that turn over (OAuth 2.0 Security BCP, RFC 9700). */
export const profile: Configuration = {
  clientAuthMethods: ['private_key_jwt', 'none', 'client_secret_basic', 'attest_jwt_client_auth'],
  enabledJWA: {
    idTokenSigningAlgValues: ['ES256'],
    userinfoSigningAlgValues: ['ES256'],
    requestObjectSigningAlgValues: ['ES256'],
    clientAuthSigningAlgValues: ['ES256'],
    attestSigningAlgValues: ['ES256'],
    introspectionSigningAlgValues: ['ES256'],
    dPoPSigningAlgValues: ['ES256'],
    authorizationSigningAlgValues: ['ES256'],
  },
  responseTypes: ['code'],
  pkce: { required: () => true },
  // FAPI 2.0 (5.3.2.1): bound to a key, a refresh token stays; turning over would only lose sessions.
  rotateRefreshToken: ({ oidc }) => clientField(oidc.client, 'profile') !== 'fapi2',
  issueRefreshToken: async (_ctx, client, code) =>
    client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
  expiresWithSession: async (_ctx, code) => !code.scopes.has('offline_access'),
  conformIdTokenClaims: true,
  allowOmittingSingleRegisteredRedirectUri: false,
  acceptQueryParamAccessTokens: false,
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
