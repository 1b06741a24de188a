// The tables of schema wallet as Kysely sees them; migrations/ has the truth.

export interface StatusListRow {
  readonly id: string;
  readonly bits: number;
  readonly size: number;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
}

export interface StatusEntryRow {
  readonly list_id: string;
  readonly idx: number;
  readonly credential_id: string;
  readonly taken_at: Date;
}

export interface StatusChangeRow {
  readonly id: string;
  readonly list_id: string;
  readonly idx: number;
  readonly value: number;
  readonly at: Date;
  readonly reason: string;
}

export type KeyUse = 'anchor' | 'issuing' | 'verifying';

export interface KeyRow {
  readonly id: string;
  readonly use: KeyUse;
  readonly anchor_id: string | null;
  readonly certificate: Buffer;
  readonly sealed_key: Buffer;
  readonly valid_from: Date;
  readonly valid_to: Date;
  readonly made_at: Date;
}

export interface Tables {
  readonly 'wallet.key': KeyRow;
  readonly 'wallet.status_list': StatusListRow;
  readonly 'wallet.status_entry': StatusEntryRow;
  readonly 'wallet.status_change': StatusChangeRow;
}
