// The rows of this module's tables, as PostgreSQL gives and takes them.
import type { Generated } from 'kysely';
import type { ReportFieldColumns } from './report-fields.ts';
import type { ReportAction, ReportState } from './states.ts';
import type { MatterKind, Severity } from '../services/city-data.ts';

export type Visibility = 'public' | 'private' | 'hidden';
export type Channel =
  | 'web'
  | 'app'
  | 'api'
  | 'open311'
  | 'gopy'
  | 'desk'
  | 'hotline'
  | 'email'
  | 'sms'
  | 'import'
  | 'seed';

/** Columns of `feedback.report` beyond those of `report-fields.ts`. */
export interface ReportCoreColumns {
  report_id: string;
  tracking_code: string;
  words_public: string;
  unit_code: string;
  /** YYYY-MM-DD */
  unit_valid_from: string;
  district_code: string | null;
  body_code: string;
  severity: Severity;
  priority: number;
  urgent_because: readonly string[];
  routing_rule: string | null;
  deadline_policy: string | null;
  state: ReportState;
  visibility: Visibility;
  handler_id: string | null;
  handler_title: string | null;
  filed_at: Date;
  accept_due_at: Date | null;
  due_at: Date | null;
  first_due_at: Date | null;
  accepted_at: Date | null;
  resolved_at: Date | null;
  closed_at: Date | null;
  reopen_until: Date | null;
  changed_at: Date;
  returned_n: number;
  reopened_n: number;
  rating: number | null;
  photo_n: number;
  has_reporter: boolean;
  channel: Channel;
  source: string | null;
  source_ref: string | null;
  kind: MatterKind;
  before_state: ReportState | null;
  paused_at: Date | null;
  wait_until: Date | null;
  extended_n: number;
  escalation: number;
  escalate_at: Date | null;
  master_id: string | null;
  merged_n: number;
  survey_n: number;
  survey_fixed_n: number;
  survey_scores: number;
  version: number;
}

export type ReportRow = ReportCoreColumns & ReportFieldColumns;

export interface EventRow {
  report_id: string;
  seq: number;
  at: Date;
  actor_kind: 'reporter' | 'office' | 'system';
  body_code: string | null;
  action: ReportAction;
  from_state: ReportState | 'none';
  to_state: ReportState;
  to_body: string | null;
  words: string | null;
  reason: string | null;
  due_at: Date | null;
  /** Public facts that others can compute with. */
  detail: Readonly<Record<string, unknown>> | null;
}

/** What an officer asks a leader for. */
export interface RequestRow {
  report_id: string;
  request_no: number;
  kind: 'extension' | 'answer';
  asked_at: Date;
  asked_by: string;
  asked_title: string;
  body_code: string;
  reason: string | null;
  amount: number | null;
  unit: 'working-hours' | 'working-days' | 'calendar-days' | null;
  words: string | null;
  photos: readonly StoredDraftPhoto[];
  decided_at: Date | null;
  decision: 'approved' | 'refused' | 'withdrawn' | null;
  decided_by: string | null;
  decided_title: string | null;
  decided_words: string | null;
}

/** A picture of a draft answer: it becomes a photo of the report when the answer is published. */
export interface StoredDraftPhoto {
  readonly file_id: string;
  readonly width: number;
  readonly height: number;
  readonly taken_at: string | null;
}

export interface NoteRow {
  report_id: string;
  note_id: string;
  at: Date;
  origin: 'office' | 'reporter';
  author_id: string | null;
  author_title: string | null;
  body_code: string | null;
  words: string;
}

export interface PhotoRow {
  report_id: string;
  file_id: string;
  role: 'before' | 'after';
  place: number;
  width: number;
  height: number;
  taken_at: Date | null;
  added_at: Date;
  /** How often its public copy was made anew; not a column of its own table. */
  copy_n?: number;
}

export interface ReporterRow {
  report_id: string;
  person_id: string | null;
  name: string | null;
  phone: string | null;
  email: string | null;
  lang: 'vi' | 'en';
  added_at: Date;
}

/** In whose name a report was filed, by whom, by which mandate. */
export interface BehalfRow {
  report_id: string;
  principal_kind: 'person' | 'organisation';
  principal_id: string;
  principal_name: string;
  agent_id: string;
  agent_name: string | null;
  mandate: string;
  filed_at: Date;
}

export interface RatingRow {
  report_id: string;
  round: number;
  score: number;
  words: string | null;
  at: Date;
}

export interface DraftRow {
  token_hash: Buffer;
  data: unknown;
  created_at: Date;
  expires_at: Date;
}

/** The tables by name, for the module's typed handle. */
export interface FeedbackTables {
  'feedback.report': ReportRow & { terms: string; place: Generated<string> };
  'feedback.tracking_code': { code: string; report_id: string };
  'feedback.report_event': EventRow;
  'feedback.photo': PhotoRow;
  'feedback.reporter': ReporterRow;
  'feedback.behalf': BehalfRow;
  'feedback.person_report': { person_id: string; filed_at: Date; report_id: string };
  'feedback.rating': RatingRow;
  'feedback.draft': DraftRow;
  'feedback.request': RequestRow;
  'feedback.note': NoteRow;
}

/** PostgreSQL's types of the core columns, for reading rows from JSON in batches. */
export const coreColumnTypes: { readonly [C in keyof ReportCoreColumns]: string } = {
  report_id: 'uuid',
  tracking_code: 'text',
  words_public: 'text',
  unit_code: 'text',
  unit_valid_from: 'date',
  district_code: 'text',
  body_code: 'text',
  severity: 'text',
  priority: 'smallint',
  urgent_because: 'text[]',
  routing_rule: 'text',
  deadline_policy: 'text',
  state: 'text',
  visibility: 'text',
  handler_id: 'text',
  handler_title: 'text',
  filed_at: 'timestamptz',
  accept_due_at: 'timestamptz',
  due_at: 'timestamptz',
  first_due_at: 'timestamptz',
  accepted_at: 'timestamptz',
  resolved_at: 'timestamptz',
  closed_at: 'timestamptz',
  reopen_until: 'timestamptz',
  changed_at: 'timestamptz',
  returned_n: 'smallint',
  reopened_n: 'smallint',
  rating: 'smallint',
  photo_n: 'smallint',
  has_reporter: 'boolean',
  channel: 'text',
  source: 'text',
  source_ref: 'text',
  kind: 'text',
  before_state: 'text',
  paused_at: 'timestamptz',
  wait_until: 'timestamptz',
  extended_n: 'smallint',
  escalation: 'smallint',
  escalate_at: 'timestamptz',
  master_id: 'uuid',
  merged_n: 'integer',
  survey_n: 'integer',
  survey_fixed_n: 'integer',
  survey_scores: 'integer',
  version: 'integer',
};
