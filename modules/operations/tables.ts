// The tables of the operations centre as Kysely sees them; migrations/ has the truth.
import type { AlarmEventRow, AlarmRow, FloodRow } from './alarms/tables.ts';

import type { HandoverRow, IncidentEntryRow, IncidentRow, StageRow, TaskRow } from './incidents/tables.ts';
import type { WarningEventRow, WarningRow } from './warnings/tables.ts';

export interface OperationsTables {
  'operations.alarm': AlarmRow;
  'operations.alarm_event': AlarmEventRow;
  'operations.flood': FloodRow;
  'operations.report': {
    tracking_code: string;
    service: string;
    lat: number;
    lon: number;
    ward: string;
    filed_at: Date;
    is_open: boolean;
    alarm_id: string | null;
    changed_at: Date;
  };
  'operations.counter': { name: string; last: number };
  'operations.incident': IncidentRow;
  'operations.incident_entry': IncidentEntryRow;
  'operations.task': TaskRow;
  'operations.handover': HandoverRow;
  'operations.stage': StageRow;
  'operations.warning': WarningRow;
  'operations.warning_event': WarningEventRow;
  'operations.cap_key': {
    key_id: string;
    certificate: string;
    sealed_key: Buffer;
    valid_to: Date;
    made_at: Date;
  };
  'operations.cap_in': {
    received_id: string;
    received_at: Date;
    sender: string;
    identifier: string;
    is_accepted: boolean;
    reasons: string[];
    xml: string;
    alarm_id: string | null;
  };
  'operations.board_value': {
    figure: string;
    seq: number;
    value: number | null;
    as_of: Date;
    recorded_at: Date;
    previous: string;
    hash: string;
  };
  'operations.follower': { person_id: string; areas: string[]; since: Date };
}
