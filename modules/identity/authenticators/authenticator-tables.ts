// The tables of own ways to sign in, as Kysely sees them.
import type { ColumnType } from 'kysely';
import type { AuthenticatorKind } from './factors.ts';

export interface AuthenticatorRow {
  readonly person_id: string;
  readonly id: string;
  readonly kind: AuthenticatorKind;
  readonly name: string;
  readonly credential_id: Buffer | null;
  readonly public_key: Buffer | null;
  /** A bigint: read as text. */
  readonly sign_count: ColumnType<string, number, number>;
  readonly transports: readonly string[];
  readonly is_backed_up: boolean;
  readonly aaguid: string | null;
  readonly attestation_format: string | null;
  readonly attestation: Buffer | null;
  readonly secret: Buffer | null;
  readonly last_step: ColumnType<string | null, number | null, number | null>;
  readonly highest_level: number;
  readonly added_how: 'self' | 'assisted' | 'sign_in';
  readonly added_at: Date;
  readonly last_used_at: Date | null;
  readonly removed_at: Date | null;
}

export interface ProofRow {
  readonly handle: Buffer;
  readonly purpose: 'sign_in' | 'add' | 'recover';
  readonly person_id: string | null;
  readonly proved: readonly AuthenticatorKind[];
  readonly authenticators: readonly string[];
  readonly candidates: readonly string[];
  readonly challenge: Buffer | null;
  readonly destination: Buffer | null;
  readonly destination_index: Buffer | null;
  readonly channel: 'sms' | 'email' | null;
  readonly code_hash: Buffer | null;
  readonly code_until: Date | null;
  readonly code_sent_at: Date | null;
  readonly tries: number;
  readonly return_to: string;
  readonly level: number;
  readonly lang: 'vi' | 'en';
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

export interface AuthenticatorTables {
  readonly 'identity.authenticator': AuthenticatorRow;
  readonly 'identity.authenticator_index': {
    readonly handle: Buffer;
    readonly person_id: string;
    readonly authenticator_id: string;
  };
  readonly 'identity.passkey_user': { readonly person_id: string; readonly handle: Buffer };
  readonly 'identity.recovery_code': {
    readonly person_id: string;
    readonly authenticator_id: string;
    readonly slot: number;
    readonly code_hash: string;
    readonly used_at: Date | null;
  };
  readonly 'identity.recovery': {
    readonly person_id: string;
    readonly id: string;
    readonly asked_at: Date;
    readonly ready_at: Date;
    readonly until: Date;
    readonly cancelled_at: Date | null;
  };
  readonly 'identity.proof': ProofRow;
  readonly 'identity.attempt_count': {
    readonly key: Buffer;
    readonly window_at: Date;
    readonly until: Date;
    readonly count: number;
  };
  readonly 'identity.security_event': {
    readonly person_id: string;
    readonly id: string;
    readonly at: Date;
    readonly kind: string;
    readonly detail: ColumnType<Readonly<Record<string, unknown>>, string, string>;
  };
}
