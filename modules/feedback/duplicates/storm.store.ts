// The SQL of storms: how fast reports come, which storms last, and what is still to be looked at.
import { sql } from 'kysely';
import { type FeedbackTx, reportSelection } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';

export interface StormRow {
  storm_id: string;
  group_code: string;
  began_at: Date;
  began_by: string | null;
  began_title: string | null;
  ended_at: Date | null;
  ended_by: string | null;
  seen_until: Date;
  seen_id: string;
  looked_n: number;
  merged_n: number;
}

/** Public reports filed since a moment, by service. */
export async function filedByService(
  tx: FeedbackTx,
  since: Date,
): Promise<{ service: string; count: number }[]> {
  const found = await sql<{ service: string; count: number }>`
    select service, count(*)::int as count from feedback.report
     where filed_at > ${since} and filed_at <= ${tx.now} and visibility = 'public' group by service`.execute(
    tx.db,
  );
  return found.rows;
}

export async function lastingStorms(tx: FeedbackTx): Promise<StormRow[]> {
  const found =
    await sql<StormRow>`select * from feedback.storm where ended_at is null order by began_at`.execute(tx.db);
  return found.rows;
}

/** Storms newest first. */
export async function stormsOf(tx: FeedbackTx, limit: number): Promise<StormRow[]> {
  const found = await sql<StormRow>`
    select * from feedback.storm order by began_at desc, storm_id desc limit ${limit}`.execute(tx.db);
  return found.rows;
}

export async function findStorm(tx: FeedbackTx, stormId: string): Promise<StormRow | undefined> {
  const found = await sql<StormRow>`select * from feedback.storm where storm_id = ${stormId}`.execute(tx.db);
  return found.rows[0];
}

/** Begins a storm. @returns false when one of the group lasts already. */
export async function insertStorm(
  tx: FeedbackTx,
  storm: Pick<StormRow, 'storm_id' | 'group_code' | 'began_by' | 'began_title' | 'seen_until'>,
): Promise<boolean> {
  const made = await sql`
    insert into feedback.storm (storm_id, group_code, began_at, began_by, began_title, seen_until, seen_id)
    values (${storm.storm_id}, ${storm.group_code}, ${tx.now}, ${storm.began_by}, ${storm.began_title}, ${storm.seen_until},
            '00000000-0000-0000-0000-000000000000')
    on conflict do nothing`.execute(tx.db);
  return made.numAffectedRows === 1n;
}

/** @returns false when it is unknown or over. */
export async function endStorm(tx: FeedbackTx, stormId: string, by: string | null): Promise<boolean> {
  const ended = await sql`
    update feedback.storm set ended_at = ${tx.now}, ended_by = ${by}
     where storm_id = ${stormId} and ended_at is null`.execute(tx.db);
  return ended.numAffectedRows === 1n;
}

/** One lasting storm, locked for the sweep that works on it; undefined when another process does. */
export async function takeStorm(tx: FeedbackTx, stormId: string): Promise<StormRow | undefined> {
  const found = await sql<StormRow>`
    select * from feedback.storm where storm_id = ${stormId} and ended_at is null for update skip locked`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** New public reports of the storm's matter that were not looked at yet, in the order of filing, locked. */
export async function unlooked(
  tx: FeedbackTx,
  storm: StormRow,
  services: readonly string[],
  page: { until: Date; limit: number },
): Promise<ReportRow[]> {
  const found = await sql<ReportRow>`
    select ${reportSelection} from feedback.report r
     where (r.filed_at, r.report_id) > (${storm.seen_until}, ${storm.seen_id}::uuid) and r.filed_at <= ${page.until}
       and r.service = any(${services}) and r.visibility = 'public'
     order by r.filed_at, r.report_id limit ${page.limit} for update`.execute(tx.db);
  return found.rows;
}

export async function moveOn(
  tx: FeedbackTx,
  storm: StormRow,
  to: { last: Pick<ReportRow, 'filed_at' | 'report_id'>; looked: number; merged: number },
): Promise<void> {
  await sql`
    update feedback.storm set seen_until = ${to.last.filed_at}, seen_id = ${to.last.report_id},
           looked_n = looked_n + ${to.looked}, merged_n = merged_n + ${to.merged}
     where storm_id = ${storm.storm_id}`.execute(tx.db);
}
