// Search for words, newest first, in steps: what is common stands among the newest reports; how often it stands there tells how many
// weeks to look through for what is rarer; what is rare is found among all. PostgreSQL knows no frequency of most words.
import { type RawBuilder, sql } from 'kysely';
import type { SearchQuery } from '@city/kernel/text';
import { type FeedbackTx, reportSelection } from './report.store.ts';
import type { ReportRow } from './tables.ts';

/** Newest reports that are looked through one by one. */
const walked = 2_000;
/** The span that is expected to hold enough is taken this many times as long. */
const generosity = 2;
/** A longer span is not cut into weeks: its words are rare enough to be read about as a whole. */
const mostWeeks = 26;
const weekMs = 7 * 86_400_000;

export interface SearchPage {
  readonly limit: number;
  readonly after: { readonly filedAt: Date } | null;
  /** Whole words, and the same with the last one open; see `searchQuery`. */
  readonly whole: SearchQuery;
  readonly open: SearchQuery;
  /** What else a row must be. */
  readonly others: readonly RawBuilder<unknown>[];
}

/** The newest reports with these words, at most `limit`. Only when no report has them is the last word taken as unfinished. */
export async function searchReports(tx: FeedbackTx, page: SearchPage): Promise<ReportRow[]> {
  const whole = await search(tx, page, page.whole.match);
  if (whole.length > 0 || page.open.match === page.whole.match) return whole;
  return (await hasAny(tx, page.open.match)) ? search(tx, page, page.open.match) : [];
}

/** Whether the words before the open one stand together anywhere; asked first, because an open word means reading about many. */
async function hasAny(tx: FeedbackTx, openMatch: string): Promise<boolean> {
  const before = openMatch.split(' & ').slice(0, -1).join(' & ');
  if (before === '') return true;
  const found = await sql`select 1 from feedback.report r where ${have(before)} limit 1`.execute(tx.db);
  return found.rows.length > 0;
}

async function search(tx: FeedbackTx, page: SearchPage, match: string): Promise<ReportRow[]> {
  const newest = await walk(tx, page, match);
  if (newest.rows.length >= page.limit || newest.looked < walked) return newest.rows;
  // From here on by the index of words: walking on along the dates would read the whole table for a rare word.
  await sql`select set_config('enable_indexscan', 'off', true), set_config('enable_seqscan', 'off', true)`.execute(
    tx.db,
  );
  const spanMs = newest.spanMs * (page.limit / Math.max(1, newest.rows.length)) * generosity;
  const weeks = weeksBetween(newest.newestAt - spanMs, newest.newestAt);
  const lately = weeks.length <= mostWeeks ? await byWords(tx, page, match, filedIn(weeks)) : [];
  const found = lately.length >= page.limit ? lately : await byWords(tx, page, match, sql`true`);
  await sql`select set_config('enable_indexscan', 'on', true), set_config('enable_seqscan', 'on', true)`.execute(
    tx.db,
  );
  return rowsOf(tx, found);
}

const have = (match: string) => sql`r.terms @@ ${match}::tsquery`;
const filedIn = (weeks: readonly number[]) => sql`feedback.filed_week(r.filed_at) && ${[...weeks]}::int[]`;

/** Numbers of the weeks from one instant to another, both included, as `feedback.filed_week` counts them. */
function weeksBetween(fromMs: number, toMs: number): number[] {
  const first = Math.floor(fromMs / weekMs);
  return Array.from({ length: Math.floor(toMs / weekMs) - first + 1 }, (_, at) => first + at);
}

interface Walked {
  readonly rows: ReportRow[];
  readonly looked: number;
  readonly newestAt: number;
  readonly spanMs: number;
}

async function walk(tx: FeedbackTx, { others, limit }: SearchPage, match: string): Promise<Walked> {
  const found = await sql<ReportRow & { looked: number; newest_at: Date; oldest_at: Date }>`
    with newest as materialized (
      select r.report_id, r.filed_at, r.terms from feedback.report r where ${sql.join([...others], sql` and `)}
       order by r.filed_at desc, r.report_id desc limit ${walked}),
    hit as (
      select r.report_id from newest r where ${have(match)} order by r.filed_at desc, r.report_id desc limit ${limit})
    select ${reportSelection}, w.looked, w.newest_at, w.oldest_at
      from (select count(*)::int as looked, max(filed_at) as newest_at, min(filed_at) as oldest_at from newest) w
      left join (hit join feedback.report r using (report_id)) on true
     order by r.filed_at desc, r.report_id desc`.execute(tx.db);
  const [first] = found.rows;
  const newestAt = first?.newest_at?.getTime() ?? tx.now.getTime();
  return {
    rows: found.rows.filter((row) => row.report_id !== null),
    looked: first?.looked ?? 0,
    newestAt,
    spanMs: newestAt - (first?.oldest_at?.getTime() ?? newestAt),
  };
}

async function byWords(
  tx: FeedbackTx,
  { others, limit }: SearchPage,
  match: string,
  when: RawBuilder<unknown>,
): Promise<string[]> {
  const found = await sql<{ report_id: string }>`
    select r.report_id from feedback.report r where ${sql.join([have(match), ...others, when], sql` and `)}
     order by r.filed_at desc, r.report_id desc limit ${limit}`.execute(tx.db);
  return found.rows.map((row) => row.report_id);
}

async function rowsOf(tx: FeedbackTx, ids: readonly string[]): Promise<ReportRow[]> {
  if (ids.length === 0) return [];
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r where r.report_id = any(${ids}::uuid[])
     order by r.filed_at desc, r.report_id desc`.execute(tx.db);
  return found.rows;
}
