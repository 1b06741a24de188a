// The stage of the city, hand-overs between shifts, and the load of the positions, for the desk and the wall.
import { Type } from 'typebox';
import { collection, created, type Route, route } from '@city/kernel/http';
import { definitionOf } from '../alarms/alarm-view.ts';
import { rowAt } from '../definitions/city-files.ts';
import { giveShift, handovers, openItems, takeShift } from '../handover/handover.action.ts';
import { HandoverView, handoverView, StageView, stageView } from '../incidents/incident-view.ts';
import { kpisOf } from '../kpis/kpis.ts';
import { KpiView } from '../kpis/kpi-view.ts';
import { callsOf, countStale } from '../kpis/kpis.store.ts';
import { limits } from '../limits.ts';
import type { OperationsCity } from '../module-city.ts';
import { verbRoute } from '../step-route.ts';
import type { OperationsTables } from '../tables.ts';
import { currentStage, setStage, stages } from './stage.action.ts';

const tags = ['operations'];
const strict = { additionalProperties: false } as const;

const NewStage = Type.Object(
  { level: Type.Integer({ minimum: 1, maximum: 5 }), words: Type.String({ maxLength: limits.wordsMax }) },
  strict,
);
const Position = Type.Optional(Type.String({ maxLength: 64 }));
const Give = Type.Object(
  {
    position: Type.String({ minLength: 1, maxLength: 64 }),
    note: Type.String({ minLength: 5, maxLength: limits.noteMax }),
  },
  strict,
);
const Take = Type.Object({ remark: Type.Optional(Type.String({ maxLength: limits.wordsMax })) }, strict);

export function shiftRoutes(city: OperationsCity): readonly Route[] {
  return [...stageRoutes(city), ...handoverRoutes(city), kpiRoute(city)];
}

function stageRoutes(city: OperationsCity): readonly Route[] {
  return [
    route<OperationsTables>(
      {
        method: 'GET',
        url: '/api/operations/stage',
        permission: 'public: the stage of the city is for everyone to know',
        tags,
        summary: { vi: 'Mức hoạt động của thành phố', en: 'The operational stage of the city' },
        response: { 200: StageView },
      },
      (c) =>
        c.transaction(async (tx) => ({ ...stageView(city, await currentStage(tx)), post: null }), {
          readOnly: true,
        }),
    ),
    route<OperationsTables>(
      {
        method: 'GET',
        url: '/api/operations/stages',
        permission: 'operations.read',
        tags,
        summary: { vi: 'Các lần đổi mức, kèm lý do', en: 'Every change of the stage, with its reason' },
        response: { 200: collection(StageView) },
      },
      (c) =>
        c.transaction(
          async (tx) => ({
            items: (await stages(tx, limits.historyMax)).map((row) => stageView(city, row)),
            next: null,
          }),
          { readOnly: true },
        ),
    ),
    route<OperationsTables, typeof NewStage>(
      {
        method: 'POST',
        url: '/api/operations/stages',
        permission: 'operations.stage.set',
        tags,
        summary: { vi: 'Đổi mức hoạt động', en: 'Change the stage' },
        body: NewStage,
        response: { 201: StageView },
        idempotent: true,
      },
      (c) =>
        c.transaction(async (tx) =>
          created('/api/operations/stage', stageView(city, await setStage(tx, c.body))),
        ),
    ),
  ];
}

function handoverRoutes(city: OperationsCity): readonly Route[] {
  const PositionQuery = Type.Object({ position: Position });
  const Items = Type.Object({ items: HandoverView.properties.items });
  return [
    route<OperationsTables, never, typeof PositionQuery>(
      {
        method: 'GET',
        url: '/api/operations/handovers',
        permission: 'operations.read',
        tags,
        summary: { vi: 'Biên bản giao ca, mới nhất trước', en: 'Hand-overs, newest first' },
        query: PositionQuery,
        response: { 200: collection(HandoverView) },
      },
      (c) =>
        c.transaction(
          async (tx) => ({
            items: (await handovers(tx, c.query.position ?? null, 30)).map((row) =>
              handoverView(row, c.actor.id),
            ),
            next: null,
          }),
          { readOnly: true },
        ),
    ),
    route<OperationsTables, never, typeof PositionQuery>(
      {
        method: 'GET',
        url: '/api/operations/handovers/open-items',
        permission: 'operations.alarm.handle',
        tags,
        summary: { vi: 'Việc đang mở để đưa vào biên bản', en: 'What is open, for the hand-over' },
        query: PositionQuery,
        response: { 200: Items },
      },
      (c) =>
        c.transaction(async (tx) => ({ items: await openItems(tx, city, c.query.position ?? 'truc-ban') }), {
          readOnly: true,
        }),
    ),
    route<OperationsTables, typeof Give>(
      {
        method: 'POST',
        url: '/api/operations/handovers',
        permission: 'operations.alarm.handle',
        tags,
        summary: { vi: 'Giao ca và ký', en: 'Give the shift and sign' },
        body: Give,
        response: { 201: HandoverView },
        idempotent: true,
      },
      (c) =>
        c.transaction(async (tx) => {
          const row = await giveShift(tx, city, c.body);
          return created(`/api/operations/handovers/${row.handover_id}`, handoverView(row, c.actor.id));
        }),
    ),
    verbRoute({
      url: '/api/operations/handovers/:id/take',
      permission: 'operations.alarm.handle',
      summary: ['Nhận ca và ký', 'Take the shift and sign'],
      body: Take,
      answer: HandoverView,
      take: async (tx, id, { remark = '' }) => handoverView(await takeShift(tx, id, remark), tx.actor.id),
    }),
  ];
}

function kpiRoute(city: OperationsCity): Route {
  const KpiQuery = Type.Object({
    position: Position,
    hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 744 })),
  });
  return route<OperationsTables, never, typeof KpiQuery>(
    {
      method: 'GET',
      url: '/api/operations/kpis',
      permission: 'operations.read',
      tags,
      summary: { vi: 'Chỉ số báo động của một vị trí', en: 'Alarm figures of a position' },
      query: KpiQuery,
      response: { 200: KpiView },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const { rules } = city.files;
          const position = c.query.position ?? 'truc-ban';
          const from = new Date(tx.now.getTime() - (c.query.hours ?? 24) * 3_600_000);
          const stale = rowAt(rules.staleHours, tx.now).hours;
          const calls = await callsOf(tx, position, from, tx.now);
          const span = { from: from.getTime(), to: tx.now.getTime() };
          const flood = rowAt(rules.flood, tx.now);
          const kpis = kpisOf(calls, span, { flood, chatter: rowAt(rules.chatter, tx.now) });
          const titled = ({ definition }: { readonly definition: string }) =>
            definitionOf(city, { definition })?.title ?? { vi: definition, en: definition };
          return {
            position,
            from: from.toISOString(),
            asOf: tx.now.toISOString(),
            ...kpis,
            top: kpis.top.map((row) => ({ ...row, title: titled(row) })),
            stale: await countStale(tx, position, new Date(tx.now.getTime() - stale * 3_600_000)),
            targets: rules.kpis.map(({ target, most }) => ({ target, most })),
          };
        },
        { readOnly: true },
      ),
  );
}
