// The tables of schema identity as Kysely sees them.
import type { ColumnType } from 'kysely';
import type { MandateTables } from './mandates/tables.ts';

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

export interface Tables extends MandateTables {
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
}
