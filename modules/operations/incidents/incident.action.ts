// Opening an incident and moving it on: each verb one transaction with its line in the timeline, its event and its trail entry.
import { AppError } from '@city/kernel/errors';
import { newId } from '@city/kernel/database';
import { localDate } from '@city/kernel/time';
import { sql } from 'kysely';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { inForce } from '../definitions/city-files.ts';
import type { IncidentType } from '../definitions/definitions-data.ts';
import { incidentChanged, incidentClosed } from '../events.ts';
import type { OperationsCity } from '../module-city.ts';
import { settleCluster } from '../sources/reports.subscriber.ts';
import { type IncidentAction, nextState } from './incident-states.ts';
import {
  addEntry,
  alarmIdsOf,
  insertIncident,
  lockIncident,
  type NewEntry,
  nextNumber,
  tasksOf,
  updateIncident,
} from './incident.store.ts';
import type { IncidentRow } from './tables.ts';
import { sendTask } from './task.action.ts';

export interface NewIncident {
  readonly type: string;
  readonly severity: number;
  readonly title: string;
  readonly words: string;
  readonly point?: { readonly lat: number; readonly lon: number } | null;
  /** Alarms that belong to it. */
  readonly alarms: readonly string[];
  /** Sends the first tasks of its kind to their bodies. */
  readonly dispatch: boolean;
}

/** @throws AppError `operations_incident_type_unknown` */
export function typeOf(city: OperationsCity, id: string, at: Date): IncidentType {
  const type = city.files.incidents.types.find((one) => one.id === id && inForce(one, at));
  if (!type) throw new AppError('operations_incident_type_unknown', { field: 'type' });
  return type;
}

/** Opens an incident with its number, takes its alarms in, and sends the first tasks. */
export async function openIncident(
  tx: OperationsTx,
  city: OperationsCity,
  given: NewIncident,
): Promise<IncidentRow> {
  const type = typeOf(city, given.type, tx.now);
  const year = localDate(tx.now).slice(0, 4);
  const number = `SC-${year}-${String(await nextNumber(tx, `incident-${year}`)).padStart(4, '0')}`;
  const point = given.point ?? (await firstPlace(tx, given.alarms));
  const minutes = type.underWayMinutes[given.severity - 1] as number;
  const row: IncidentRow = {
    incident_id: newId(tx.now),
    number,
    type: type.id,
    severity: given.severity,
    title: given.title.trim(),
    state: 'open',
    lead_body: type.lead,
    lat: point?.lat ?? null,
    lon: point?.lon ?? null,
    ward: point === null ? null : city.wardOf(point),
    opened_at: tx.now,
    due_at: new Date(tx.now.getTime() + minutes * 60_000),
    under_way_at: null,
    contained_at: null,
    closed_at: null,
    merged_into: null,
    changed_at: tx.now,
    version: 1,
  };
  await insertIncident(tx, row);
  await addEntry(tx, row.incident_id, {
    kind: 'opened',
    words: given.words.trim() || row.title,
    detail: { type: type.id, severity: row.severity },
  });
  await takeAlarms(tx, row, given.alarms);
  say(tx, row, 'open');
  if (given.dispatch)
    for (const task of type.tasks)
      await sendTask(tx, city, row, { body: task.body, title: task.title.vi, dueMinutes: task.dueMinutes });
  return row;
}

async function firstPlace(tx: OperationsTx, alarms: readonly string[]) {
  const found = await sql<{ lat: number; lon: number }>`
    select lat, lon from operations.alarm where alarm_id = any (${alarms}::uuid[]) and lat is not null
     order by priority, called_at limit 1`.execute(tx.db);
  return found.rows[0] ?? null;
}

/** Alarms join the incident; one that belongs to another stays there. */
export async function takeAlarms(
  tx: OperationsTx,
  incident: IncidentRow,
  alarms: readonly string[],
): Promise<void> {
  if (alarms.length === 0) return;
  const taken = await sql<{ alarm_id: string; definition: string }>`
    update operations.alarm set incident_id = ${incident.incident_id}
     where alarm_id = any (${[...alarms].sort()}::uuid[]) and incident_id is null
    returning alarm_id, definition`.execute(tx.db);
  if (taken.rows.length === 0) return;
  const definitions = [...new Set(taken.rows.map(({ definition }) => definition))].sort();
  await addEntry(tx, incident.incident_id, {
    kind: 'alarm',
    words: definitions.join(', '),
    detail: { alarms: taken.rows.map(({ alarm_id }) => alarm_id).sort() },
  });
}

/** @throws AppError `operations_incident_not_found`; `version_mismatch` (412) when it has moved on since it was seen. */
export async function openForStep(tx: OperationsTx, id: string, version?: number): Promise<IncidentRow> {
  const incident = await lockIncident(tx, id);
  if (!incident) throw new AppError('operations_incident_not_found', { field: 'id' });
  if (version !== undefined && version !== incident.version) throw new AppError('version_mismatch');
  return incident;
}

