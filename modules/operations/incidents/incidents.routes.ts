// Incidents and their tasks for the desk: the board, one incident, the verbs of the centre, and what a sent body answers.
import { type Static, type TSchema, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { collection, created, type Route, route } from '@city/kernel/http';
import { sql } from 'kysely';
import { alarmSelection, type OperationsTx } from '../alarms/alarm.store.ts';
import { Both } from '../alarms/alarm-view.ts';
import { reasonOf } from '../alarms/operator.action.ts';
import type { AlarmRow } from '../alarms/tables.ts';
import { inForce } from '../definitions/city-files.ts';
import { limits } from '../limits.ts';
import type { OperationsCity } from '../module-city.ts';
import { IdParams, verbRoute } from '../step-route.ts';
import type { OperationsTables } from '../tables.ts';
import {
  change,
  mergeIncident,
  moveIncident,
  openForStep,
  openIncident,
  regrade,
  takeAlarms,
} from './incident.action.ts';
import { entriesOf, findIncident, listIncidents, tasksOf, tasksOfBody } from './incident.store.ts';
import {
  IncidentDetail,
  incidentDetail,
  IncidentView,
  incidentView,
  TaskView,
  taskView,
} from './incident-view.ts';
import { moveTask, sendTask, type TaskAction } from './task.action.ts';
import type { IncidentRow } from './tables.ts';

const tags = ['operations'];
const handle = 'operations.incident.handle';
const Words = Type.String({ maxLength: limits.wordsMax });
const Title = Type.String({ minLength: 3, maxLength: limits.titleMax });
const Severity = Type.Integer({ minimum: 1, maximum: 4 });
const strict = { additionalProperties: false } as const;
const Uuid = Type.String({ format: 'uuid' });

const NewIncident = Type.Object(
  {
    type: Type.String({ maxLength: 64 }),
    severity: Severity,
    title: Title,
    words: Type.Optional(Type.String({ maxLength: limits.noteMax })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    lon: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    alarms: Type.Optional(Type.Array(Uuid, { maxItems: 200 })),
    dispatch: Type.Optional(Type.Boolean()),
  },
  strict,
);
const Move = Type.Object(
  { action: Type.Enum(['start', 'contain', 'flare', 'close', 'reopen']), words: Type.Optional(Words) },
  strict,
);
const Merge = Type.Object({ into: Uuid, words: Type.Optional(Words) }, strict);
const Grade = Type.Object({ severity: Severity, words: Words }, strict);
const Note = Type.Object({ words: Type.String({ minLength: 1, maxLength: limits.noteMax }) }, strict);
const Alarms = Type.Object({ alarms: Type.Array(Uuid, { minItems: 1, maxItems: 200 }) }, strict);
const NewTask = Type.Object(
  {
    body: Type.String({ maxLength: 64 }),
    title: Title,
    dueMinutes: Type.Integer({ minimum: 1, maximum: 10_080 }),
  },
  strict,
);
const TaskMove = Type.Object(
  { action: Type.Enum(['accept', 'done', 'cancel']), words: Type.Optional(Words) },
  strict,
);

export const Choices = Type.Object(
  {
    types: Type.Array(Type.Object({ id: Type.String(), name: Both })),
    bodies: Type.Array(Type.Object({ code: Type.String(), name: Both })),
  },
  { $id: 'OperationsChoices' },
);

export function incidentRoutes(city: OperationsCity): readonly Route[] {
  return [...readRoutes(city), openRoute(city), ...verbs(city), ...taskRoutes(city)];
}

function readRoutes(city: OperationsCity): readonly Route[] {
  const BoxQuery = Type.Object({ box: Type.Optional(Type.Enum(['open', 'closed'])) });
  return [
    route<OperationsTables, never, typeof BoxQuery>(
      {
        method: 'GET',
        url: '/api/operations/incidents',
        permission: 'operations.read',
        tags,
        summary: { vi: 'Bảng sự cố', en: 'The board of incidents' },
        query: BoxQuery,
        response: { 200: collection(IncidentView) },
      },
      (c) =>
        c.transaction(
          async (tx) => {
            const rows = await listIncidents(tx, (c.query.box ?? 'open') as 'open', limits.incidentsMax);
            return { items: rows.map((row) => incidentView(city, row, tx.now)), next: null };
          },
          { readOnly: true },
        ),
    ),
    route<OperationsTables>(
      {
        method: 'GET',
        url: '/api/operations/incidents/choices',
        permission: 'operations.read',
        tags,
        summary: { vi: 'Loại sự cố và cơ quan để chọn', en: 'Kinds of incidents and bodies to choose from' },
        response: { 200: Choices },
      },
      async (c) => ({
        types: city.files.incidents.types
          .filter((row) => inForce(row, c.now))
          .map(({ id, name }) => ({ id, name })),
        bodies: city.bodies.choices(c.now),
      }),
    ),
    route<OperationsTables, never, TSchema, typeof IdParams>(
      {
        method: 'GET',
        url: '/api/operations/incidents/:id',
        permission: 'operations.read',
        tags,
        summary: {
          vi: 'Một sự cố, dòng thời gian và việc đã giao',
          en: 'One incident, its timeline and tasks',
        },
        params: IdParams,
        response: { 200: IncidentDetail },
      },
      (c) =>
        c.transaction(
          async (tx) => {
            const row = await findIncident(tx, c.params.id);
            if (!row) throw new AppError('operations_incident_not_found', { field: 'id' });
            return detail(tx, city, row);
          },
          { readOnly: true },
        ),
    ),
  ];
}

async function detail(tx: OperationsTx, city: OperationsCity, row: IncidentRow): Promise<IncidentDetail> {
  const alarms = await sql<AlarmRow>`
    select ${alarmSelection} from operations.alarm a where incident_id = ${row.incident_id} order by priority, called_at desc
     limit ${limits.listMax}`.execute(tx.db);
  return incidentDetail(
    city,
    row,
    {
      tasks: await tasksOf(tx, row.incident_id),
      alarms: alarms.rows,
      timeline: await entriesOf(tx, row.incident_id, limits.historyMax),
    },
    tx.now,
  );
}

function openRoute(city: OperationsCity): Route {
  return route<OperationsTables, typeof NewIncident>(
    {
      method: 'POST',
      url: '/api/operations/incidents',
      permission: handle,
      tags,
      summary: { vi: 'Mở sự cố', en: 'Open an incident' },
      body: NewIncident,
      response: { 201: IncidentDetail },
      idempotent: true,
    },
    (c) =>
      c.transaction(async (tx) => {
        const { type, severity, title, words = '', lat, lon, alarms = [], dispatch = false } = c.body;
        const point = lat === undefined || lon === undefined ? null : { lat, lon };
        const row = await openIncident(tx, city, { type, severity, title, words, point, alarms, dispatch });
        return created(`/api/operations/incidents/${row.incident_id}`, await detail(tx, city, row));
      }),
  );
}

function verbs(city: OperationsCity): readonly Route[] {
  type Take<B> = (tx: OperationsTx, row: IncidentRow, body: B) => Promise<unknown>;
  const verb = <B extends TSchema>(
    name: string,
    summary: readonly [string, string],
    body: B,
    take: Take<Static<B>>,
  ): Route =>
    verbRoute({
      url: `/api/operations/incidents/:id/${name}`,
      permission: handle,
      summary,
      body,
      answer: IncidentDetail,
      take: async (tx, id, given, { version }) => {
        await take(tx, await openForStep(tx, id, version), given);
        return detail(tx, city, (await findIncident(tx, id)) as IncidentRow);
      },
    });
  return [
    verb('move', ['Chuyển bước', 'Move on'], Move, (tx, row, { action, words = '' }) =>
      moveIncident(tx, city, row, { action: action as 'start', words }),
    ),
    verb('merge', ['Gộp vào sự cố khác', 'Merge into another'], Merge, (tx, row, { into, words = '' }) =>
      mergeIncident(tx, row, { into, words }),
    ),
    verb('severity', ['Đổi mức độ', 'Change the severity'], Grade, (tx, row, { severity, words }) =>
      regrade(tx, city, row, { severity, words: reasonOf(words) }),
    ),
    verb('note', ['Ghi vào dòng thời gian', 'Note in the timeline'], Note, (tx, row, { words }) =>
      change(tx, row, {}, { action: 'note', kind: 'note', words }),
    ),
    verb('review', ['Báo cáo sau sự cố', 'After-action report'], Note, (tx, row, { words }) => {
      // Lessons are written once it is over.
      if (row.state !== 'closed') throw new AppError('operations_incident_step_not_possible');
      return change(tx, row, {}, { action: 'review', kind: 'review', words });
    }),
    verb('alarms', ['Gắn báo động', 'Attach alarms'], Alarms, (tx, row, { alarms }) =>
      takeAlarms(tx, row, alarms),
    ),
    verb('tasks', ['Giao việc', 'Send a task'], NewTask, (tx, row, body) => sendTask(tx, city, row, body)),
  ];
}

function taskRoutes(city: OperationsCity): readonly Route[] {
  return [
    route<OperationsTables>(
      {
        method: 'GET',
        url: '/api/operations/tasks',
        permission: 'operations.task.handle',
        tags,
        summary: { vi: 'Việc Trung tâm giao cho cơ quan tôi', en: 'What the centre asks of my body' },
        response: { 200: collection(TaskView) },
      },
      (c) =>
        c.transaction(
          async (tx) => {
            const rows = await tasksOfBody(tx, c.actor.post?.body ?? '', limits.tasksMax);
            return { items: rows.map((row) => taskView(city, row, tx.now)), next: null };
          },
          { readOnly: true },
        ),
    ),
    verbRoute({
      url: '/api/operations/tasks/:id/move',
      permission: 'operations.task.handle',
      summary: ['Nhận, xong hoặc huỷ việc', 'Accept, finish or cancel a task'],
      body: TaskMove,
      answer: TaskView,
      take: async (tx, id, { action, words = '' }) =>
        taskView(city, await moveTask(tx, id, { action: action as TaskAction, words }), tx.now),
    }),
  ];
}
