// The tables of alarms as Kysely and the stores see them; migrations/ has the truth.
import type { AlarmAction, AlarmState } from './alarm-states.ts';

export interface ShelfAsked {
  readonly by: string;
  readonly title: string;
  readonly at: string;
  readonly minutes: number;
  readonly reason: string;
}

export interface AlarmRow {
  alarm_id: string;
  source: string;
  condition: string;
  definition: string;
  position: string;
  priority: number;
  severity: number;
  is_latching: boolean;
  state: AlarmState;
  is_active: boolean;
  value: number | null;
  unit_code: string | null;
  series: string | null;
  lat: number | null;
  lon: number | null;
  ward: string | null;
  occurred_at: Date;
  called_at: Date | null;
  cleared_at: Date | null;
  acked_at: Date | null;
  acked_by: string | null;
  acked_title: string | null;
  shelved_at: Date | null;
  shelved_until: Date | null;
  shelved_by: string | null;
  hidden_title: string | null;
  hidden_reason: string | null;
  asked: ShelfAsked | null;
  incident_id: string | null;
  changed_at: Date;
  version: number;
}

export interface AlarmEventRow {
  alarm_id: string;
  seq: number;
  at: Date;
  action: AlarmAction | 'note';
  from_state: AlarmState | 'none';
  to_state: AlarmState;
  is_call: boolean;
  definition: string;
  position: string;
  priority: number;
  severity: number;
  value: number | null;
  actor_kind: 'source' | 'operator' | 'clock' | 'design';
  post: string | null;
  words: string | null;
  detail: Readonly<Record<string, unknown>> | null;
}

export interface FloodRow {
  flood_id: string;
  position: string;
  started_at: Date;
  ended_at: Date | null;
  calls: number;
  peak: number;
}
