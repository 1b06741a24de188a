// Alarms for the desk and for programs: the list in at most twenty rows, one alarm with its procedure, the verbs of the positions.
import { type Static, type TSchema, Type } from 'typebox';
import { type Route, route } from '@city/kernel/http';
import { sql } from 'kysely';
import { limits } from '../limits.ts';
import type { OperationsCity } from '../module-city.ts';
import { IdParams, Nothing, Reason, verbRoute } from '../step-route.ts';
import type { OperationsTables } from '../tables.ts';
import { AlarmList } from './alarm-list.ts';
import { AlarmDetail, alarmDetail, AlarmView, alarmView } from './alarm-view.ts';
import { type AlarmBox, alarmBoxes } from './boxes.ts';
import { eventsOf, findAlarm, listAlarms, type OperationsTx } from './alarm.store.ts';
import { groupAlarms } from './group.ts';
import {
  acknowledge,
  confirmShelf,
  note,
  openAlarm,
  reasonOf,
  removeFromService,
  reset,
  restoreToService,
  shelve,
  takeBack,
  unshelve,
  whoIs,
} from './operator.action.ts';
import { clearAlarm, raiseAlarm } from './raise.action.ts';
import { AppError } from '@city/kernel/errors';
import type { AlarmRow, FloodRow } from './tables.ts';

const tags = ['operations'];
const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

const AlarmQuery = Type.Object({
  box: Type.Optional(Type.Enum([...alarmBoxes])),
  position: Type.Optional(Type.String({ maxLength: 64 })),
});
const Raise = Type.Object(
  {
    condition: Type.String({ minLength: 1, maxLength: limits.conditionMax }),
    source: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 40 }),
    definition: Type.String({ minLength: 1, maxLength: 80 }),
    severity: Type.Integer({ minimum: 1, maximum: 4 }),
    value: Type.Optional(OrNull(Type.Number())),
    unitCode: Type.Optional(OrNull(Type.String({ maxLength: 10 }))),
    series: Type.Optional(OrNull(Type.String({ maxLength: 200 }))),
    point: Type.Optional(OrNull(Type.Object({ lat: Type.Number(), lon: Type.Number() }))),
  },
  { additionalProperties: false },
);
const Clear = Type.Object(
  {
    condition: Type.String({ minLength: 1, maxLength: limits.conditionMax }),
    source: Type.String({ maxLength: 40 }),
    value: Type.Optional(OrNull(Type.Number())),
  },
  { additionalProperties: false },
);
const Shelf = Type.Object(
  {
    minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
    words: Type.String({ maxLength: limits.wordsMax }),
  },
  { additionalProperties: false },
);

export function alarmRoutes(city: OperationsCity): readonly Route[] {
  return [listRoute(city), oneRoute(city), ...sourceRoutes(city), ...verbs(city)];
}

function listRoute(city: OperationsCity): Route {
  return route<OperationsTables, never, typeof AlarmQuery>(
    {
      method: 'GET',
      url: '/api/operations/alarms',
      permission: 'operations.read',
      tags,
      summary: { vi: 'Báo động, gộp thành nhiều nhất 20 dòng', en: 'Alarms, grouped into at most 20 rows' },
      query: AlarmQuery,
      response: { 200: AlarmList },
    },
    (c) =>
      c.transaction(
        (tx) => alarmList(tx, city, (c.query.box ?? 'active') as AlarmBox, c.query.position ?? null),
        { readOnly: true },
      ),
  );
}

/** Examples that a group carries with it; the count tells how many there are. */
const shownPerGroup = 30;

async function alarmList(tx: OperationsTx, city: OperationsCity, box: AlarmBox, position: string | null) {
  const rows = await listAlarms(tx, box, position, 10_000);
  const groups = groupAlarms(
    rows.map((row) => ({ ...groupable(row), row })),
    limits.shownRows,
  );
  const floods = await sql<FloodRow>`
    select * from operations.flood where ended_at is null order by position`.execute(tx.db);
  return {
    asOf: tx.now.toISOString(),
    total: rows.length,
    groups: groups.map(({ key, priority, alarms, definitions, ward }) => ({
      key,
      priority,
      title: alarmView(city, (alarms[0] as { row: AlarmRow }).row).title,
      wardName: city.wardName(ward),
      calling: alarms.filter(({ state }) => state !== 'ACKED').length,
      count: alarms.length,
      kinds: definitions.length,
      alarms: alarms.slice(0, shownPerGroup).map(({ row }) => alarmView(city, row)),
    })),
    counts: await boxCounts(tx, position),
    floods: floods.rows.map((flood) => ({
      position: flood.position,
      startedAt: flood.started_at.toISOString(),
      calls: flood.calls,
      peak: flood.peak,
    })),
  };
}