/** Writes a change of a locked incident with its line, event and trail entry. */
export async function change(
  tx: OperationsTx,
  incident: IncidentRow,
  patch: Partial<IncidentRow>,
  entry: NewEntry & { readonly action: string },
): Promise<IncidentRow> {
  const after = { ...incident, ...patch, changed_at: tx.now, version: incident.version + 1 };
  await updateIncident(tx, incident.incident_id, {
    ...patch,
    changed_at: after.changed_at,
    version: after.version,
  });
  await addEntry(tx, incident.incident_id, {
    kind: entry.kind,
    words: entry.words,
    detail: entry.detail ?? null,
  });
  say(tx, after, entry.action);
  return after;
}

const stamps: Partial<Record<IncidentAction, keyof IncidentRow>> = {
  start: 'under_way_at',
  contain: 'contained_at',
  close: 'closed_at',
};

/**
 * Moves an incident on. Closing it needs every task ended, and settles the clusters of reports that belong to it.
 * @throws AppError `operations_incident_step_not_possible`, `operations_incident_tasks_open`
 */
export async function moveIncident(
  tx: OperationsTx,
  city: OperationsCity,
  incident: IncidentRow,
  step: { readonly action: Exclude<IncidentAction, 'merge'>; readonly words: string },
): Promise<IncidentRow> {
  const to = nextState(incident.state, step.action);
  if (to === null) throw new AppError('operations_incident_step_not_possible');
  if (step.action === 'close') await assertTasksEnded(tx, incident.incident_id);
  const stamp = stamps[step.action];
  const patch = {
    state: to,
    ...(stamp ? { [stamp]: tx.now } : {}),
    ...(step.action === 'reopen' ? { closed_at: null } : {}),
  };
  const after = await change(tx, incident, patch, {
    action: step.action,
    kind: 'state',
    words: step.words.trim() || step.action,
    detail: { from: incident.state, to },
  });
  if (step.action === 'close') await closeReports(tx, city, after);
  return after;
}

async function assertTasksEnded(tx: OperationsTx, incidentId: string): Promise<void> {
  const count = (await tasksOf(tx, incidentId)).filter(
    ({ state }) => state === 'sent' || state === 'accepted',
  ).length;
  if (count > 0) throw new AppError('operations_incident_tasks_open', { params: { count } });
}

async function closeReports(tx: OperationsTx, city: OperationsCity, incident: IncidentRow): Promise<void> {
  const reports: string[] = [];
  for (const alarm of await alarmIdsOf(tx, incident.incident_id))
    reports.push(...(await settleCluster(tx, city, alarm)));
  if (reports.length > 0)
    await addEntry(tx, incident.incident_id, {
      kind: 'report',
      words: reports.join(', '),
      detail: { reports },
    });
  tx.emit(incidentClosed, incident.incident_id, {
    incidentId: incident.incident_id,
    number: incident.number,
    reports,
    at: tx.now.toISOString(),
  });
}

/** One incident becomes part of another: its alarms and open tasks go there. @throws AppError `operations_incident_merge_same` */
export async function mergeIncident(
  tx: OperationsTx,
  incident: IncidentRow,
  { into, words }: { readonly into: string; readonly words: string },
): Promise<IncidentRow> {
  if (into === incident.incident_id) throw new AppError('operations_incident_merge_same', { field: 'into' });
  const target = await openForStep(tx, into);
  if (nextState(incident.state, 'merge') === null || nextState(target.state, 'merge') === null)
    throw new AppError('operations_incident_step_not_possible');
  await sql`update operations.alarm set incident_id = ${into} where incident_id = ${incident.incident_id}`.execute(
    tx.db,
  );
  await sql`update operations.task set incident_id = ${into}
             where incident_id = ${incident.incident_id} and state in ('sent', 'accepted')`.execute(tx.db);
  const severity = Math.min(target.severity, incident.severity);
  await change(
    tx,
    target,
    { severity },
    {
      action: 'merge',
      kind: 'merged',
      words: `${incident.number}: ${words.trim()}`,
      detail: { from: incident.incident_id },
    },
  );
  return change(
    tx,
    incident,
    { state: 'merged', merged_into: into, closed_at: tx.now },
    { action: 'merge', kind: 'merged', words: `${target.number}: ${words.trim()}`, detail: { into } },
  );
}

/** How grave it is now; the term until somebody is on it follows. */
export async function regrade(
  tx: OperationsTx,
  city: OperationsCity,
  incident: IncidentRow,
  { severity, words }: { readonly severity: number; readonly words: string },
): Promise<IncidentRow> {
  if (nextState(incident.state, 'merge') === null)
    throw new AppError('operations_incident_step_not_possible');
  const minutes = typeOf(city, incident.type, incident.opened_at).underWayMinutes[severity - 1] as number;
  const due = new Date(incident.opened_at.getTime() + minutes * 60_000);
  return change(
    tx,
    incident,
    { severity, ...(incident.state === 'open' ? { due_at: due } : {}) },
    { action: 'severity', kind: 'severity', words, detail: { from: incident.severity, to: severity } },
  );
}

export function say(tx: OperationsTx, row: IncidentRow, action: string): void {
  tx.emit(incidentChanged, row.incident_id, {
    incidentId: row.incident_id,
    number: row.number,
    version: row.version,
    action,
    type: row.type,
    severity: row.severity,
    state: row.state,
    ward: row.ward,
    at: tx.now.toISOString(),
  });
  tx.trail({
    action: `incident.${action}`,
    object: { type: 'incident', id: row.incident_id },
    detail: { number: row.number, state: row.state, seq: row.version },
  });
}
