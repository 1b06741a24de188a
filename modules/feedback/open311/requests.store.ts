// The SQL of Open311's lists: public reports only, newest first, each filter by an index where there is one.
import { type RawBuilder, sql } from 'kysely';
import { searchQuery } from '@city/kernel/text';
import { isOneOf } from '../cases/report-list.store.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';
import type { RequestFilters } from './request-query.ts';

const columns = [
  'report_id',
  'tracking_code',
  'state',
  'service',
  'words_public',
  'body_code',
  'unit_code',
  'filed_at',
  'changed_at',
  'due_at',
  'first_due_at',
  'resolved_at',
  'closed_at',
  'address',
  'lat',
  'lon',
  'severity',
  'photo_n',
  'merged_n',
  'reopened_n',
] as const;
const selection = sql.raw(columns.map((column) => `r.${column}`).join(', '));

/** No more of a report than a service request tells; a list holds a thousand. */
export type ServiceRequestRow = Pick<ReportRow, (typeof columns)[number]> & {
  readonly answer: string | null;
};

/** Words of the last answer or refusal, for the rows of a page only. */
const answered = sql`(select coalesce(e.words, e.reason) from feedback.report_event e
   where e.report_id = r.report_id and e.action in ('resolve', 'reject')
     and (r.resolved_at is not null or r.state = 'rejected')
   order by e.seq desc limit 1)`;

export async function listRequests(tx: FeedbackTx, filters: RequestFilters): Promise<ServiceRequestRow[]> {
  const found = await sql<ServiceRequestRow>`
    select ${selection}, ${answered} as answer from feedback.report r
     where ${conditions(filters)}
     order by r.filed_at desc, r.report_id desc limit ${filters.limit} offset ${filters.offset}`.execute(
    tx.db,
  );
  return found.rows;
}

export async function countRequests(tx: FeedbackTx, filters: RequestFilters): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from feedback.report r where ${conditions(filters)}`.execute(tx.db);
  return found.rows[0]?.count ?? 0;
}

function conditions(is: RequestFilters): RawBuilder<unknown> {
  const where: RawBuilder<unknown>[] = [sql`r.visibility = 'public'`];
  if (is.codes)
    where.push(
      sql`r.report_id in (select t.report_id from feedback.tracking_code t where t.code = any(${is.codes}))`,
    );
  else {
    if (is.services) where.push(isOneOf(sql`r.service`, is.services));
    if (is.states) where.push(sql`r.state = any(${is.states})`);
    if (is.from) where.push(sql`r.filed_at >= ${is.from}`);
    if (is.to) where.push(sql`r.filed_at <= ${is.to}`);
    if (is.updatedAfter) where.push(sql`r.changed_at >= ${is.updatedAfter}`);
    if (is.updatedBefore) where.push(sql`r.changed_at <= ${is.updatedBefore}`);
    if (is.units) where.push(isOneOf(sql`r.unit_code`, is.units));
    if (is.body) where.push(sql`r.body_code = ${is.body}`);
    if (is.pictured) where.push(sql`r.photo_n > 0`);
    if (is.around) where.push(near(is.around));
    if (is.words) where.push(wordsIn(is.words));
  }
  return sql.join(where, sql` and `);
}

function near({ lat, lon, metres }: NonNullable<RequestFilters['around']>): RawBuilder<unknown> {
  const [north, east] = [metres / 111_195, metres / (111_195 * Math.cos((lat * Math.PI) / 180))];
  // A box by the index, then the circle in it.
  return sql`r.place <@ box(point(${lon - east}::float8, ${lat - north}::float8), point(${lon + east}::float8, ${lat + north}::float8))
    and power((r.lat - ${lat}::float8) / ${north}::float8, 2) + power((r.lon - ${lon}::float8) / ${east}::float8, 2) <= 1`;
}

function wordsIn(words: string): RawBuilder<unknown> {
  const search = searchQuery(words);
  return search ? sql`r.terms @@ ${search.match}::tsquery` : sql`false`;
}
