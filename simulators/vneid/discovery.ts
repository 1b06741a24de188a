// The discovery document (OpenID Connect Discovery 1.0 §3): what this provider can do, and where.
import {
  acrOf,
  AUTHENTICATION_LEVELS,
  IDENTITY_LEVEL_CLAIM,
  PERSONAL_NUMBER_CLAIM,
  SCOPES,
} from './model.ts';
import { addressOf, PATHS, type Provider } from './provider.ts';

/** The provider's metadata. */
export function discoveryDocument(provider: Provider): Record<string, unknown> {
  const at = (path: string) => addressOf(provider, path);
  return {
    issuer: provider.issuer,
    authorization_endpoint: at(PATHS.authorize),
    token_endpoint: at(PATHS.token),
    userinfo_endpoint: at(PATHS.userinfo),
    jwks_uri: at(PATHS.jwks),
    pushed_authorization_request_endpoint: at(PATHS.pushed),
    end_session_endpoint: at(PATHS.endSession),
    require_pushed_authorization_requests: false,
    authorization_response_iss_parameter_supported: true,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    id_token_signing_alg_values_supported: ['ES256'],
    subject_types_supported: ['pairwise'],
    scopes_supported: SCOPES,
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    acr_values_supported: AUTHENTICATION_LEVELS.map(acrOf),
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'at_hash',
      'auth_time',
      'acr',
      'amr',
      'name',
      'birthdate',
      'gender',
      'locale',
      'phone_number',
      'phone_number_verified',
      PERSONAL_NUMBER_CLAIM,
      IDENTITY_LEVEL_CLAIM,
    ],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    ui_locales_supported: ['vi', 'en'],
  };
}