const groupable = (row: AlarmRow) => ({
  id: row.alarm_id,
  definition: row.definition,
  priority: row.priority,
  severity: row.severity,
  ward: row.ward,
  state: row.state,
  calledAt: row.called_at?.toISOString() ?? null,
});

async function boxCounts(tx: OperationsTx, position: string | null) {
  const found = await sql<Record<'active' | 'calling' | 'shelved' | 'suppressed' | 'outOfService', number>>`
    select count(*) filter (where state in ('UNACK', 'ACKED', 'RTNUN'))::int as active,
           count(*) filter (where state in ('UNACK', 'RTNUN'))::int as calling,
           count(*) filter (where state = 'SHLVD')::int as shelved,
           count(*) filter (where state = 'DSUPR')::int as suppressed,
           count(*) filter (where state = 'OOSRV')::int as "outOfService"
      from operations.alarm where state <> 'NORM' and (${position}::text is null or position = ${position})`.execute(
    tx.db,
  );
  return found.rows[0];
}

function oneRoute(city: OperationsCity): Route {
  return route<OperationsTables, never, TSchema, typeof IdParams>(
    {
      method: 'GET',
      url: '/api/operations/alarms/:id',
      permission: 'operations.read',
      tags,
      summary: { vi: 'Một báo động, quy trình và các bước', en: 'One alarm, its procedure and its steps' },
      params: IdParams,
      response: { 200: AlarmDetail },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const alarm = await findAlarm(tx, c.params.id);
          if (!alarm) throw new AppError('operations_alarm_not_found', { field: 'id' });
          return detail(tx, city, alarm);
        },
        { readOnly: true },
      ),
  );
}

const detail = async (tx: OperationsTx, city: OperationsCity, alarm: AlarmRow) =>
  alarmDetail(city, alarm, await eventsOf(tx, alarm.alarm_id, limits.historyMax), whoIs(tx.actor));

/** For systems of the city that speak HTTP instead of the contract. */
function sourceRoutes(city: OperationsCity): readonly Route[] {
  const permission = 'operations.condition.raise';
  return [
    route<OperationsTables, typeof Raise>(
      {
        method: 'POST',
        url: '/api/operations/conditions/raise',
        permission,
        tags,
        summary: { vi: 'Báo một tín hiệu đang xảy ra', en: 'Say that a condition holds' },
        body: Raise,
        response: { 200: AlarmView },
        idempotent: true,
      },
      (c) => c.transaction(async (tx) => alarmView(city, await raiseAlarm(tx, city, c.body))),
    ),
    route<OperationsTables, typeof Clear>(
      {
        method: 'POST',
        url: '/api/operations/conditions/clear',
        permission,
        tags,
        summary: { vi: 'Báo một tín hiệu đã hết', en: 'Say that a condition is gone' },
        body: Clear,
        response: { 200: AlarmView },
        idempotent: true,
      },
      (c) =>
        c.transaction(async (tx) => {
          const alarm = await clearAlarm(tx, city, c.body);
          if (!alarm) throw new AppError('operations_alarm_not_found', { field: 'condition' });
          return alarmView(city, alarm);
        }),
    ),
  ];
}

function verbs(city: OperationsCity): readonly Route[] {
  type Take<B> = (tx: OperationsTx, city: OperationsCity, alarm: AlarmRow, body: B) => Promise<AlarmRow>;
  const verb = <B extends TSchema>(
    name: string,
    summary: readonly [string, string],
    body: B,
    take: Take<Static<B>>,
    permission = 'operations.alarm.handle',
  ): Route =>
    verbRoute({
      url: `/api/operations/alarms/:id/${name}`,
      permission,
      summary,
      body,
      answer: AlarmDetail,
      take: async (tx, id, given, { version }) =>
        detail(tx, city, await take(tx, city, await openAlarm(tx, id, version), given)),
    });
  return [
    verb('ack', ['Xác nhận', 'Acknowledge'], Nothing, acknowledge),
    verb('unack', ['Bỏ xác nhận', 'Take the acknowledgement back'], Reason, takeBack),
    verb('reset', ['Đặt lại', 'Reset'], Nothing, reset),
    verb('shelve', ['Tạm ẩn', 'Shelve'], Shelf, shelve),
    verb('confirm-shelf', ['Đồng ý cho tạm ẩn', 'Confirm a shelf'], Nothing, confirmShelf),
    verb('unshelve', ['Cho hiện lại', 'Unshelve'], Nothing, unshelve),
    verb('note', ['Ghi chú', 'Note'], Reason, (tx, _city, alarm, { words }) =>
      note(tx, alarm, reasonOf(words)),
    ),
    verb(
      'remove',
      ['Ngừng phục vụ', 'Take out of service'],
      Reason,
      removeFromService,
      'operations.alarm.service',
    ),
    verb(
      'restore',
      ['Phục vụ lại', 'Return to service'],
      Nothing,
      restoreToService,
      'operations.alarm.service',
    ),
  ];
}
