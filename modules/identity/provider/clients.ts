// Clients of the provider as rows that are valid on a day, and in the form in which oidc-provider wants them.
import type { AllClientMetadata } from 'oidc-provider';
import { sql } from 'kysely';
import type { ModuleDatabase, Tx } from '@city/kernel/database';
import { localDate } from '@city/kernel/time';
import type { OidcClientRow, Tables } from '../tables.ts';
import { LIMITS } from '../limits.ts';
import type { AuthenticationLevel } from '../people/levels.ts';
import { acrOf } from './levels.ts';
import { actor } from './unit.ts';

/** Purposes for which the personal number may leave, and what else a client must be registered for. */
export const purposeOfNumber = 'personal_number';

/** `basic` is for confidential software that cannot do PKCE or ES256 (OpenID Connect Core); everything else stays as strict. */
export type ClientProfile = 'city' | 'fapi2' | 'basic';

export interface CityClient {
  readonly clientId: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly owner: { readonly vi: string; readonly en: string };
  readonly sector: string;
  readonly firstParty: boolean;
  readonly sandbox: boolean;
  readonly profile: ClientProfile;
  readonly purposes: readonly string[];
  readonly requiredLevel: number;
  readonly representationSupported: boolean;
  /** Who registered it under their own account. */
  readonly madeBy: string | null;
  readonly metadata: Record<string, unknown>;
  /** Of clients that prove themselves by an attestation: who vouches for their instances. */
  readonly attester?: Attester;
}

export interface Attester {
  readonly issuer: string;
  /** Public JWKs. */
  readonly keys: readonly object[];
}

/** Where a client's registered keys are said to lie; never asked over the network. */
export const keysAddress = 'https://keys.invalid/';

/** What oidc-provider calls metadata: the registered part, under the rules of the client's profile. */
export function metadataOf(client: CityClient): AllClientMetadata {
  const { secrets, ...registered } = client.metadata;
  const base: Record<string, unknown> = {
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: 'ES256',
    // Every service hears when and how well the person signed in, asked or not.
    require_auth_time: true,
    default_acr_values: [acrOf(client.requiredLevel as AuthenticationLevel)],
    ...registered,
    client_id: client.clientId,
    client_name: client.name.vi,
    'client_name#en': client.name.en,
    subject_type: 'pairwise',
    // A name that is never fetched: the city itself says which clients belong to one sector.
    sector_identifier_uri: `https://sector.invalid/${encodeURIComponent(client.sector)}`,
    'city:sector': client.sector,
    'city:first_party': client.firstParty,
    'city:profile': client.profile,
    'city:purposes': [...client.purposes],
    'city:required_level': client.requiredLevel,
    'city:representation': client.representationSupported,
    'city:sandbox_of': client.sandbox ? client.madeBy : null,
    'city:secrets': secrets ?? [],
    'city:owner': { ...client.owner },
    'city:name': { ...client.name },
    ...(client.attester ? { 'city:attester': client.attester } : {}),
  };
  const method = base['token_endpoint_auth_method'];
  // What oidc-provider would compare is no secret of anybody: `compareSecrets` compares hashes.
  if (method === 'client_secret_basic' || method === 'client_secret_post')
    base['client_secret'] = 'kept as a hash';
  if (client.profile !== 'basic' && base['id_token_signed_response_alg'] !== 'ES256')
    throw new Error(
      `${client.clientId}: only clients of the basic profile have their id_token signed with RS256`,
    );
  if (client.profile === 'basic' && method === 'none')
    throw new Error(`${client.clientId}: a client of the basic profile proves itself`);
  if (method === 'private_key_jwt') base['token_endpoint_auth_signing_alg'] = 'ES256';
  // oidc-provider wants the keys of a device with pairwise subjects by address; `keysOf` answers it from this row.
  if (base['jwks'] !== undefined && String(base['grant_types']).includes('device_code')) {
    delete base['jwks'];
    base['jwks_uri'] = `${keysAddress}${client.clientId}`;
  }
  if (client.profile !== 'fapi2') return base as never;
  // FAPI 2.0 Security Profile, 5.3.2: pushed requests, sender-constrained tokens, asymmetric client authentication.
  if (method !== 'private_key_jwt')
    throw new Error(`${client.clientId}: a client of the FAPI 2.0 profile proves itself by private_key_jwt`);
  return {
    ...base,
    require_pushed_authorization_requests: true,
    dpop_bound_access_tokens: true,
    authorization_signed_response_alg: 'ES256',
    request_object_signing_alg: 'ES256',
  } as never;
}

