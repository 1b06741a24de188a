// Clients that prove themselves by an attestation of their maker (OAuth 2.0 Attestation-Based Client Authentication): wallets on people's phones, which keep no secret.
import { createLocalJWKSet, type JWTPayload } from 'jose';
import { errors, type Configuration } from 'oidc-provider';
import type { Attester } from './clients.ts';
import { clientField } from './client-field.ts';

type Attested = NonNullable<NonNullable<Configuration['features']>['attestClientAuth']>;

/** The maker's keys stand in the client's row; nobody else attests its instances. */
export function attestedClients(challengeSecret: Buffer): Attested {
  return {
    enabled: true,
    ack: 'draft-12',
    challengeSecret,
    getAttestationSignaturePublicKey: async (
      _ctx: unknown,
      header: { alg: string },
      payload: JWTPayload,
      client: object,
    ) => {
      const attester = clientField<Attester>(client, 'attester');
      if (!attester || (payload.iss !== undefined && payload.iss !== attester.issuer))
        throw new errors.InvalidClientAuth('the attestation is of somebody who makes no such client');
      return createLocalJWKSet({ keys: [...attester.keys] as never })(header);
    },
    assertAttestationJwtAndPop: async () => {},
  } as never;
}
