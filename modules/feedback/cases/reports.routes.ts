// The public interface of reports: file one, list, one by its code, its clock, the map's points.
import { type Static, Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { Answer, collection, created, cursorOf, readCursor, type Route, route } from '@city/kernel/http';
import {
  Clock,
  FiledReport,
  limits,
  NewReport,
  type ReportItem as Item,
  ReportItem,
  ReportView,
  TrackingCode,
} from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { PhotosToTake } from '../photos/take-photos.ts';
import { reportsPerMinute } from '../settings.ts';
import { fileReport } from './file.action.ts';
import { receive } from './intake.ts';
import { ListQuery, readFilters } from './list-query.ts';
import { filesReports, followsReports } from './behalf.access.ts';
import { listedReports, listReports } from './report-list.store.ts';
import { ItemWriter, type ListedRow, bytesOf } from './report-text.ts';
import { clockOf, publicView, viewOf } from './report-detail.ts';
import { type FeedbackTx, photosOf, type ReportBundle } from './report.store.ts';
import { reportItem } from './report-view.ts';
import { openForReading } from './step.ts';
import type { FeedbackTables, ReportRow } from './tables.ts';

const anyone = 'public: reports are made in the open, and anyone may make one without an account';
const tags = ['reports'];
const Code = Type.Object({ code: TrackingCode });
const Key = Type.Object({
  key: Type.Optional(Type.String({ maxLength: 100, description: 'The reporter’s own key' })),
});

export function reportRoutes(city: FeedbackCity): readonly Route[] {
  return [fileRoute(city), listRoute(city), oneRoute(city), clockRoute(city)];
}

function fileRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, typeof NewReport>(
    {
      method: 'POST',
      url: '/api/reports',
      permission: anyone,
      representation: filesReports,
      tags,
      summary: { vi: 'Gửi một phản ánh', en: 'File a report' },
      body: NewReport,
      response: { 201: FiledReport },
      accepts: ['json', 'multipart', 'form'],
      idempotent: true,
      bodyLimit: limits.bodyBytes,
      limit: reportsPerMinute(city.m.config),
    },
    async (c) => {
      const { made, photos } = await receive(city, {
        body: c.body as Static<typeof NewReport> as never,
        uploads: c.uploads,
        actor: c.actor,
        lang: c.lang,
        channel: 'api',
        now: c.now,
        sender: (phone) => city.senders.of(c, phone),
      });
      const answer = (filed: ReportBundle) => filedAnswer(city, filed, c.now);
      if (standsAlone(made, photos)) return c.join(city.filings, made, answer);
      return c.transaction(async (tx) => answer(await fileReport(tx, city.m.files, made, photos)));
    },
  );
}

/** Whether it can be written together with others: pictures and answered questions are looked up first, and for whom it is hangs on the actor. */
const standsAlone = (made: ReportBundle, { prepared, ids }: PhotosToTake): boolean =>
  prepared.length + ids.length === 0 && !made.attention?.sender?.question && !made.behalf;

/** The report as it stands, with its own key: the only time that anyone is told it. */
function filedAnswer(city: FeedbackCity, filed: ReportBundle, now: Date): Answer {
  const view = viewOf(city, filed.report, filed.events, filed.photos, now);
  const key = city.keys.keyOf(filed.report.report_id);
  return created(`/api/reports/${view.trackingCode}`, {
    ...view,
    reporterKey: key,
    ownUrl: `${view.url}?key=${key}`,
  });
}

function listRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof ListQuery>(
    {
      method: 'GET',
      url: '/api/reports',
      permission: anyone,
      tags,
      summary: { vi: 'Danh sách phản ánh, mới nhất trước', en: 'List reports, newest first' },
      query: ListQuery,
      response: { 200: collection(ReportItem) },
    },
    async (c) => {
      const filters = readFilters(c.query);
      const limit = c.query.limit ?? limits.listDefault;
      const after = readFiledCursor(c.query.cursor);
      const page = { limit: limit + 1, after };
      const { q } = filters;
      return c.transaction(
        async (tx) =>
          q === null
            ? pageText(tx, city, await listedReports(tx, { ...filters, q }, page), limit)
            : pageOf(tx, city, await listReports(tx, filters, page), limit),
        { readOnly: true },
      );
    },
  );
}

