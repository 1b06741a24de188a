// What partners sent through the góp ý interface: kept beside the report, listed back to the partner that sent it.
import { sql } from 'kysely';
import { hold } from '@city/kernel/database';
import { type FeedbackTx, reportSelection } from '../../cases/report.store.ts';
import type { ReportRow } from '../../cases/tables.ts';
import { searchQuery } from '@city/kernel/text';

export interface GopyRow {
  readonly report_id: string;
  readonly key_id: string;
  readonly user_id: string | null;
  readonly origin: string | null;
  readonly attached: readonly { kind: string; url: string; name: string | null }[];
}

export async function insertGopy(tx: FeedbackTx, row: GopyRow): Promise<void> {
  await sql`
    insert into feedback.gopy (report_id, key_id, user_id, origin, attached, taken_at)
    values (${row.report_id}, ${row.key_id}, ${row.user_id}, ${row.origin}, ${JSON.stringify(row.attached)}::text::jsonb, ${tx.now})`.execute(
    tx.db,
  );
}

export interface GopyFilters {
  readonly keyword: string | null;
  /** Only what this key has sent. */
  readonly key: string | null;
}

/** One page of public reports, newest first, and how many there are. */
export async function gopyPage(
  tx: FeedbackTx,
  filters: GopyFilters,
  page: { limit: number; offset: number },
): Promise<{ rows: ReportRow[]; total: number }> {
  const where = [sql`r.visibility = 'public'`];
  if (filters.key !== null) await hold(tx, filters.key);
  if (filters.key !== null)
    where.push(
      sql`exists (select 1 from feedback.gopy g where g.report_id = r.report_id and g.key_id = ${filters.key})`,
    );
  const search = filters.keyword === null ? null : searchQuery(filters.keyword);
  if (search) where.push(sql`r.terms @@ ${search.match}::tsquery`);
  else if (filters.keyword !== null) where.push(sql`false`);
  const conditions = sql.join(where, sql` and `);
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r where ${conditions}
     order by r.filed_at desc, r.report_id desc limit ${page.limit} offset ${page.offset}`.execute(tx.db);
  const counted = await sql<{ count: number }>`
    select count(*)::int as count from feedback.report r where ${conditions}`.execute(tx.db);
  return { rows: found.rows, total: counted.rows[0]?.count ?? 0 };
}