/** Fields of ours that oidc-provider carries along. */
export const extraClientFields = [
  'client_name#en',
  'city:sector',
  'city:first_party',
  'city:profile',
  'city:purposes',
  'city:required_level',
  'city:sandbox_of',
  'city:secrets',
  'city:representation',
  'city:owner',
  'city:name',
  'city:attester',
];

export const fromRow = (
  row: Omit<OidcClientRow, 'valid_from' | 'valid_to' | 'metadata'> & { metadata: Record<string, unknown> },
): CityClient => ({
  clientId: row.client_id,
  name: { vi: row.name_vi, en: row.name_en },
  owner: { vi: row.owner_vi, en: row.owner_en },
  sector: row.sector,
  firstParty: row.first_party,
  sandbox: row.sandbox,
  profile: row.profile,
  purposes: row.purposes,
  requiredLevel: row.required_level,
  representationSupported: row.representation_supported,
  madeBy: row.made_by,
  metadata: row.metadata,
});

/** The row of a client that is valid on a day; none while the client is stopped. */
export async function findClient(tx: Tx<Tables>, clientId: string, day: string): Promise<CityClient | null> {
  const row = await tx.db
    .selectFrom('identity.oidc_client')
    .select([
      'client_id',
      'name_vi',
      'name_en',
      'owner_vi',
      'owner_en',
      'sector',
      'first_party',
      'sandbox',
      'profile',
    ])
    .select([
      'purposes',
      'required_level',
      'representation_supported',
      'metadata',
      'document',
      'made_by',
      'made_at',
    ])
    .where('client_id', '=', clientId)
    .where(sql<boolean>`valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)`)
    .where(
      sql<boolean>`not exists (select from identity.oidc_client_stop s where s.client_id = oidc_client.client_id and s.lifted_at is null)`,
    )
    .orderBy('valid_from', 'desc')
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export interface NewClient extends CityClient {
  readonly validFrom: string;
  readonly validTo?: string | null;
  readonly document: string;
}

/** Writes a client's row; the same client and day again replaces it. */
export async function saveClient(tx: Tx<Tables>, client: NewClient): Promise<void> {
  metadataOf(client);
  const values = {
    valid_to: client.validTo ?? null,
    name_vi: client.name.vi,
    name_en: client.name.en,
    owner_vi: client.owner.vi,
    owner_en: client.owner.en,
    sector: client.sector,
    first_party: client.firstParty,
    sandbox: client.sandbox,
    profile: client.profile,
    purposes: sql<string[]>`${[...client.purposes]}::text[]` as never,
    required_level: client.requiredLevel,
    representation_supported: client.representationSupported,
    metadata: JSON.stringify(client.metadata),
    document: client.document,
    made_by: client.madeBy,
    made_at: tx.now,
  };
  await tx.db
    .insertInto('identity.oidc_client')
    .values({ client_id: client.clientId, valid_from: client.validFrom, ...values })
    .onConflict((conflict) => conflict.columns(['client_id', 'valid_from']).doUpdateSet(values))
    .execute();
}

/** Clients as this process knows them, for a few seconds: most steps of a protocol ask for one. */
export interface Clients {
  readonly find: (clientId: string) => Promise<CityClient | null>;
  readonly changed: () => void;
}

export function makeClients(
  db: ModuleDatabase<Tables>,
  now: () => Date,
  defined: (clientId: string, day: string) => CityClient | null = () => null,
): Clients {
  const kept = new Map<string, { readonly at: number; readonly client: Promise<CityClient | null> }>();
  return {
    find: (clientId) => {
      const inData = defined(clientId, localDate(now()));
      if (inData) return Promise.resolve(inData);
      if (!/^[a-z0-9][a-z0-9_-]{2,62}$/.test(clientId)) return Promise.resolve(null);
      const known = kept.get(clientId);
      if (known && performance.now() - known.at < LIMITS.clientCacheMilliseconds) return known.client;
      const client = db.transaction(actor, (tx) => findClient(tx, clientId, localDate(now())), {
        readOnly: true,
      });
      kept.delete(clientId);
      kept.set(clientId, { at: performance.now(), client });
      client.catch(() => kept.delete(clientId));
      const oldest = kept.keys().next().value;
      if (kept.size > LIMITS.clientCacheEntries && oldest !== undefined) kept.delete(oldest);
      return client;
    },
    changed: () => kept.clear(),
  };
}
