// The rows of this module's tables, as PostgreSQL gives and takes them.
import type { ColumnType } from 'kysely';
import type { RequestAction, RequestState } from './requests/states.ts';
import type { RightKind } from './rules/rules-data.ts';

type Json<T> = ColumnType<T, string, string>;

export interface RequestRow {
  request_id: string;
  person_id: string;
  kind: RightKind;
  with_others: boolean;
  purpose: string | null;
  state: RequestState;
  word_key: Buffer | null;
  asker: Buffer | null;
  rule: string;
  document: string;
  asked_at: Date;
  respond_by: Date;
  first_due_at: Date;
  due_at: Date;
  responded_at: Date | null;
  extended_at: Date | null;
  closed_at: Date | null;
  proposed_by: string | null;
  version: number;
}

export interface RequestEventRow {
  request_id: string;
  seq: number;
  at: Date;
  actor_kind: 'person' | 'office' | 'system';
  actor_id: string | null;
  title: string | null;
  action: RequestAction;
  from_state: RequestState | 'none';
  to_state: RequestState;
  words: Buffer | null;
  detail: Json<Record<string, unknown> | null> | null;
}

export interface ExportRow {
  request_id: string;
  sealed: Buffer;
  bytes: number;
  hash: Buffer;
  made_at: Date;
  until_at: Date;
}

export interface ConsentRow {
  consent_id: string;
  person_id: string;
  purpose: string;
  client: string;
  claims: string[];
  text_version: string;
  lang: 'vi' | 'en';
  part: 'self' | 'representative';
  given_by: string;
  given_at: Date;
  expires_at: Date | null;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  evidence: Json<Record<string, unknown>>;
}

export type BreachState = 'open' | 'reported' | 'closed';

export interface BreachRow {
  breach_id: string;
  state: BreachState;
  title: string;
  detected_at: Date;
  due_at: Date;
  rule: string;
  what_happened: string;
  kinds_of_data: string;
  persons_n: number | null;
  consequences: string | null;
  measures: string | null;
  contact: string;
  tell_words: string | null;
  told_at: Date | null;
  reported_at: Date | null;
  reference: string | null;
  late_reason: string | null;
  closed_at: Date | null;
  recorded_at: Date;
  version: number;
}

export interface BreachEventRow {
  breach_id: string;
  seq: number;
  at: Date;
  title: string | null;
  action: 'open' | 'amend' | 'warn' | 'report' | 'name_people' | 'tell' | 'close';
  detail: Json<Record<string, unknown> | null> | null;
}

export interface PrivacyTables {
  'privacy.request': RequestRow;
  'privacy.request_event': RequestEventRow;
  'privacy.export': ExportRow;
  'privacy.erased_part': {
    request_id: string;
    module: string;
    at: Date;
    rows: Json<Record<string, number>>;
  };
  'privacy.restriction': {
    restriction_id: string;
    person_id: string;
    purpose: string | null;
    request_id: string;
    since: Date;
    lifted_at: Date | null;
  };
  'privacy.consent': ConsentRow;
  'privacy.breach': BreachRow;
  'privacy.breach_event': BreachEventRow;
  'privacy.breach_person': { breach_id: string; person_id: string; told_at: Date | null };
  'privacy.office_post': {
    post_id: string;
    body_code: string;
    role: string;
    valid_from: string;
    valid_to: string | null;
    heard_at: Date;
  };
}
