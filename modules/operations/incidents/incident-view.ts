// What screens and programs see of incidents, tasks, hand-overs and the stage.
import { type Static, type TSchema, Type } from 'typebox';
import { alarmView, AlarmView, Both } from '../alarms/alarm-view.ts';
import type { AlarmRow } from '../alarms/tables.ts';
import type { OperationsCity } from '../module-city.ts';
import { possibleIncidentActions } from './incident-states.ts';
import {
  type HandoverRow,
  type IncidentEntryRow,
  type IncidentRow,
  incidentStates,
  type StageRow,
  type TaskRow,
} from './tables.ts';

const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });

export const IncidentView = Type.Object(
  {
    id: Type.String(),
    number: Type.String(),
    version: Type.Integer(),
    type: Type.String(),
    typeName: Both,
    severity: Type.Integer({ minimum: 1, maximum: 4 }),
    title: Type.String(),
    state: Type.Enum(incidentStates),
    leadBody: Type.String(),
    leadName: Both,
    lat: OrNull(Type.Number()),
    lon: OrNull(Type.Number()),
    wardName: OrNull(Both),
    openedAt: Moment,
    dueAt: Moment,
    underWayAt: OrNull(Moment),
    containedAt: OrNull(Moment),
    closedAt: OrNull(Moment),
    isLate: Type.Boolean(),
    tasksOpen: Type.Integer(),
    tasksLate: Type.Integer(),
    alarms: Type.Integer(),
  },
  { $id: 'OperationsIncident' },
);
export type IncidentView = Static<typeof IncidentView>;

export const TaskView = Type.Object(
  {
    id: Type.String(),
    incidentId: Type.String(),
    body: Type.String(),
    bodyName: Both,
    title: Type.String(),
    state: Type.String(),
    sentAt: Moment,
    dueAt: Moment,
    endedAt: OrNull(Moment),
    result: OrNull(Type.String()),
    isLate: Type.Boolean(),
    incident: OrNull(Type.String()),
  },
  { $id: 'OperationsTask' },
);
export type TaskView = Static<typeof TaskView>;

export const IncidentDetail = Type.Object(
  {
    incident: IncidentView,
    actions: Type.Array(Type.String()),
    tasks: Type.Array(TaskView),
    alarmList: Type.Array(AlarmView),
    timeline: Type.Array(
      Type.Object({
        seq: Type.Integer(),
        at: Moment,
        kind: Type.String(),
        by: OrNull(Type.String()),
        words: Type.String(),
      }),
    ),
  },
  { $id: 'OperationsIncidentDetail' },
);
export type IncidentDetail = Static<typeof IncidentDetail>;

export const HandoverView = Type.Object(
  {
    id: Type.String(),
    position: Type.String(),
    note: Type.String(),
    items: Type.Array(
      Type.Object({ kind: Type.String(), id: Type.String(), title: Type.String(), state: Type.String() }),
    ),
    givenAt: Moment,
    givenTitle: Type.String(),
    takenAt: OrNull(Moment),
    takenTitle: OrNull(Type.String()),
    remark: OrNull(Type.String()),
    isMine: Type.Boolean(),
  },
  { $id: 'OperationsHandover' },
);
export type HandoverView = Static<typeof HandoverView>;

export const StageView = Type.Object(
  {
    level: Type.Integer({ minimum: 1, maximum: 5 }),
    name: Both,
    meaning: Both,
    colour: Type.String(),
    reason: OrNull(Type.String()),
    setAt: OrNull(Moment),
    post: OrNull(Type.String()),
  },
  { $id: 'OperationsStage' },
);
export type StageView = Static<typeof StageView>;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
type Counted = IncidentRow & { tasks_open?: number; tasks_late?: number; alarms?: number };

export function incidentView(city: OperationsCity, row: Counted, now: Date): IncidentView {
  const type = city.files.incidents.types.findLast(({ id }) => id === row.type);
  return {
    id: row.incident_id,
    number: row.number,
    version: row.version,
    type: row.type,
    typeName: type?.name ?? { vi: row.type, en: row.type },
    severity: row.severity,
    title: row.title,
    state: row.state,
    leadBody: row.lead_body,
    leadName: city.bodies.name(row.lead_body),
    lat: row.lat,
    lon: row.lon,
    wardName: city.wardName(row.ward),
    openedAt: row.opened_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    underWayAt: iso(row.under_way_at),
    containedAt: iso(row.contained_at),
    closedAt: iso(row.closed_at),
    isLate: row.state === 'open' && row.due_at < now,
    tasksOpen: row.tasks_open ?? 0,
    tasksLate: row.tasks_late ?? 0,
    alarms: row.alarms ?? 0,
  };
}

export function taskView(
  city: OperationsCity,
  row: TaskRow & { number?: string; incident_title?: string },
  now: Date,
): TaskView {
  return {
    id: row.task_id,
    incidentId: row.incident_id,
    body: row.body_code,
    bodyName: city.bodies.name(row.body_code),
    title: row.title,
    state: row.state,
    sentAt: row.sent_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    endedAt: iso(row.ended_at),
    result: row.result,
    isLate: row.ended_at === null && row.due_at < now,
    incident: row.number === undefined ? null : `${row.number} ${row.incident_title ?? ''}`,
  };
}

export function incidentDetail(
  city: OperationsCity,
  row: IncidentRow,
  parts: {
    readonly tasks: readonly TaskRow[];
    readonly alarms: readonly AlarmRow[];
    readonly timeline: readonly IncidentEntryRow[];
  },
  now: Date,
): IncidentDetail {
  const tasks = parts.tasks.map((task) => taskView(city, task, now));
  const open = tasks.filter(({ endedAt }) => endedAt === null);
  return {
    incident: {
      ...incidentView(city, row, now),
      tasksOpen: open.length,
      tasksLate: open.filter(({ isLate }) => isLate).length,
      alarms: parts.alarms.length,
    },
    actions: possibleIncidentActions(row.state),
    tasks,
    alarmList: parts.alarms.map((alarm) => alarmView(city, alarm)),
    timeline: parts.timeline.map(({ seq, at, kind, post, words }) => ({
      seq,
      at: at.toISOString(),
      kind,
      by: post,
      words,
    })),
  };
}

export function handoverView(row: HandoverRow, me: string | null): HandoverView {
  return {
    id: row.handover_id,
    position: row.position,
    note: row.note,
    items: [...row.items],
    givenAt: row.given_at.toISOString(),
    givenTitle: row.given_title,
    takenAt: iso(row.taken_at),
    takenTitle: row.taken_title,
    remark: row.remark,
    isMine: row.given_by === me,
  };
}

/** A city in which nobody has set a stage is at the first. */
export function stageView(city: OperationsCity, row: StageRow | null): StageView {
  const level = row?.level ?? 1;
  const known = city.files.stages.stages.findLast((one) => one.level === level);
  return {
    level,
    name: known?.name ?? { vi: String(level), en: String(level) },
    meaning: known?.meaning ?? { vi: '', en: '' },
    colour: known?.colour ?? 'green',
    reason: row?.reason ?? null,
    setAt: iso(row?.set_at ?? null),
    post: row?.post ?? null,
  };
}