/** A page of public items and the cursor to the next; `rows` may hold one more than the page. */
export async function pageOf(
  tx: FeedbackTx,
  city: FeedbackCity,
  rows: readonly ReportRow[],
  limit: number,
): Promise<{ items: Item[]; next: string | null }> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await itemsOf(tx, city, shown),
    next: rows.length > limit && last ? cursorOf([last.filed_at.toISOString(), last.report_id]) : null,
  };
}

/** The same page, written as text at once: a long one costs a third of the time. */
async function pageText(
  tx: FeedbackTx,
  city: FeedbackCity,
  rows: readonly ListedRow[],
  limit: number,
): Promise<Answer> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const photos = await picturesOf(tx, idsOf(shown.filter((row) => row.is_pictured)));
  const writer = new ItemWriter(city.around, tx.now);
  const next = rows.length > limit && last ? cursorOf([last.filed_at.toISOString(), last.report_id]) : null;
  const items = shown.map((row) => writer.item(row, photos.get(row.report_id) ?? []));
  const bytes = bytesOf('{"items":[', items, `],"next":${JSON.stringify(next)}}`);
  return new Answer(200, bytes, { 'content-type': 'application/json; charset=utf-8' });
}

/** Public items with their first picture. */
export async function itemsOf(
  tx: FeedbackTx,
  city: FeedbackCity,
  rows: readonly ReportRow[],
): Promise<Item[]> {
  // Pictures of a hidden report have no public address.
  const pictured = rows.filter((row) => row.photo_n > 0 && row.visibility === 'public');
  const photos = await picturesOf(tx, idsOf(pictured));
  return rows.map((row) => reportItem(city.around, row, photos.get(row.report_id) ?? [], tx.now));
}

const idsOf = (rows: readonly Pick<ReportRow, 'report_id'>[]) => rows.map(({ report_id: id }) => id);

const picturesOf = async (tx: FeedbackTx, ids: readonly string[]) =>
  Map.groupBy(await photosOf(tx, ids), ({ report_id: id }) => id);

/** @throws AppError `invalid_cursor` */
export function readFiledCursor(text: string | undefined): { filedAt: Date; reportId: string } | null {
  const cursor = readCursor(text, ['string', 'string'] as const);
  if (!cursor) return null;
  const [at, reportId] = cursor as readonly [string, string];
  if (Number.isNaN(Date.parse(at)) || !isId(reportId))
    throw new AppError('invalid_cursor', { field: 'cursor' });
  return { filedAt: new Date(at), reportId };
}

function oneRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Key, typeof Code>(
    {
      method: 'GET',
      url: '/api/reports/:code',
      permission: anyone,
      representation: followsReports,
      tags,
      summary: { vi: 'Một phản ánh và diễn biến của nó', en: 'One report and its story' },
      params: Code,
      query: Key,
      response: { 200: ReportView },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const { report } = await openForReading(tx, city, c.params.code, { key: c.query.key });
          return new Answer(200, await publicView(tx, city, report), { etag: `"${report.version}"` });
        },
        { readOnly: true },
      ),
  );
}

function clockRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof Key, typeof Code>(
    {
      method: 'GET',
      url: '/api/reports/:code/calendar',
      permission: anyone,
      tags,
      summary: {
        vi: 'Đồng hồ hẹn trả lời, tính bằng giờ làm việc',
        en: 'The clock of the promise in working time',
      },
      params: Code,
      query: Key,
      response: { 200: Clock },
    },
    (c) =>
      c.transaction(
        async (tx) => {
          const { report } = await openForReading(tx, city, c.params.code, { key: c.query.key });
          return clockOf(city.calendar, report, tx.now);
        },
        { readOnly: true },
      ),
  );
}
