// The tables of incidents, tasks, hand-overs and the stage as the stores see them; migrations/ has the truth.

export const incidentStates = ['open', 'under_way', 'contained', 'closed', 'merged'] as const;
export type IncidentState = (typeof incidentStates)[number];

export interface IncidentRow {
  incident_id: string;
  number: string;
  type: string;
  severity: number;
  title: string;
  state: IncidentState;
  lead_body: string;
  lat: number | null;
  lon: number | null;
  ward: string | null;
  opened_at: Date;
  due_at: Date;
  under_way_at: Date | null;
  contained_at: Date | null;
  closed_at: Date | null;
  merged_into: string | null;
  changed_at: Date;
  version: number;
}

export type EntryKind =
  | 'opened'
  | 'note'
  | 'state'
  | 'severity'
  | 'task'
  | 'alarm'
  | 'report'
  | 'merged'
  | 'review'
  | 'warning';

export interface IncidentEntryRow {
  incident_id: string;
  seq: number;
  at: Date;
  kind: EntryKind;
  post: string | null;
  words: string;
  detail: Readonly<Record<string, unknown>> | null;
}

export interface TaskRow {
  task_id: string;
  incident_id: string;
  body_code: string;
  title: string;
  state: 'sent' | 'accepted' | 'done' | 'cancelled';
  sent_at: Date;
  due_at: Date;
  accepted_at: Date | null;
  ended_at: Date | null;
  result: string | null;
}

export interface HandoverRow {
  handover_id: string;
  position: string;
  note: string;
  items: readonly HandoverItem[];
  given_at: Date;
  given_by: string;
  given_title: string;
  taken_at: Date | null;
  taken_by: string | null;
  taken_title: string | null;
  remark: string | null;
}

/** What was open when a shift was given. */
export interface HandoverItem {
  readonly kind: 'incident' | 'alarm' | 'shelved' | 'warning';
  readonly id: string;
  readonly title: string;
  readonly state: string;
}

export interface StageRow {
  seq: number;
  level: number;
  reason: string;
  set_at: Date;
  set_by: string;
  post: string;
}
