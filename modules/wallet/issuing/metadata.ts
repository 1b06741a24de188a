// What we say of ourselves as issuer (OpenID4VCI 1.0 §12.2) and as the authorization server of offers (RFC 8414).
import type { CredentialDefinition } from '../contract.ts';
import { vctOf } from '../credentials/type-metadata.ts';
import { PRE_AUTHORIZED } from './offer.ts';

export interface IssuerFacts {
  readonly origin: string;
  readonly issuer: string;
  readonly batchSize: number;
  readonly types: Iterable<CredentialDefinition>;
}

const locales = ['vi', 'en'] as const;

export function issuerMetadata({ origin, issuer, batchSize, types }: IssuerFacts): Record<string, unknown> {
  return {
    credential_issuer: issuer,
    authorization_servers: [issuer],
    credential_endpoint: `${issuer}/credential`,
    nonce_endpoint: `${issuer}/nonce`,
    notification_endpoint: `${issuer}/notification`,
    batch_credential_issuance: { batch_size: batchSize },
    display: [
      { locale: 'vi', name: 'Thành phố Hải Phòng' },
      { locale: 'en', name: 'The city of Hải Phòng' },
    ],
    credential_configurations_supported: Object.fromEntries(
      [...types].map((definition) => [definition.type, configurationOf(origin, definition)]),
    ),
  };
}

function configurationOf(origin: string, definition: CredentialDefinition): Record<string, unknown> {
  const { display, describe, colours, claims, type } = definition;
  return {
    format: 'dc+sd-jwt',
    vct: vctOf(origin, type),
    scope: `credential:${type}`,
    cryptographic_binding_methods_supported: ['jwk'],
    credential_signing_alg_values_supported: ['ES256'],
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
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
