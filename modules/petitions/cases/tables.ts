// The rows of this module's tables, as PostgreSQL gives and takes them.
import type { PetitionAction, PetitionState } from './states.ts';

export interface PetitionRow {
  petition_id: string;
  code: string;
  title: string;
  words: string;
  ask: string;
  topic: string;
  /** Null: the whole city. */
  unit_code: string | null;
  /** YYYY-MM-DD */
  unit_valid_from: string | null;
  body_code: string;
  /** `topic` when the routing rule named the body, `chosen` when the starter did, `handed-over` after a coordinator's decision. */
  body_rule: string | null;
  state: PetitionState;
  signature_n: number;
  supporters: number;
  threshold: number;
  people: number;
  rule: string;
  created_at: Date;
  proposed_at: Date | null;
  gathered_at: Date | null;
  published_at: Date | null;
  sign_until: Date | null;
  reached_at: Date | null;
  due_at: Date | null;
  first_due_at: Date | null;
  escalation: number;
  escalate_at: Date | null;
  answered_at: Date | null;
  ended_at: Date | null;
  refusal: string | null;
  refused_by: string | null;
  appeal_until: Date | null;
  appealed_n: number;
  changed_at: Date;
  version: number;
}

export interface EventRow {
  petition_id: string;
  seq: number;
  at: Date;
  actor_kind: 'starter' | 'moderator' | 'office' | 'system';
  body_code: string | null;
  action: PetitionAction;
  from_state: PetitionState | 'none';
  to_state: PetitionState;
  words: string | null;
  reason: string | null;
  due_at: Date | null;
  detail: Readonly<Record<string, unknown>> | null;
}

export interface Commitment {
  readonly words: string;
  /** YYYY-MM-DD */
  readonly dueOn: string;
}

export interface AnswerRow {
  petition_id: string;
  answer_no: number;
  body_code: string;
  words: string;
  commitments: readonly Commitment[];
  drafted_at: Date;
  drafted_by: string;
  drafted_title: string;
  decided_at: Date | null;
  decision: 'approved' | 'sent_back' | null;
  decided_by: string | null;
  decided_title: string | null;
  decided_words: string | null;
}

export interface CommitmentRow {
  petition_id: string;
  commitment_no: number;
  words: string;
  /** YYYY-MM-DD */
  due_on: string;
  progress: number;
  state: 'open' | 'done' | 'dropped';
  note: string | null;
  changed_at: Date;
}

export interface PetitionTables {
  'petitions.petition': PetitionRow;
  'petitions.petition_event': EventRow;
  'petitions.answer': AnswerRow;
  'petitions.commitment': CommitmentRow;
}
