// `GET /api/reports/history`: what was filed and what was answered in a span of time, in order, for playing the past back.
import { sql } from 'kysely';
import { Type } from 'typebox';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { collection, cursorOf, readCursor, type Route, route } from '@city/kernel/http';
import type { FeedbackTx } from '../cases/report.store.ts';
import { rounded } from '../cases/report-view.ts';
import type { FeedbackTables } from '../cases/tables.ts';

const Instant = Type.String({ format: 'date-time' });
const Step = Type.Object(
  {
    at: Instant,
    name: Type.Enum(['filed', 'closed']),
    trackingCode: Type.String(),
    service: Type.String(),
    unit: Type.String(),
    lat: Type.Number(),
    lon: Type.Number(),
    dueAt: Type.Union([Instant, Type.Null()]),
  },
  { title: 'ReportHistoryStep' },
);
const Query = Type.Object({
  from: Instant,
  to: Instant,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000, default: 1000 })),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
});

interface Row {
  at: Date;
  name: 'filed' | 'closed';
  report_id: string;
  tracking_code: string;
  service: string;
  unit_code: string;
  lat: number;
  lon: number;
  due_at: Date | null;
}

type Key = { at: string; id: string; name: string };

export function historyRoutes(): readonly Route[] {
  return [
    route<FeedbackTables, never, typeof Query>(
      {
        method: 'GET',
        url: '/api/reports/history',
        permission: 'public: steps of public reports, without persons',
        tags: ['reports'],
        summary: {
          vi: 'Việc gửi và trả lời theo thứ tự thời gian',
          en: 'Filings and answers in the order of time',
        },
        query: Query,
        response: { 200: collection(Step) },
      },
      async (c) => {
        const [from, to] = [new Date(c.query.from), new Date(c.query.to)];
        if (to < from) throw new AppError('invalid_request', { field: 'to' });
        const limit = c.query.limit ?? 1000;
        const after = keyOf(c.query.cursor);
        const rows = await c.transaction((tx) => steps(tx, { from, to, after, limit: limit + 1 }), {
          readOnly: true,
        });
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        return {
          items: shown.map((row) => ({
            at: row.at.toISOString(),
            name: row.name,
            trackingCode: row.tracking_code,
            service: row.service,
            unit: row.unit_code,
            lat: rounded(row.lat),
            lon: rounded(row.lon),
            dueAt: row.due_at?.toISOString() ?? null,
          })),
          next:
            rows.length > limit && last ? cursorOf([last.at.toISOString(), last.report_id, last.name]) : null,
        };
      },
    ),
  ];
}

function keyOf(cursor: string | undefined): Key | null {
  const parts = readCursor(cursor, ['string', 'string', 'string'] as const);
  if (!parts) return null;
  const [at, id, name] = parts as [string, string, string];
  if (Number.isNaN(Date.parse(at)) || !isId(id)) throw new AppError('invalid_cursor', { field: 'cursor' });
  return { at, id, name };
}

/** Both kinds are cut to the page before they are joined, so that each walks its own index. */
async function steps(
  tx: FeedbackTx,
  span: { from: Date; to: Date; after: Key | null; limit: number },
): Promise<Row[]> {
  const { after, limit, to } = span;
  const from = after ? new Date(Math.max(span.from.getTime(), Date.parse(after.at))) : span.from;
  const one = (column: 'filed_at' | 'resolved_at', name: 'filed' | 'closed') => {
    const at = sql.ref(column);
    const beyond = after
      ? sql`and (${at}, report_id, ${name}::text) > (${after.at}::timestamptz, ${after.id}::uuid, ${after.name}::text)`
      : sql``;
    return sql`(select ${at} as at, ${name}::text as name, report_id, tracking_code, service, unit_code, lat, lon, due_at
      from feedback.report where ${at} >= ${from} and ${at} < ${to} and visibility = 'public' ${beyond}
      order by ${at}, report_id limit ${limit})`;
  };
  const found = await sql<Row>`${one('filed_at', 'filed')} union all ${one('resolved_at', 'closed')}
    order by at, report_id, name limit ${limit}`.execute(tx.db);
  return found.rows;
}
