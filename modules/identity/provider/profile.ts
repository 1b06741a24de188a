// What never changes in the city's profile of OpenID Connect: algorithms, kinds of grants, lives, addresses.
import type { Configuration } from 'oidc-provider';
import { LIMITS } from '../limits.ts';

/** Code flow with PKCE only, ES256 only, refresh tokens that turn over (OAuth 2.0 Security BCP, RFC 9700). */
export const profile: Configuration = {
  clientAuthMethods: ['private_key_jwt', 'none', 'client_secret_basic'],
  enabledJWA: {
    idTokenSigningAlgValues: ['ES256'],
    userinfoSigningAlgValues: ['ES256'],
    requestObjectSigningAlgValues: ['ES256'],
    clientAuthSigningAlgValues: ['ES256'],
    introspectionSigningAlgValues: ['ES256'],
    dPoPSigningAlgValues: ['ES256'],
    authorizationSigningAlgValues: ['ES256'],
  },
  responseTypes: ['code'],
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async (_ctx, client, code) =>
    client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
  expiresWithSession: async (_ctx, code) => !code.scopes.has('offline_access'),
  conformIdTokenClaims: true,
  allowOmittingSingleRegisteredRedirectUri: false,
  acceptQueryParamAccessTokens: false,
  ttl: {
    AuthorizationCode: LIMITS.codeSeconds,
    AccessToken: LIMITS.accessTokenSeconds,
    ClientCredentials: LIMITS.accessTokenSeconds,
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
    pushed_authorization_request: '/oidc/request',
    introspection: '/oidc/token/introspection',
    revocation: '/oidc/token/revocation',
    end_session: '/oidc/session/end',
    code_verification: '/oidc/device',
    device_authorization: '/oidc/device/auth',
  },
};
