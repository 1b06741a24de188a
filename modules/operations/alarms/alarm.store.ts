// The SQL of alarms: one row written with its step; every function takes the transaction of an action.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { OperationsTables } from '../tables.ts';
import type { AlarmBox } from './boxes.ts';
import type { AlarmEventRow, AlarmRow } from './tables.ts';

export type OperationsTx = Tx<OperationsTables>;

const columns = [
  'alarm_id',
  'source',
  'condition',
  'definition',
  'position',
  'priority',
  'severity',
  'is_latching',
  'state',
  'is_active',
  'value',
  'unit_code',
  'series',
  'lat',
  'lon',
  'ward',
  'occurred_at',
  'called_at',
  'cleared_at',
  'acked_at',
  'acked_by',
  'acked_title',
  'shelved_at',
  'shelved_until',
  'shelved_by',
  'hidden_title',
  'hidden_reason',
  'asked',
  'incident_id',
  'changed_at',
  'version',
] as const satisfies readonly (keyof AlarmRow)[];
export const alarmSelection = sql.raw(columns.map((column) => `a.${column}`).join(', '));

const cell = (column: keyof AlarmRow, value: unknown) =>
  column === 'asked' ? sql`${value === null ? null : JSON.stringify(value)}::text::jsonb` : sql`${value}`;

/** Writes the alarm as it is after a step, and the step. An existing row must be locked. */
export async function writeAlarm(tx: OperationsTx, row: AlarmRow, event: AlarmEventRow): Promise<void> {
  const isNew = event.seq === 1;
  const set = columns.slice(1).map((column) => sql`${sql.ref(column)} = ${cell(column, row[column])}`);
  const write = isNew
    ? sql`insert into operations.alarm (${sql.raw(columns.join(', '))})
          values (${sql.join(columns.map((column) => cell(column, row[column])))})`
    : sql`update operations.alarm set ${sql.join(set)} where alarm_id = ${row.alarm_id}`;
  await write.execute(tx.db);
  await sql`
    insert into operations.alarm_event
      (alarm_id, seq, at, action, from_state, to_state, is_call, definition, position, priority, severity, value,
       actor_kind, post, words, detail)
    values (${event.alarm_id}, ${event.seq}, ${event.at}, ${event.action}, ${event.from_state}, ${event.to_state},
            ${event.is_call}, ${event.definition}, ${event.position}, ${event.priority}, ${event.severity},
            ${event.value}, ${event.actor_kind}, ${event.post}, ${event.words},
            ${event.detail === null ? null : JSON.stringify(event.detail)}::text::jsonb)`.execute(tx.db);
}

/** The alarm of a condition, locked. The caller holds the name of the condition (`lockFor`). */
export async function lockByCondition(
  tx: OperationsTx,
  source: string,
  condition: string,
): Promise<AlarmRow | undefined> {
  const found = await sql<AlarmRow>`
    select ${alarmSelection} from operations.alarm a where source = ${source} and condition = ${condition} for update`.execute(
    tx.db,
  );
  return found.rows[0];
}

export async function lockAlarm(tx: OperationsTx, alarmId: string): Promise<AlarmRow | undefined> {
  const found = await sql<AlarmRow>`
    select ${alarmSelection} from operations.alarm a where alarm_id = ${alarmId} for update`.execute(tx.db);
  return found.rows[0];
}

export async function findAlarm(tx: OperationsTx, alarmId: string): Promise<AlarmRow | undefined> {
  const found = await sql<AlarmRow>`
    select ${alarmSelection} from operations.alarm a where alarm_id = ${alarmId}`.execute(tx.db);
  return found.rows[0];
}

const boxes = {
  active: sql`a.state in ('UNACK', 'ACKED', 'RTNUN')`,
  shelved: sql`a.state = 'SHLVD'`,
  suppressed: sql`a.state = 'DSUPR'`,
  'out-of-service': sql`a.state = 'OOSRV'`,
} as const;

/** What stands in a box of the list: the most urgent first, within a priority what called last. */
export async function listAlarms(
  tx: OperationsTx,
  box: AlarmBox,
  position: string | null,
  most: number,
): Promise<AlarmRow[]> {
  const found = await sql<AlarmRow>`
    select ${alarmSelection} from operations.alarm a
     where ${boxes[box]} and (${position}::text is null or a.position = ${position})
     order by a.priority, (a.state = 'ACKED'), a.called_at desc nulls last, a.alarm_id
     limit ${most}`.execute(tx.db);
  return found.rows;
}

export async function eventsOf(tx: OperationsTx, alarmId: string, most: number): Promise<AlarmEventRow[]> {
  const found = await sql<AlarmEventRow>`
    select * from operations.alarm_event where alarm_id = ${alarmId} order by seq desc limit ${most}`.execute(
    tx.db,
  );
  return found.rows;
}

/** Active alarms of any of these definitions in a unit. */
export async function countActive(
  tx: OperationsTx,
  definitions: readonly string[],
  ward: string | null,
): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from operations.alarm
     where definition = any (${definitions}::text[]) and state <> 'NORM' and state <> 'OOSRV' and is_active
       and ward is not distinct from ${ward}`.execute(tx.db);
  return found.rows[0]?.n ?? 0;
}

/** Alarms of these definitions in a unit that are in one of the states, locked in order. */
export async function lockInWard(
  tx: OperationsTx,
  definitions: readonly string[],
  ward: string | null,
  states: readonly string[],
): Promise<AlarmRow[]> {
  const found = await sql<AlarmRow>`
    select ${alarmSelection} from operations.alarm a
     where definition = any (${definitions}::text[]) and state = any (${states}::text[])
       and ward is not distinct from ${ward}
     order by alarm_id for update`.execute(tx.db);
  return found.rows;
}
