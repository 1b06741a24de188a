// The rows of this module's tables, as PostgreSQL gives and takes them, and what stands under seal in them.
import type { Deadline } from '@city/kernel/time';
import type { Kind } from '../rules/rules-data.ts';
import type { MatterAction, MatterState } from './states.ts';

export interface MatterRow {
  matter_id: string;
  code: string;
  kind: Kind;
  round: 1 | 2;
  body_code: string;
  about_body: string;
  remote: boolean;
  is_anonymous: boolean;
  content: Buffer;
  evidence_n: number;
  source_report: string | null;
  state: MatterState;
  before_state: MatterState | null;
  handler_id: string | null;
  handler_title: string | null;
  filed_at: Date;
  /** A `Deadline` with its times as text. */
  clock: StoredClock | null;
  due_at: Date | null;
  first_accept_due_at: Date | null;
  first_due_at: Date | null;
  accepted_at: Date | null;
  decided_at: Date | null;
  effect_at: Date | null;
  closed_at: Date | null;
  is_heard: boolean;
  withdrawal_asked: boolean;
  changed_at: Date;
  version: number;
}

export interface EventRow {
  matter_id: string;
  seq: number;
  at: Date;
  actor_kind: 'person' | 'office' | 'system';
  title: string | null;
  action: MatterAction;
  from_state: MatterState | 'none';
  to_state: MatterState;
  words: Buffer | null;
  due_at: Date | null;
  detail: Readonly<Record<string, unknown>> | null;
}

/** What a person wrote, after form 01 of Decree 124/2020. */
export interface Content {
  /** The decision or act complained about with its number and day, or the person denounced with their post. */
  readonly subject: string;
  readonly words: string;
  readonly request: string;
  /** YYYY-MM-DD: when the person got or learnt of the decision. */
  readonly learnedOn: string | null;
  /** Why it comes after the time limit. */
  readonly lateReason: string | null;
  /** Number and day of the first decision, in a second complaint. */
  readonly firstDecision: string | null;
}

export interface Identity {
  readonly name: string | null;
  readonly address: string | null;
  /** E.164 */
  readonly phone: string | null;
  readonly email: string | null;
  /** Number, day and place of the identity paper. */
  readonly paper: string | null;
  readonly personId: string | null;
  readonly lang: 'vi' | 'en';
}

export type StoredClock = Omit<Deadline, 'startedAt' | 'pauses'> & {
  readonly startedAt: string;
  readonly pauses: readonly { readonly from: string; readonly to: string | null; readonly reason?: string }[];
};

export function readClock(stored: StoredClock): Deadline {
  return {
    ...stored,
    startedAt: new Date(stored.startedAt),
    pauses: stored.pauses.map((pause) => ({
      ...pause,
      from: new Date(pause.from),
      to: pause.to === null ? null : new Date(pause.to),
    })),
  };
}

export interface ComplaintsTables {
  'complaints.matter': MatterRow;
  'complaints.event': EventRow;
}
