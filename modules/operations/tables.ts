// The tables of the operations centre as Kysely sees them; migrations/ has the truth.
import type { AlarmEventRow, AlarmRow, FloodRow } from './alarms/tables.ts';

export interface OperationsTables {
  'operations.alarm': AlarmRow;
  'operations.alarm_event': AlarmEventRow;
  'operations.flood': FloodRow;
}
