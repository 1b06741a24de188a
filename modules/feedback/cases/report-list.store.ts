// The SQL of lists, maps and counters: every filter is a parameter, every order has its index.
import { type RawBuilder, sql } from 'kysely';
import { searchQuery } from '@city/kernel/text';
import type { Box, ListFilters } from './list-query.ts';
import { type FeedbackTx, reportSelection } from './report.store.ts';
import { type ListedRow, listedSelection } from './report-text.ts';
import { searchReports } from './search.store.ts';
import type { ReportRow } from './tables.ts';

/** Word for word the predicate of the partial indexes, so that they are used. */
export const openOnly = sql`r.state in ('new', 'returned', 'accepted', 'in_progress', 'waiting_citizen', 'resolved_pending_approval')`;

export interface ListPage {
  readonly limit: number;
  /** Key of the last row shown. */
  readonly after: { readonly filedAt: Date; readonly reportId: string } | null;
}

/** Reports that the public may see, newest first. */
export async function listReports(
  tx: FeedbackTx,
  filters: ListFilters,
  page: ListPage,
): Promise<ReportRow[]> {
  if (filters.q === null) return newest(tx, filters, page, reportSelection);
  const [whole, open] = [searchQuery(filters.q, { unfinished: false }), searchQuery(filters.q)];
  const others = seen(filters, page, tx.now);
  return whole && open ? searchReports(tx, { ...page, others, whole, open }) : [];
}

/** The same without words to search for, with no more of each row than a list tells. */
export const listedReports = (
  tx: FeedbackTx,
  filters: ListFilters & { readonly q: null },
  page: ListPage,
): Promise<ListedRow[]> => newest(tx, filters, page, listedSelection);

async function newest<Row>(
  tx: FeedbackTx,
  filters: ListFilters,
  page: ListPage,
  selection: RawBuilder<unknown>,
): Promise<Row[]> {
  const found = await sql<Row>`
    select ${selection} from ${fromEach(filters, seen(filters, page, tx.now), page.limit)}
     order by r.filed_at desc, r.report_id desc
     limit ${page.limit}`.execute(tx.db);
  return found.rows;
}

/** What may be seen, is asked for and was not shown yet. */
function seen(filters: ListFilters, { after }: ListPage, now: Date): RawBuilder<unknown>[] {
  const where = [sql`r.visibility = 'public'`, ...conditions(filters, now)];
  if (after) where.push(sql`(r.filed_at, r.report_id) < (${after.filedAt}, ${after.reportId}::uuid)`);
  return where;
}

/**
 * The rows of a list. For several units or bodies the newest of each are read along its index: one condition for all of them
 * would make PostgreSQL walk through everybody's reports instead.
 */
function fromEach(
  filters: ListFilters,
  where: readonly RawBuilder<unknown>[],
  limit: number,
): RawBuilder<unknown> {
  const condition = sql.join([...where], sql` and `);
  const many =
    (filters.units?.length ?? 0) > 1
      ? { column: sql`r.unit_code`, values: filters.units! }
      : (filters.bodies?.length ?? 0) > 1
        ? { column: sql`r.body_code`, values: filters.bodies! }
        : null;
  if (!many) return sql`feedback.report r where ${condition}`;
  return sql`unnest(${[...new Set(many.values)]}::text[]) as one(code) cross join lateral (
    select r.* from feedback.report r where ${many.column} = one.code and ${condition}
     order by r.filed_at desc, r.report_id desc limit ${limit}) r`;
}

/** Several reports by their ids, newest first, also those the public may not see: for their own reporter. */
export async function reportsById(tx: FeedbackTx, ids: readonly string[]): Promise<ReportRow[]> {
  if (ids.length === 0) return [];
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r where r.report_id = any(${ids}::uuid[]) order by r.filed_at desc`.execute(
    tx.db,
  );
  return found.rows;
}

/** Everything but the words that are searched for. */
function conditions(filters: ListFilters, now: Date): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  if (filters.states) where.push(sql`r.state = any(${filters.states})`);
  if (filters.units) where.push(isOneOf(sql`r.unit_code`, filters.units));
  if (filters.services) where.push(isOneOf(sql`r.service`, filters.services));
  if (filters.bodies) where.push(isOneOf(sql`r.body_code`, filters.bodies));
  if (filters.from) where.push(sql`r.filed_at >= ${filters.from}`);
  if (filters.before) where.push(sql`r.filed_at < ${filters.before}`);
  if (filters.box) where.push(inBox(filters.box));
  if (filters.overdue) where.push(sql`${openOnly} and r.due_at < ${now}`);
  return where;
}

/** A single value by `=`: its index then gives the order of the list, too. */
export function isOneOf(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<unknown> {
  return values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any(${values})`;
}

export const inBox = (box: Box): RawBuilder<unknown> =>
  sql`r.place <@ box(point(${box.west}::float8, ${box.south}::float8), point(${box.east}::float8, ${box.north}::float8))`;

export interface UnitCount {
  unit_code: string;
  service: string;
  open: number;
  overdue: number;
}

/** Open and overdue public reports by unit and service; the wall adds them up. */
export async function openCounts(tx: FeedbackTx): Promise<UnitCount[]> {
  const found = await sql<UnitCount>`
    select r.unit_code, r.service, count(*)::int as open, count(*) filter (where r.due_at < ${tx.now})::int as overdue
      from feedback.report r where r.visibility = 'public' and ${openOnly} group by r.unit_code, r.service`.execute(
    tx.db,
  );
  return found.rows;
}

export interface FiledCounts {
  filed_10_minutes: number;
  filed_today: number;
}

/** What came in lately and may be seen. */
export async function filedCounts(tx: FeedbackTx, today: Date): Promise<FiledCounts> {
  const tenMinutesAgo = new Date(tx.now.getTime() - 600_000);
  const earlier = today < tenMinutesAgo ? today : tenMinutesAgo;
  const found = await sql<FiledCounts>`
    select count(*) filter (where filed_at > ${tenMinutesAgo})::int as filed_10_minutes,
           count(*) filter (where filed_at >= ${today})::int as filed_today
      from feedback.report where visibility = 'public' and filed_at >= ${earlier} and filed_at <= ${tx.now}`.execute(
    tx.db,
  );
  return found.rows[0]!;
}

export interface AnsweredCounts {
  answered: number;
  on_time: number;
}

/** How many answers to public reports since a moment kept their first promise. */
export async function answeredCounts(tx: FeedbackTx, since: Date): Promise<AnsweredCounts> {
  const found = await sql<AnsweredCounts>`
    select count(*) filter (where first_due_at is not null)::int as answered,
           count(*) filter (where resolved_at <= first_due_at)::int as on_time
      from feedback.report where visibility = 'public' and resolved_at >= ${since} and resolved_at <= ${tx.now}`.execute(
    tx.db,
  );
  return found.rows[0]!;
}

/** Answered reports whose window for objecting is over, oldest first. */
export async function settledCodes(tx: FeedbackTx, limit: number): Promise<string[]> {
  const found = await sql<{ tracking_code: string }>`
    select r.tracking_code from feedback.report r
     where r.state = 'resolved' and r.reopen_until < ${tx.now} order by r.reopen_until, r.report_id limit ${limit}`.execute(
    tx.db,
  );
  return found.rows.map((row) => row.tracking_code);
}
