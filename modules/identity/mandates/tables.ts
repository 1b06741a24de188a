// The tables of acting for another as Kysely sees them.
import type { ColumnType } from 'kysely';
import type { Basis, Kind, MandateStatus } from './mandate.ts';

export interface OrganisationRow {
  readonly id: string;
  readonly tax_code: string;
  readonly name: string;
  readonly status: 'working' | 'suspended' | 'dissolved';
  readonly two_persons: boolean;
  readonly representatives: readonly string[];
  readonly register: string;
  readonly synced_at: Date;
}

export interface MandateRow {
  readonly id: string;
  readonly kind: Kind;
  readonly basis: Basis | null;
  readonly principal_kind: 'person' | 'organisation';
  readonly principal_id: string;
  readonly principal_name: string;
  /** yyyy-mm-dd when written; read through `::text`. */
  readonly principal_birth_date: ColumnType<never, string | null, string | null>;
  readonly agent_id: string;
  readonly agent_name: string;
  readonly powers: readonly string[];
  readonly valid_from: Date;
  readonly valid_until: Date | null;
  readonly status: MandateStatus;
  readonly depth: number;
  readonly parent_id: string | null;
  readonly evidence: string;
  readonly body: string | null;
  readonly made_by: string;
  readonly made_at: Date;
  readonly needs_second: boolean;
  readonly second_person: string | null;
  readonly accepted_at: Date | null;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly ended_why: string | null;
  readonly next_at: Date | null;
}

export interface NarrowingRow {
  readonly id: string;
  readonly mandate_id: string;
  readonly at: Date;
  readonly by: string;
  readonly powers_gone: readonly string[];
  readonly until_before: Date | null;
  readonly until_after: Date | null;
}

export interface MandateTables {
  readonly 'identity.organisation': OrganisationRow;
  readonly 'identity.mandate': MandateRow;
  readonly 'identity.narrowing': NarrowingRow;
}
