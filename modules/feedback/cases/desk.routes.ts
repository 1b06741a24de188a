// The officers' interface: queues with their numbers, one report in full, the contact for a stated purpose.
import { Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import {
  Answer,
  collection,
  cursorOf,
  readCursor,
  type RequestContext,
  type Route,
  route,
} from '@city/kernel/http';
import {
  type DeskItem as Item,
  DeskItem,
  DeskView,
  limits,
  type Queue,
  QueueCounts,
  queues,
  TrackingCode,
} from '../contract.ts';
import type { FeedbackCity } from '../module-city.ts';
import { type DeskFilters, type DeskKey, deskReports, queueNumbers, sortsByDue } from './desk.store.ts';
import { readFilters } from './list-query.ts';
import { cityWideRoles } from './permissions.ts';
import { deskView, minutesLeft } from './report-detail.ts';
import { accessBehalf } from './behalf.access.ts';
import { accessContact } from './reporter.access.ts';
import type { FeedbackTx } from './report.store.ts';
import { itemsOf } from './reports.routes.ts';
import { coordinates, holds, openForReading } from './step.ts';
import type { FeedbackTables, ReportRow } from './tables.ts';

const tags = ['desk'];
/** Days over which the share of answers on time is counted. */
const shareDays = 30;

const Scope = {
  body: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'Another body, or `*` for the whole city; for coordinators, leaders and inspectors',
    }),
  ),
};
const DeskQuery = Type.Object({
  queue: Type.Optional(Type.Enum(queues, { default: 'due' })),
  ...Scope,
  q: Type.Optional(Type.String({ maxLength: limits.searchMax })),
  service: Type.Optional(Type.String({ maxLength: 400 })),
  unit: Type.Optional(Type.String({ maxLength: 1000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.listMax, default: limits.listDefault })),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
});
const CountsQuery = Type.Object(Scope);
const Code = Type.Object({ code: TrackingCode });
const OneQuery = Type.Object({
  purpose: Type.Optional(
    Type.String({
      minLength: 3,
      maxLength: 200,
      description: 'Why the reporter’s contact is needed: shows it, and goes onto the trail',
    }),
  ),
});

export function deskRoutes(city: FeedbackCity): readonly Route[] {
  return [queueRoute(city), countsRoute(), oneRoute(city)];
}

/** Whose reports: the officer's own body; another or all only for roles that look over the whole city. */
function scopeOf(
  c: Pick<RequestContext, 'actor'>,
  asked: string | undefined,
): { body: string | null; handler: string } {
  const own = c.actor.post?.body ?? '';
  const handler = c.actor.id ?? '';
  if (asked === undefined || asked === own) return { body: own, handler };
  if (!cityWideRoles.includes(c.actor.post?.role ?? '')) throw new AppError('forbidden');
  return { body: asked === '*' ? null : asked, handler };
}

function queueRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof DeskQuery>(
    {
      method: 'GET',
      url: '/api/desk/reports',
      permission: 'feedback.desk.read',
      tags,
      summary: {
        vi: 'Hàng đợi của cơ quan, gần hạn nhất trước',
        en: 'A body’s queue, nearest due time first',
      },
      query: DeskQuery,
      response: { 200: collection(DeskItem) },
    },
    async (c) => {
      const queue: Queue = c.query.queue ?? 'due';
      const limit = c.query.limit ?? limits.listDefault;
      const { services, units, q } = readFilters({
        service: c.query.service,
        unit: c.query.unit,
        q: c.query.q,
      } as never);
      const filters: DeskFilters = { ...scopeOf(c, c.query.body), services, units, q };
      const after = readKey(c.query.cursor);
      return c.transaction(
        async (tx) => {
          const rows = await deskReports(tx, queue, filters, { limit: limit + 1, after });
          const last = rows[limit - 1];
          return {
            items: await deskItems(tx, city, rows.slice(0, limit)),
            next:
              rows.length > limit && last
                ? cursorOf([
                    (sortsByDue(queue) ? last.due_at : last.filed_at)?.toISOString() ?? null,
                    last.report_id,
                  ])
                : null,
          };
        },
        { readOnly: true },
      );
    },
  );
}

/** What officers see of reports in a list. */
export async function deskItems(
  tx: FeedbackTx,
  city: FeedbackCity,
  rows: readonly ReportRow[],
): Promise<Item[]> {
  const items = await itemsOf(tx, city, rows);
  return rows.map((row, at) => ({
    ...items[at]!,
    handler: row.handler_id === null ? null : { id: row.handler_id, title: row.handler_title ?? '' },
    hasReporter: row.has_reporter,
    minutesLeft: minutesLeft(city.calendar, row, tx.now),
  }));
}

function readKey(text: string | undefined): DeskKey | null {
  const cursor = readCursor(text, ['string', 'string'] as const);
  if (!cursor) return null;
  const [at, reportId] = cursor;
  const isTime = at === null || (typeof at === 'string' && !Number.isNaN(Date.parse(at)));
  if (!isTime || typeof reportId !== 'string' || !isId(reportId))
    throw new AppError('invalid_cursor', { field: 'cursor' });
  return { at: at === null ? null : new Date(at as string), reportId };
}

function countsRoute(): Route {
  return route<FeedbackTables, never, typeof CountsQuery>(
    {
      method: 'GET',
      url: '/api/desk/queues',
      permission: 'feedback.desk.read',
      tags,
      summary: { vi: 'Số việc trong từng hàng đợi', en: 'How many reports each queue holds' },
      query: CountsQuery,
      response: { 200: QueueCounts },
    },
    async (c) => {
      const scope = scopeOf(c, c.query.body);
      const since = new Date(c.now.getTime() - shareDays * 86_400_000);
      const {
        answered,
        on_time: onTime,
        ...counts
      } = await c.transaction((tx) => queueNumbers(tx, scope, since), { readOnly: true });
      return { ...counts, onTimeShare: answered === 0 ? null : onTime / answered };
    },
  );
}

function oneRoute(city: FeedbackCity): Route {
  return route<FeedbackTables, never, typeof OneQuery, typeof Code>(
    {
      method: 'GET',
      url: '/api/desk/reports/:code',
      permission: 'feedback.desk.read',
      tags,
      summary: {
        vi: 'Một phản ánh với mọi điều cán bộ cần',
        en: 'One report with all that an officer needs',
      },
      params: Code,
      query: OneQuery,
      response: { 200: DeskView },
    },
    async (c) => {
      const { purpose } = c.query;
      // The database shows a contact only to an actor who says why.
      const actor = purpose === undefined ? c.actor : { ...c.actor, purpose };
      return city.m.db.transaction(actor, async (tx) => {
        const opened = await openForReading(tx, city, c.params.code);
        const mayAsk = holds(c.actor, opened.report.body_code) || coordinates(c.actor);
        if (purpose !== undefined && !mayAsk) throw new AppError('forbidden');
        const contact = purpose === undefined ? null : await accessContact(tx, opened.report);
        const behalf = contact && (await accessBehalf(tx, opened.report));
        const shown = contact && {
          name: contact.name,
          phone: contact.phone,
          email: contact.email,
          behalf,
        };
        return new Answer(200, await deskView(tx, city, opened, shown), {
          etag: `"${opened.report.version}"`,
        });
      });
    },
  );
}
