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

export interface OfferRow {
  readonly id: string;
  readonly person_id: string;
  readonly type: string;
  readonly reference: string;
  readonly sealed: Buffer | null;
  readonly code_hash: Buffer;
  readonly tx_code_hash: Buffer | null;
  readonly made_at: Date;
  readonly expires_at: Date;
  readonly redeemed_at: Date | null;
  readonly burned_at: Date | null;
  readonly state_hash: Buffer | null;
  readonly taken_at: Date | null;
}

export interface DeferredRow {
  readonly id: string;
  readonly transaction_hash: Buffer;
  readonly person_id: string;
  readonly client_id: string;
  readonly type: string;
  readonly identifier: string | null;
  /** Public keys of the copies, JSON. */
  readonly holders: unknown;
  readonly made_at: Date;
  readonly expires_at: Date;
}

export interface AccessRow {
  readonly token_hash: Buffer;
  readonly offer_id: string;
  readonly key_thumb: string | null;
  readonly issued_at: Date;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

export type NotificationEvent = 'credential_accepted' | 'credential_failure' | 'credential_deleted';

export interface BatchRow {
  readonly id: string;
  readonly person_id: string;
  readonly type: string;
  readonly reference: string;
  readonly copies: number;
  readonly notification_hash: Buffer;
  readonly issued_at: Date;
  readonly expires_at: Date;
  readonly event: NotificationEvent | null;
  readonly event_at: Date | null;
  readonly revoked_at: Date | null;
  readonly revoked_why: string | null;
  readonly claims_mac: Buffer | null;
}

export type PresentationMode = 'direct_post' | 'direct_post.jwt';
export type Outcome = 'verified' | 'refused' | 'declined';

export interface PresentationRow {
  readonly id: string;
  readonly asked_by: string;
  readonly body: string | null;
  readonly purpose: string;
  readonly client_id: string;
  readonly mode: PresentationMode;
  readonly same_device: boolean;
  readonly nonce: string;
  readonly state: string;
  readonly enc_key: Buffer | null;
  readonly session_hash: Buffer | null;
  readonly made_at: Date;
  readonly expires_at: Date;
  readonly fetched_at: Date | null;
  readonly answered_at: Date | null;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly answer: Buffer | null;
  readonly response_hash: Buffer | null;
  readonly returned_at: Date | null;
}

export interface Tables {
  readonly 'wallet.presentation': PresentationRow;
  readonly 'wallet.offer': OfferRow;
  readonly 'wallet.access': AccessRow;
  readonly 'wallet.deferred': DeferredRow;
  readonly 'wallet.ending': { readonly type: string; readonly reference: string; readonly ends_at: Date };
  readonly 'wallet.used': { readonly hash: Buffer; readonly expires_at: Date };
  readonly 'wallet.batch': BatchRow;
  readonly 'wallet.credential': {
    readonly id: string;
    readonly batch_id: string;
    readonly list_id: string;
    readonly idx: number;
  };
  readonly 'wallet.key': KeyRow;
  readonly 'wallet.status_list': StatusListRow;
  readonly 'wallet.status_entry': StatusEntryRow;
  readonly 'wallet.status_change': StatusChangeRow;
}
