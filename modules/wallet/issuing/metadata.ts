// What we say of ourselves as issuer (OpenID4VCI 1.0 §12.2) and as the authorization server of offers (RFC 8414).
import type { JWK } from 'jose';
import type { CredentialDefinition } from '../contract.ts';
import { vctOf } from '../credentials/type-metadata.ts';
import { ENC_VALUES, KEY_ALGORITHM } from '../protocol/encryption.ts';
import { PRE_AUTHORIZED } from './offer.ts';

export interface IssuerFacts {
  readonly origin: string;
  readonly issuer: string;
  readonly batchSize: number;
  readonly types: Iterable<CredentialDefinition>;
  /** Somebody's attestations of keys count. */
  readonly takesAttestations: boolean;
  /** To which requests may be encrypted. */
  readonly requestKeys: readonly JWK[];
}

export const scopeOf = (type: string): string => `credential:${type}`;

const locales = ['vi', 'en'] as const;

export function issuerMetadata({
  origin,
  issuer,
  batchSize,
  types,
  requestKeys,
  takesAttestations,
}: IssuerFacts): Record<string, unknown> {
  return {
    credential_issuer: issuer,
    // The city's provider first: it is where a wallet goes that begins by itself.
    authorization_servers: [origin, issuer],
    credential_endpoint: `${issuer}/credential`,
    nonce_endpoint: `${issuer}/nonce`,
    deferred_credential_endpoint: `${issuer}/deferred`,
    notification_endpoint: `${issuer}/notification`,
    credential_request_encryption: {
      jwks: { keys: requestKeys },
      enc_values_supported: ENC_VALUES,
      encryption_required: false,
    },
    credential_response_encryption: {
      alg_values_supported: [KEY_ALGORITHM],
      enc_values_supported: ENC_VALUES,
      encryption_required: false,
    },
    batch_credential_issuance: { batch_size: batchSize },
    display: [
      { locale: 'vi', name: 'Thành phố Hải Phòng' },
      { locale: 'en', name: 'The city of Hải Phòng' },
    ],
    credential_configurations_supported: Object.fromEntries(
      [...types].map((definition) => [
        definition.type,
        configurationOf(origin, definition, takesAttestations),
      ]),
    ),
  };
}

const algorithms = { proof_signing_alg_values_supported: ['ES256'] };

function configurationOf(
  origin: string,
  definition: CredentialDefinition,
  takesAttestations: boolean,
): Record<string, unknown> {
  const { display, describe, colours, claims, type } = definition;
  return {
    format: 'dc+sd-jwt',
    vct: vctOf(origin, type),
    scope: scopeOf(type),
    cryptographic_binding_methods_supported: ['jwk'],
    credential_signing_alg_values_supported: ['ES256'],
    proof_types_supported: {
      jwt: algorithms,
      ...(takesAttestations ? { attestation: algorithms } : {}),
    },
    credential_metadata: {
      display: locales.map((locale) => ({
        locale,
        name: display[locale],
        description: describe[locale],
        background_color: colours.background,
        text_color: colours.text,
      })),
      claims: claims.map((claim) => ({
        path: claim.path,
        mandatory: claim.mandatory,
        display: locales.map((locale) => ({ locale, name: claim.display[locale] })),
      })),
    },
  };
}

export function serverMetadata(issuer: string): Record<string, unknown> {
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    grant_types_supported: [PRE_AUTHORIZED],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_details_types_supported: ['openid_credential'],
    dpop_signing_alg_values_supported: ['ES256'],
    'pre-authorized_grant_anonymous_access_supported': true,
  };
}
