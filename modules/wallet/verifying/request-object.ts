// What a verifier asks of a wallet (OpenID4VP 1.0 §5, HAIP 1.0 §5): the query, and the signed request object.
import { type SigningKey, signJws } from '../keys/authority.ts';
import type { PresentationRow } from '../tables.ts';
import type { Purpose } from './purposes.ts';

export const QUERY_ID = 'credential';

export interface EncryptionJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly kid: string;
}

/** The claims of the purpose, of credentials of its type, in DCQL. */
export function queryOf(purpose: Purpose, vct: string) {
  return {
    credentials: [
      {
        id: QUERY_ID,
        format: 'dc+sd-jwt' as const,
        meta: { vct_values: [vct] as [string] },
        claims: purpose.claims.map((path) => ({ path: path as [string, ...string[]] })) as [
          { path: [string, ...string[]] },
        ],
      },
    ] as [never],
  };
}

export type ClientPrefix = 'x509_hash' | 'x509_san_dns';

export function clientIdOf(prefix: ClientPrefix, key: SigningKey, origin: string): string {
  return prefix === 'x509_hash' ? `x509_hash:${key.hash}` : `x509_san_dns:${new URL(origin).hostname}`;
}

export interface RequestFacts {
  readonly row: PresentationRow;
  readonly purpose: Purpose;
  readonly vct: string;
  readonly origin: string;
  readonly encryptionJwk: EncryptionJwk | null;
  /** Given by the wallet that fetches the request with POST; it comes back in what we sign. */
  readonly walletNonce?: string;
  readonly now: Date;
}

export function signRequest(key: SigningKey, facts: RequestFacts): string {
  const { row, purpose, vct, origin, encryptionJwk, walletNonce, now } = facts;
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  return signJws(key, 'oauth-authz-req+jwt', {
    client_id: row.client_id,
    aud: 'https://self-issued.me/v2',
    iat: seconds(now),
    exp: seconds(row.expires_at),
    response_type: 'vp_token',
    response_mode: row.mode,
    response_uri: `${origin}/wallet/response/${row.id}`,
    nonce: row.nonce,
    state: row.state,
    dcql_query: queryOf(purpose, vct),
    client_metadata: {
      client_name: 'Thành phố Hải Phòng',
      vp_formats_supported: {
        'dc+sd-jwt': { 'sd-jwt_alg_values': ['ES256'], 'kb-jwt_alg_values': ['ES256'] },
      },
      ...(encryptionJwk
        ? {
            jwks: { keys: [{ ...encryptionJwk, alg: 'ECDH-ES', use: 'enc' }] },
            encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'],
          }
        : {}),
    },
    ...(walletNonce === undefined ? {} : { wallet_nonce: walletNonce }),
    // Said to the person by our own wallet; others may ignore it (§5.1, verifier_info).
    verifier_info: [
      { format: 'city_purpose', data: { code: purpose.code, title: purpose.title, why: purpose.why } },
    ],
  });
}
