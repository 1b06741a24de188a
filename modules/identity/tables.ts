// The tables of schema identity as Kysely sees them.
import type { ColumnType } from 'kysely';
import type { AuthenticatorTables } from './authenticators/authenticator-tables.ts';
import type { MandateTables } from './mandates/tables.ts';
import type { OnboardingTables } from './onboarding/tables.ts';

/** A calendar day as yyyy-mm-dd when written; always read through `::text`. */
type Day = ColumnType<never, string, string>;
type NullableDay = ColumnType<never, string | null, string | null>;

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly birth_date: NullableDay;
  readonly identity_level: number;
  readonly proofed_at: Date | null;
  readonly data_key: Buffer | null;
  readonly personal_number: Buffer | null;
  readonly phone: Buffer | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export type SessionEnd = 'signed_out' | 'signed_out_everywhere' | 'replaced' | 'revoked';

export interface SessionRow {
  readonly token_hash: Buffer;
  readonly id: string;
  readonly person_id: string;
  readonly issuer: string;
  readonly identity_level: number;
  readonly authentication_level: number;
  readonly authenticated_at: Date;
  readonly post_id: string | null;
  readonly created_at: Date;
  readonly seen_at: Date;
  readonly ended_at: Date | null;
  readonly ended_why: SessionEnd | null;
  readonly amr: readonly string[];
  readonly authenticator_id: string | null;
  readonly device: string | null;
  /** The mandate by which its holder acts for another. */
  readonly acting_for?: string | null;
}

export interface PostRow {
  readonly id: string;
  readonly code: string;
  readonly body: string;
  readonly unit: string | null;
  readonly role: string;
  readonly title_vi: string;
  readonly title_en: string;
  readonly holder_index: Buffer | null;
  readonly person_id: string | null;
  readonly valid_from: Day;
  readonly valid_to: NullableDay;
  readonly document: string;
  readonly told_at: Date | null;
}

/** Columns that are written; days are read through `::text`. */
export interface DeputyRow {
  readonly id: string;
  readonly post_id: string;
  readonly deputy_post: string;
  readonly from_day: Day;
  readonly to_day: Day;
  readonly scope: readonly string[];
  readonly reason: string;
  readonly made_at: Date;
  readonly made_by: string;
  readonly ended_at: Date | null;
}

export interface OidcClientRow {
  readonly client_id: string;
  readonly valid_from: Day;
  readonly valid_to: NullableDay;
  readonly name_vi: string;
  readonly name_en: string;
  readonly owner_vi: string;
  readonly owner_en: string;
  readonly sector: string;
  readonly first_party: boolean;
  readonly sandbox: boolean;
  readonly profile: 'city' | 'fapi2' | 'basic';
  readonly purposes: readonly string[];
  readonly required_level: number;
  readonly representation_supported: boolean;
  /** Written as JSON text. */
  readonly metadata: ColumnType<Record<string, unknown>, string, string>;
  readonly document: string;
  readonly made_by: string | null;
  readonly made_at: Date;
}

export interface OidcConsentRow {
  readonly person_id: string;
  readonly id: string;
  readonly client_id: string;
  readonly scopes: readonly string[];
  readonly claims: readonly string[];
  readonly text_version: string;
  readonly lang: 'vi' | 'en';
  readonly given_at: Date;
  readonly withdrawn_at: Date | null;
}

export interface AccountBlockRow {
  readonly person_id: string;
  readonly id: string;
  readonly blocked_at: Date;
  readonly blocked_by: string;
  /** The post from which it was disabled. */
  readonly post_id: string;
  readonly reason: string;
  readonly document: string | null;
  readonly lifted_at: Date | null;
  readonly lifted_by: string | null;
  readonly lift_reason: string | null;
}
export interface OidcClientStopRow {
  readonly client_id: string;
  readonly id: string;
  readonly stopped_at: Date;
  readonly stopped_by: string;
  readonly reason: string;
  readonly lifted_at: Date | null;
  readonly lifted_by: string | null;
  readonly lift_reason: string | null;
}
export interface OidcClientWishRow {
  readonly client_id: string;
  readonly id: string;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly owner: string;
  readonly purposes: readonly string[];
  readonly reason: string;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly is_granted: boolean | null;
  readonly answer: string | null;
}
export interface OidcKeyRow {
  readonly kid: string;
  readonly alg: 'ES256' | 'RS256';
  readonly public_jwk: ColumnType<Record<string, unknown>, string, never>;
  readonly sealed: Buffer;
  readonly made_at: Date;
  readonly signs_from: Date;
  readonly retired_at: Date | null;
  readonly gone_at: Date | null;
}

export interface Tables extends AuthenticatorTables, MandateTables, OnboardingTables {
  readonly 'identity.person': PersonRow;
  readonly 'identity.person_number': { readonly number_index: Buffer; readonly person_id: string };
  readonly 'identity.upstream_identity': {
    readonly subject: string;
    readonly issuer: string;
    readonly person_id: string;
    readonly first_at: Date;
    readonly last_at: Date;
  };
  readonly 'identity.post': PostRow;
  readonly 'identity.deputy': DeputyRow;
  readonly 'identity.session': SessionRow;
  readonly 'identity.oidc_client': OidcClientRow;
  readonly 'identity.account_block': AccountBlockRow;
  readonly 'identity.oidc_client_stop': OidcClientStopRow;
  readonly 'identity.oidc_client_wish': OidcClientWishRow;
  readonly 'identity.oidc_consent': OidcConsentRow;
  readonly 'identity.oidc_key': OidcKeyRow;
  readonly 'identity.oidc_secret': {
    readonly name: string;
    readonly sealed: Buffer;
    readonly made_at: Date;
  };
}
