// The moderators' interface: the queue, one report to look at, and what can be decided about it.
import { type Static, type TSchema, Type } from 'typebox';
import { AppError, type Bilingual } from '@city/kernel/errors';
import {
  Answer,
  collection,
  cursorOf,
  readCursor,
  type RequestContext,
  type Route,
  route,
} from '@city/kernel/http';
import { isId } from '@city/kernel/database';
import { limits, TrackingCode } from '../contract.ts';
import { reportsById } from '../cases/report-list.store.ts';
import { type FeedbackTx, findReport, lockReport } from '../cases/report.store.ts';
import { readCode } from '../cases/step.ts';
import type { FeedbackTables, ReportRow } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import { approveLook } from './approve.action.ts';
import { banSender } from './ban.action.ts';
import { editTexts, publicTexts } from './edit.action.ts';
import { setHidden, setPhotoVisible } from './hide.action.ts';
import { lookItem, lookView } from './look-view.ts';
import { type LookReason, lookReasons } from './look.ts';
import { lookCounts, lookOf, lookQueue } from './look.store.ts';
import {
  BanInput,
  DoneInput,
  EditInput,
  LookCounts,
  LookItem,
  LookView,
  ReasonInput,
} from './moderation-schemas.ts';

const tags = ['moderation'];
export const mayModerate = 'feedback.report.moderate';
const Code = Type.Object({ code: TrackingCode });
const PhotoAddress = Type.Object({ code: TrackingCode, id: Type.String({ maxLength: 100 }) });
const words = (vi: string, en: string): Bilingual => ({ vi, en });

export function moderationRoutes(city: FeedbackCity): readonly Route[] {
  return [queueRoute(city), countsRoute(), oneRoute(city), ...decisionRoutes(city)];
}

const QueueQuery = Type.Object({
  reason: Type.Optional(Type.Enum(lookReasons)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.listMax, default: limits.listDefault })),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
});

function queueRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof QueueQuery>(
    {
      method: 'GET',
      url: '/api/desk/moderation',
      permission: mayModerate,
      tags,
      summary: words(
        'Việc cần kiểm duyệt, gấp nhất trước',
        'What moderators should look at, most pressing first',
      ),
      query: QueueQuery,
      response: { 200: collection(LookItem) },
    },
    async (c) => {
      const limit = c.query.limit ?? limits.listDefault;
      const reason = (c.query.reason ?? null) as LookReason | null;
      const after = readQueueCursor(c.query.cursor);
      return c.transaction(
        async (tx) => {
          const rows = await lookQueue(tx, { reason, limit: limit + 1, after });
          const shown = rows.slice(0, limit);
          const reports = await reportsById(
            tx,
            shown.map(({ report_id: id }) => id),
          );
          const byId = new Map(reports.map((report) => [report.report_id, report]));
          const last = shown.at(-1);
          return {
            items: shown.flatMap((row) => {
              const report = byId.get(row.report_id);
              return report ? [lookItem(city, report, row, { flags: row.flags, photos: row.photos })] : [];
            }),
            next:
              rows.length > limit && last
                ? cursorOf([last.rank, last.since.toISOString(), last.report_id])
                : null,
          };
        },
        { readOnly: true },
      );
    },
  );
}

function readQueueCursor(text: string | undefined) {
  const cursor = readCursor(text, ['number', 'string', 'string'] as const);
  if (!cursor) return null;
  const [rank, since, id] = cursor as readonly [number, string, string];
  if (Number.isNaN(Date.parse(since)) || !isId(id)) throw new AppError('invalid_cursor', { field: 'cursor' });
  return { rank, since: new Date(since), report_id: id };
}

function countsRoute(): Route {
  return route<FeedbackTables>(
    {
      method: 'GET',
      url: '/api/desk/moderation/counts',
      permission: mayModerate,
      tags,
      summary: words('Số việc cần kiểm duyệt', 'How much waits for moderators'),
      response: { 200: LookCounts },
    },
    (c) => c.transaction((tx) => lookCounts(tx), { readOnly: true }),
  );
}

function oneRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, TSchema, typeof Code>(
    {
      method: 'GET',
      url: '/api/desk/moderation/:code',
      permission: mayModerate,
      tags,
      summary: words('Một phản ánh để kiểm duyệt', 'One report to look at'),
      params: Code,
      response: { 200: LookView },
    },
    (c) =>
      c.transaction(async (tx: FeedbackTx) => {
        const report = await reportOf(tx, city, c.params.code);
        return lookView(tx, city, report, await lookOf(tx, report.report_id));
      }),
  );
}

