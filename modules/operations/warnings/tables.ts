// The tables of warnings as the stores see them; migrations/ has the truth.
import type { CapInfo } from '../cap/cap-message.ts';

export const warningStates = ['draft', 'review', 'released', 'updated', 'cancelled', 'discarded'] as const;
export type WarningState = (typeof warningStates)[number];
export const warningStatuses = ['Actual', 'Exercise', 'Test'] as const;
export type WarningStatus = (typeof warningStatuses)[number];
export type WarningMsgType = 'Alert' | 'Update' | 'Cancel';

export interface WarningRow {
  warning_id: string;
  state: WarningState;
  status: WarningStatus;
  msg_type: WarningMsgType;
  event: string;
  urgency: CapInfo['urgency'];
  severity: CapInfo['severity'];
  certainty: CapInfo['certainty'];
  headline_vi: string;
  headline_en: string;
  description_vi: string;
  description_en: string;
  instruction_vi: string;
  instruction_en: string;
  areas: string[];
  expires_at: Date;
  previous_id: string | null;
  incident_id: string | null;
  created_at: Date;
  written_by: string[];
  written_title: string;
  submitted_at: Date | null;
  released_by: string | null;
  released_title: string | null;
  sent_at: Date | null;
  identifier: string | null;
  sender: string | null;
  xml: string | null;
  note: string | null;
  changed_at: Date;
  version: number;
}

export interface WarningEventRow {
  warning_id: string;
  seq: number;
  at: Date;
  action: 'draft' | 'edit' | 'submit' | 'send_back' | 'release' | 'update' | 'cancel' | 'discard';
  post: string;
  words: string | null;
}
