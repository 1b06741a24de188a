// The SQL of incidents, their timeline and their tasks; every function takes the transaction of an action.
import { sql } from 'kysely';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import type { EntryKind, IncidentEntryRow, IncidentRow, TaskRow } from './tables.ts';

/** The next number of a series; numbers of one series have no gaps, so whoever asks waits for the other. */
export async function nextNumber(tx: OperationsTx, series: string): Promise<number> {
  const found = await sql<{ last: number }>`
    insert into operations.counter (name, last) values (${series}, 1)
    on conflict (name) do update set last = operations.counter.last + 1 returning last`.execute(tx.db);
  return found.rows[0]?.last as number;
}

export async function insertIncident(tx: OperationsTx, row: IncidentRow): Promise<void> {
  await tx.db.insertInto('operations.incident').values(row).execute();
}

export async function lockIncident(tx: OperationsTx, id: string): Promise<IncidentRow | undefined> {
  const found = await sql<IncidentRow>`
    select * from operations.incident where incident_id = ${id} for update`.execute(tx.db);
  return found.rows[0];
}

export async function findIncident(tx: OperationsTx, id: string): Promise<IncidentRow | undefined> {
  const found = await sql<IncidentRow>`select * from operations.incident where incident_id = ${id}`.execute(
    tx.db,
  );
  return found.rows[0];
}

export async function updateIncident(
  tx: OperationsTx,
  id: string,
  patch: Partial<Omit<IncidentRow, 'incident_id'>>,
): Promise<void> {
  await tx.db.updateTable('operations.incident').set(patch).where('incident_id', '=', id).execute();
}

export interface NewEntry {
  readonly kind: EntryKind;
  readonly words: string;
  readonly detail?: Readonly<Record<string, unknown>> | null;
}

/** Writes the next line of the timeline. The incident must be locked. */
export async function addEntry(tx: OperationsTx, incidentId: string, entry: NewEntry): Promise<number> {
  const found = await sql<{ seq: number }>`
    insert into operations.incident_entry (incident_id, seq, at, kind, post, words, detail)
    select ${incidentId}, coalesce(max(seq), 0) + 1, ${tx.now}, ${entry.kind}, ${tx.actor.post?.title ?? null}, ${entry.words},
           ${entry.detail ? JSON.stringify(entry.detail) : null}::text::jsonb
      from operations.incident_entry where incident_id = ${incidentId}
    returning seq`.execute(tx.db);
  return found.rows[0]?.seq as number;
}

export async function entriesOf(
  tx: OperationsTx,
  incidentId: string,
  most: number,
): Promise<IncidentEntryRow[]> {
  const found = await sql<IncidentEntryRow>`
    select * from operations.incident_entry where incident_id = ${incidentId} order by seq desc limit ${most}`.execute(
    tx.db,
  );
  return found.rows;
}

export async function tasksOf(tx: OperationsTx, incidentId: string): Promise<TaskRow[]> {
  const found = await sql<TaskRow>`
    select * from operations.task where incident_id = ${incidentId} order by sent_at, due_at, title, task_id`.execute(
    tx.db,
  );
  return found.rows;
}

export async function insertTask(tx: OperationsTx, row: TaskRow): Promise<void> {
  await tx.db.insertInto('operations.task').values(row).execute();
}

export async function lockTask(tx: OperationsTx, id: string): Promise<TaskRow | undefined> {
  const found = await sql<TaskRow>`select * from operations.task where task_id = ${id} for update`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** The board: open incidents, the gravest and soonest first; or the newest closed ones. */
export async function listIncidents(
  tx: OperationsTx,
  box: 'open' | 'closed',
  most: number,
): Promise<(IncidentRow & { tasks_open: number; tasks_late: number; alarms: number })[]> {
  const which =
    box === 'open'
      ? sql`i.state in ('open', 'under_way', 'contained')`
      : sql`i.state in ('closed', 'merged')`;
  const order =
    box === 'open' ? sql`i.severity, i.due_at, i.incident_id` : sql`i.closed_at desc, i.incident_id`;
  const found = await sql<IncidentRow & { tasks_open: number; tasks_late: number; alarms: number }>`
    select i.*,
           (select count(*)::int from operations.task t where t.incident_id = i.incident_id and t.state in ('sent', 'accepted')) as tasks_open,
           (select count(*)::int from operations.task t where t.incident_id = i.incident_id and t.state in ('sent', 'accepted') and t.due_at < ${tx.now}) as tasks_late,
           (select count(*)::int from operations.alarm a where a.incident_id = i.incident_id) as alarms
      from operations.incident i where ${which} order by ${order} limit ${most}`.execute(tx.db);
  return found.rows;
}

/** What a body has to do, by its term. */
export async function tasksOfBody(
  tx: OperationsTx,
  body: string,
  most: number,
): Promise<(TaskRow & { number: string; incident_title: string })[]> {
  const found = await sql<TaskRow & { number: string; incident_title: string }>`
    select t.*, i.number, i.title as incident_title from operations.task t join operations.incident i using (incident_id)
     where t.body_code = ${body} and t.state in ('sent', 'accepted') order by t.due_at, t.task_id limit ${most}`.execute(
    tx.db,
  );
  return found.rows;
}

export async function alarmIdsOf(tx: OperationsTx, incidentId: string): Promise<string[]> {
  const found = await sql<{ alarm_id: string }>`
    select alarm_id from operations.alarm where incident_id = ${incidentId} order by alarm_id`.execute(tx.db);
  return found.rows.map(({ alarm_id }) => alarm_id);
}
