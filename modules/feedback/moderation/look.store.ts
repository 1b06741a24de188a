// The SQL of the moderators' queue.
import { sql } from 'kysely';
import type { FeedbackTx } from '../cases/report.store.ts';
import { type LookReason, rankOf } from './look.ts';

export interface LookRow {
  report_id: string;
  reasons: LookReason[];
  rank: number;
  since: Date;
}

/** Puts a report into the queue, or adds a reason to its row; it never sinks. */
export async function openLook(
  tx: FeedbackTx,
  reportId: string,
  reason: LookReason,
  rank = rankOf([reason]),
): Promise<void> {
  await sql`
    insert into feedback.look as l (report_id, reasons, rank, since)
    values (${reportId}, array[${reason}], ${rank}, ${tx.now})
    on conflict (report_id) do update
       set reasons = case when ${reason} = any(l.reasons) then l.reasons else l.reasons || ${reason}::text end,
           rank = least(l.rank, excluded.rank)`.execute(tx.db);
}

export async function closeLook(tx: FeedbackTx, reportId: string): Promise<void> {
  await sql`delete from feedback.look where report_id = ${reportId}`.execute(tx.db);
}

/** The report's row in the queue, if it waits. */
export async function lookOf(tx: FeedbackTx, reportId: string): Promise<LookRow | null> {
  const found = await sql<LookRow>`
    select report_id, reasons, rank, since from feedback.look where report_id = ${reportId}`.execute(tx.db);
  return found.rows[0] ?? null;
}

export interface QueueRow extends LookRow {
  tracking_code: string;
  flags: number;
  photos: number;
}

/** The queue, most pressing first; `after` is the key of the last row shown. */
export async function lookQueue(
  tx: FeedbackTx,
  page: {
    readonly reason: LookReason | null;
    readonly limit: number;
    readonly after: Pick<LookRow, 'rank' | 'since' | 'report_id'> | null;
  },
): Promise<QueueRow[]> {
  const { reason, after } = page;
  const found = await sql<QueueRow>`
    select l.report_id, l.reasons, l.rank, l.since, r.tracking_code,
           (select count(*)::int from feedback.flag f where f.report_id = l.report_id and f.decided_at is null) as flags,
           (select count(*)::int from feedback.photo p where p.report_id = l.report_id) as photos
      from feedback.look l join feedback.report r using (report_id)
     where ${reason === null ? sql`true` : sql`${reason} = any(l.reasons)`}
       and ${after === null ? sql`true` : sql`(l.rank, l.since, l.report_id) > (${after.rank}, ${after.since}, ${after.report_id}::uuid)`}
     order by l.rank, l.since, l.report_id limit ${page.limit}`.execute(tx.db);
  return found.rows;
}

/** How many reports wait for each reason, and in all. */
export async function lookCounts(tx: FeedbackTx): Promise<Record<LookReason | 'all' | 'pressing', number>> {
  const found = await sql<Record<LookReason | 'all' | 'pressing', number>>`
    select count(*)::int as "all", count(*) filter (where rank = 0)::int as pressing,
           count(*) filter (where 'flag' = any(reasons))::int as flag,
           count(*) filter (where 'photo' = any(reasons))::int as photo,
           count(*) filter (where 'words' = any(reasons))::int as words,
           count(*) filter (where 'place' = any(reasons))::int as place
      from feedback.look`.execute(tx.db);
  return found.rows[0]!;
}
