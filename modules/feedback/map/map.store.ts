// The SQL of the map: counts by cell over all that is open, and single reports within a box.
import { sql } from 'kysely';
import type { Box } from '../cases/list-query.ts';
import { inBox, openOnly } from '../cases/report-list.store.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';
import { type Cell, cellsPerDegree } from './clusters.ts';

export interface MapRow {
  lat: number;
  lon: number;
  service: string;
  state: ReportRow['state'];
  tracking_code: string;
}

/** Points of what was open at a moment; newest first when there are more than `limit`. What is open at present is read from `report_open_place` alone. */
export async function mapRows(
  tx: FeedbackTx,
  options: { box: Box | null; at: Date | null; limit: number },
): Promise<MapRow[]> {
  const where = [sql`r.visibility = 'public'`];
  if (options.box) where.push(inBox(options.box));
  if (options.at === null) where.push(openOnly);
  else
    where.push(
      sql`r.filed_at <= ${options.at} and coalesce(r.resolved_at, r.closed_at, 'infinity') > ${options.at}`,
    );
  const found = await sql<MapRow>`
    select r.place[1] as lat, r.place[0] as lon, r.service, r.state, r.tracking_code from feedback.report r
     where ${sql.join(where, sql` and `)} order by r.filed_at desc, r.report_id desc limit ${options.limit}`.execute(
    tx.db,
  );
  return found.rows;
}

/** All open public reports counted by cell, one pass over the index of open reports. */
export async function openCells(tx: FeedbackTx): Promise<Cell[]> {
  const found = await sql<{
    x: number;
    y: number;
    open: number;
    overdue: number;
    lat_sum: number;
    lon_sum: number;
  }>`
    select floor(r.lon * ${cellsPerDegree}::float8)::int as x, floor(r.lat * ${cellsPerDegree}::float8)::int as y,
           count(*)::int as open, count(*) filter (where r.due_at < ${tx.now})::int as overdue,
           sum(r.lat) as lat_sum, sum(r.lon) as lon_sum
      from feedback.report r where r.visibility = 'public' and ${openOnly} group by 1, 2`.execute(tx.db);
  return found.rows.map(({ lat_sum, lon_sum, ...row }) => ({ ...row, latSum: lat_sum, lonSum: lon_sum }));
}
