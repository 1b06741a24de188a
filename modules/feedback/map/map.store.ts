// The SQL of the map: counts by cell over all that is open, and single reports within a box.
import { type RawBuilder, sql } from 'kysely';
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

interface MapAsked {
  readonly box: Box | null;
  readonly at: Date | null;
  readonly limit: number;
}

/** What may be seen in a box and was open at a moment; what is open at present is read from `report_open_place` alone. */
function shownIn({ box, at }: MapAsked): RawBuilder<unknown> {
  const open =
    at === null
      ? openOnly
      : sql`r.filed_at <= ${at} and coalesce(r.resolved_at, r.closed_at, 'infinity') > ${at}`;
  return sql.join([sql`r.visibility = 'public'`, ...(box ? [inBox(box)] : []), open], sql` and `);
}

/** Points as rows; newest first when there are more than `limit`. */
export async function mapRows(tx: FeedbackTx, options: MapAsked): Promise<MapRow[]> {
  const found = await sql<MapRow>`
    select r.place[1] as lat, r.place[0] as lon, r.service, r.state, r.tracking_code from feedback.report r
     where ${shownIn(options)} order by r.filed_at desc, r.report_id desc limit ${options.limit}`.execute(
    tx.db,
  );
  return found.rows;
}

/** Five decimals, as `rounded` has them. */
const rounded = (degrees: RawBuilder<unknown>) =>
  sql`floor(${degrees} * 1e5::float8 + 0.5::float8) / 1e5::float8`;

export interface MapPointsText {
  /** Rows of `MapPoints.points`, written as JSON and separated by commas. */
  readonly points: string;
  /** How many there are, counted to one more than the limit. */
  readonly count: number;
}

/** The same as JSON, which PostgreSQL writes: there may be thousands of points. */
export async function mapPoints(tx: FeedbackTx, options: MapAsked): Promise<MapPointsText> {
  const found = await sql<MapPointsText>`
    select count(*)::int as count, coalesce(array_to_string((array_agg(point))[1:${options.limit}::int], ','), '') as points
      from (select '[' || ${rounded(sql`r.place[1]`)} || ',' || ${rounded(sql`r.place[0]`)} || ',' || to_json(r.service)
                   || ',' || to_json(r.state) || ',' || to_json(r.tracking_code) || ']' as point
              from feedback.report r where ${shownIn(options)}
             order by r.filed_at desc, r.report_id desc limit ${options.limit + 1}) found`.execute(tx.db);
  return found.rows[0]!;
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
