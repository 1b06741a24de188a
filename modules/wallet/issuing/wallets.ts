// The wallets from outside that the city recognises (`wallet/wallets.json`): they may have people sign in and fetch credentials.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { defineClient } from '@city/identity';
import type { Wallet } from '../wallet.ts';
import { DETAILS, WALLET_PURPOSE } from './sign-in-grant.ts';

const strict = { additionalProperties: false } as const;
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Words = Type.Object({ vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, strict);
const Jwk = Type.Object({
  kty: Type.Literal('EC'),
  crv: Type.Literal('P-256'),
  x: Type.String({ minLength: 43, maxLength: 43 }),
  y: Type.String({ minLength: 43, maxLength: 43 }),
  kid: Type.Optional(Type.String()),
});
const Recognised = Type.Object(
  {
    clientId: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]{2,200}$' }),
    validFrom: Day,
    validTo: Type.Union([Day, Type.Null()]),
    document: Type.String({ minLength: 1 }),
    name: Words,
    /** Who makes it. */
    owner: Words,
    redirectUris: Type.Array(Type.String(), { minItems: 1 }),
    /** Least level of sign-in with which it is given credentials. */
    level: Type.Integer({ minimum: 1, maximum: 4 }),
    /** Who vouches for its instances on phones; null: they cannot be told from copies, PKCE and DPoP must do. */
    attester: Type.Union([
      Type.Object({ issuer: Type.String(), keys: Type.Array(Jwk, { minItems: 1 }) }, strict),
      Type.Null(),
    ]),
  },
  strict,
);
const check = Compile(Type.Object({ note: Type.String(), wallets: Type.Array(Recognised) }, strict));
export type RecognisedWallet = Static<typeof Recognised>;

/** @throws Error that names the file and what is wrong in it */
export function readWallets(cityFolder: string): readonly RecognisedWallet[] {
  const file = join(cityFolder, 'wallet', 'wallets.json');
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const problem = check.Errors(content)[0];
  if (problem) throw new Error(`${file}: ${problem.instancePath} ${problem.message}`);
  return (content as { wallets: readonly RecognisedWallet[] }).wallets;
}

/** Makes them clients of the city's provider, each while its row is valid. */
export function defineWallets({ m }: Pick<Wallet, 'm'>, rows: readonly RecognisedWallet[]): void {
  for (const clientId of new Set(rows.map((row) => row.clientId))) {
    defineClient(m, clientId, (day) => {
      const row = rows.find(
        (one) =>
          one.clientId === clientId && one.validFrom <= day && (one.validTo === null || day <= one.validTo),
      );
      return row ? clientOf(row) : null;
    });
  }
}

/** Pushed requests, PKCE and DPoP for all of them (HAIP 1.0 §4). */
export function clientOf({ clientId, name, owner, redirectUris, level, attester }: RecognisedWallet) {
  return {
    clientId,
    name,
    owner,
    sector: clientId,
    firstParty: false,
    sandbox: false,
    profile: 'city' as const,
    purposes: [WALLET_PURPOSE],
    requiredLevel: level,
    representationSupported: false,
    madeBy: null,
    metadata: {
      redirect_uris: redirectUris,
      application_type: redirectUris.every((uri) => uri.startsWith('https:')) ? 'web' : 'native',
      token_endpoint_auth_method: attester ? 'attest_jwt_client_auth' : 'none',
      require_pushed_authorization_requests: true,
      dpop_bound_access_tokens: true,
      authorization_details_types: [DETAILS],
      // A wallet wants no id_token; its level is held by the provider's own check.
      default_acr_values: undefined,
      require_auth_time: false,
    },
    ...(attester ? { attester } : {}),
  };
}
