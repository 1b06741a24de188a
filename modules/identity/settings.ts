// The settings of the identity module: the provider, our name there, and the keys.
import { type Config, setting, text, webAddress } from '@city/kernel/config';
import { type KeyRing, readKey, readKeyRing } from './people/sealing.ts';

const definitions = {
  issuer: setting({
    name: 'CITY_IDENTITY_ISSUER',
    describe: 'Issuer of the national identity provider (OpenID Connect), such as https://id.example',
    parse: webAddress,
    fallback: '',
  }),
  clientId: setting({
    name: 'CITY_IDENTITY_CLIENT_ID',
    describe: 'Our client id at the identity provider',
    parse: text,
    fallback: 'hoa-phuong',
  }),
  clientSecret: setting({
    name: 'CITY_IDENTITY_CLIENT_SECRET',
    describe: 'Our client secret at the identity provider; not needed when CITY_IDENTITY_CLIENT_KEY is set',
    parse: text,
    secret: true,
  }),
  clientKey: setting({
    name: 'CITY_IDENTITY_CLIENT_KEY',
    describe:
      'Our private key at the identity provider (an ES256 JWK with kid) for private_key_jwt, in place of a secret',
    parse: readJwk,
    fallback: null,
  }),
  dataKeys: setting({
    name: 'CITY_IDENTITY_DATA_KEYS',
    describe:
      'Keys that wrap the data keys of persons: 32 bytes base64url, or VERSION:KEY,VERSION:KEY with the current one first',
    parse: readKeyRing,
    secret: true,
  }),
  indexKey: setting({
    name: 'CITY_IDENTITY_INDEX_KEY',
    describe: 'Key of the blind indexes of personal numbers: 32 bytes base64url; it cannot be changed later',
    parse: readKey,
    secret: true,
  }),
};

export interface IdentitySettings {
  /** Null while no provider is configured (demo only): sign-in then says so. */
  readonly issuer: string | null;
  readonly clientId: string;
  readonly client: { readonly secret: string } | { readonly key: PrivateJwk };
  readonly dataKeys: KeyRing;
  readonly indexKey: Buffer;
  /** Whether plain http to the provider is tolerated: in the demo only. */
  readonly insecureProvider: boolean;
}

export type PrivateJwk = JsonWebKey & { readonly kid: string };

/** @throws Error that names the setting which is missing or wrong */
export function readSettings(config: Config): IdentitySettings {
  const issuer = config.get(definitions.issuer);
  const isDemo = config.mode === 'demo';
  if (!isDemo && !issuer.startsWith('https:')) {
    throw new Error(
      `Setting ${definitions.issuer.name} must be an https address in production: ${definitions.issuer.describe}`,
    );
  }
  const key = config.get(definitions.clientKey);
  return {
    issuer: issuer === '' ? null : issuer,
    clientId: config.get(definitions.clientId),
    client: key ? { key } : { secret: config.get(definitions.clientSecret) },
    dataKeys: config.get(definitions.dataKeys),
    indexKey: config.get(definitions.indexKey),
    insecureProvider: isDemo && issuer.startsWith('http:'),
  };
}

function readJwk(value: string): PrivateJwk {
  const key = JSON.parse(value) as Partial<PrivateJwk>;
  if (key.kty !== 'EC' || key.crv !== 'P-256' || !key.d || !key.kid)
    throw new Error('must be a private ES256 JWK with a kid');
  return key as PrivateJwk;
}
