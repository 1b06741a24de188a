// Search for words, newest first, in three steps: what is common stands among the newest reports, what is rarer in the last weeks,
// and what is rare is found by the index of words alone. PostgreSQL cannot tell these apart: most words are in no statistics.
import { type RawBuilder, sql } from 'kysely';
import { type FeedbackTx, reportSelection } from './report.store.ts';
import type { ReportRow } from './tables.ts';

/** Newest reports that are looked through one by one. */
const walked = 2_000;
const weeksMs = 35 * 86_400_000;

export interface SearchPage {
  readonly limit: number;
  readonly after: { readonly filedAt: Date } | null;
  /** The words, as text of a tsquery. */
  readonly match: string;
  /** What else a row must be. */
  readonly others: readonly RawBuilder<unknown>[];
}

/** The newest reports with these words, at most `limit`. */
export async function searchReports(tx: FeedbackTx, page: SearchPage): Promise<ReportRow[]> {
  const newest = await walk(tx, page);
  if (newest.length >= page.limit) return newest;
  // From here on by the index of words: walking on along the dates would read the whole table for a rare word.
  await sql`select set_config('enable_indexscan', 'off', true), set_config('enable_seqscan', 'off', true)`.execute(
    tx.db,
  );
  const since = new Date((page.after?.filedAt ?? tx.now).getTime() - weeksMs);
  const lately = await byWords(tx, page, sql`r.filed_at >= ${since}`);
  const found = lately.length >= page.limit ? lately : await byWords(tx, page, sql`true`);
  await sql`select set_config('enable_indexscan', 'on', true), set_config('enable_seqscan', 'on', true)`.execute(
    tx.db,
  );
  return rowsOf(tx, found);
}

const have = (match: string) => sql`r.terms @@ ${match}::tsquery`;

async function walk(tx: FeedbackTx, { others, match, limit }: SearchPage): Promise<ReportRow[]> {
  const found = await sql<ReportRow>`
    select ${reportSelection} from (
      select r.* from feedback.report r where ${sql.join([...others], sql` and `)}
       order by r.filed_at desc, r.report_id desc limit ${walked}) r
     where ${have(match)} order by r.filed_at desc, r.report_id desc limit ${limit}`.execute(tx.db);
  return found.rows;
}

async function byWords(
  tx: FeedbackTx,
  { others, match, limit }: SearchPage,
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