/** @throws AppError `report_not_found` */
export async function reportOf(
  tx: FeedbackTx,
  city: FeedbackCity,
  code: string,
  lock = false,
): Promise<ReportRow> {
  const read = readCode(city.rules, code);
  const report = lock ? await lockReport(tx, read) : await findReport(tx, read);
  if (!report) throw new AppError('report_not_found', { field: 'code' });
  return report;
}

interface Decision<B extends TSchema, P extends TSchema> {
  readonly url: string;
  readonly summary: Bilingual;
  readonly body: B;
  readonly params: P;
  readonly take: (
    tx: FeedbackTx,
    report: ReportRow,
    given: { body: Static<B>; params: Static<P> },
  ) => Promise<void>;
}

/** A decision on a report: the report is locked, and what a moderator sees afterwards is the answer. */
function decision<B extends TSchema, P extends typeof Code | typeof PhotoAddress>(
  city: FeedbackCity,
  { url, summary, body, params, take }: Decision<B, P>,
): Route {
  return route<FeedbackTables, B, TSchema, P>(
    {
      method: 'POST',
      url: `/api/desk/moderation/:code${url}`,
      permission: mayModerate,
      tags,
      summary,
      params,
      body,
      response: { 200: LookView },
      idempotent: true,
    },
    (given) => {
      const c = given as unknown as RequestContext<Static<B>, unknown, Static<P>, FeedbackTables>;
      return c.transaction(async (tx) => {
        const report = await reportOf(tx, city, (c.params as { code: string }).code, true);
        await take(tx, report, { body: c.body, params: c.params });
        return new Answer(200, await viewAgain(tx, city, report));
      });
    },
  );
}

export async function viewAgain(tx: FeedbackTx, city: FeedbackCity, before: ReportRow): Promise<LookView> {
  const [report] = await reportsById(tx, [before.report_id]);
  return lookView(tx, city, report as ReportRow, await lookOf(tx, before.report_id));
}

function decisionRoutes(city: FeedbackCity): Route[] {
  const { files } = city.m;
  const visible = (url: string, hidden: boolean, summary: Bilingual) =>
    decision(city, {
      url,
      summary,
      body: ReasonInput,
      params: Code,
      take: (tx, report, { body }) => setHidden(tx, files, report, { hidden, reason: body.reason.trim() }),
    });
  const photoVisible = (url: string, hidden: boolean, summary: Bilingual) =>
    decision(city, {
      url,
      summary,
      body: ReasonInput,
      params: PhotoAddress,
      take: (tx, report, { body, params }) =>
        setPhotoVisible(tx, files, report, { fileId: params.id, hidden, reason: body.reason.trim() }),
    });
  return [
    visible('/hide', true, words('Ẩn phản ánh', 'Hide a report')),
    visible('/show', false, words('Hiện lại phản ánh', 'Show a report again')),
    photoVisible('/photos/:id/hide', true, words('Ẩn một ảnh', 'Hide a picture')),
    photoVisible('/photos/:id/show', false, words('Hiện lại một ảnh', 'Show a picture again')),
    decision(city, {
      url: '/texts',
      summary: words('Sửa lời công khai, giữ nguyên bản gốc', 'Edit the public words; the original stays'),
      body: EditInput,
      params: Code,
      take: (tx, report, { body }) => {
        const now = publicTexts(report);
        const { words: said, address = now.address, landmark = now.landmark, reason } = body;
        return editTexts(tx, city, report, {
          texts: { words: said, address, landmark },
          reason: reason.trim(),
        });
      },
    }),
    decision(city, {
      url: '/done',
      summary: words('Đã xem, cho qua', 'Looked at, leaves the queue'),
      body: DoneInput,
      params: Code,
      take: (tx, report, { body }) => approveLook(tx, report, body.flags ?? 'dismissed'),
    }),
    decision(city, {
      url: '/ban',
      summary: words('Chặn người gửi một thời gian', 'Keep the sender from sending for a while'),
      body: BanInput,
      params: Code,
      take: (tx, report, { body }) => banSender(tx, city, report, body),
    }),
  ];
}
