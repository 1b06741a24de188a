// The SQL of ships.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Particulars, Position } from './vessel.ts';

export interface Heard {
  readonly mmsi: number;
  readonly at: Date;
  readonly position: Position | null;
  readonly particulars: Particulars | null;
}

/** Writes what was heard of ships, one row a ship; what a message does not say stays as it was. */
export async function saveVessels(tx: Tx, heard: readonly Heard[]): Promise<void> {
  const rows = heard.map(({ mmsi, at, position, particulars }) => ({
    mmsi,
    at,
    ...position,
    ...particulars,
  }));
  await sql`
    insert into sensing.vessel as v (mmsi, name, callsign, imo, ship_type, length_m, beam_m, draught_m, destination,
                                     lat, lon, speed_knots, course, heading, nav_status, seen_at, placed_at)
    select mmsi, name, callsign, imo, "shipType", "lengthM", "beamM", "draughtM", destination,
           lat, lon, "speedKnots", course, heading, "navStatus", at, case when lat is not null then at end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (mmsi int, name text, callsign text, imo int, "shipType" smallint,
           "lengthM" smallint, "beamM" smallint, "draughtM" float8, destination text, lat float8, lon float8, "speedKnots" float8,
           course float8, heading smallint, "navStatus" smallint, at timestamptz)
        on conflict (mmsi) do update set
           name = coalesce(excluded.name, v.name), callsign = coalesce(excluded.callsign, v.callsign),
           imo = coalesce(excluded.imo, v.imo), ship_type = coalesce(excluded.ship_type, v.ship_type),
           length_m = coalesce(excluded.length_m, v.length_m), beam_m = coalesce(excluded.beam_m, v.beam_m),
           draught_m = coalesce(excluded.draught_m, v.draught_m), destination = coalesce(excluded.destination, v.destination),
           lat = coalesce(excluded.lat, v.lat), lon = coalesce(excluded.lon, v.lon),
           speed_knots = case when excluded.lat is null then v.speed_knots else excluded.speed_knots end,
           course = case when excluded.lat is null then v.course else excluded.course end,
           heading = case when excluded.lat is null then v.heading else excluded.heading end,
           nav_status = case when excluded.lat is null then v.nav_status else excluded.nav_status end,
           seen_at = excluded.seen_at, placed_at = coalesce(excluded.placed_at, v.placed_at)`.execute(tx.db);
  await sql`
    insert into sensing.vessel_track (mmsi, ts, lat, lon, speed_knots)
    select mmsi, date_trunc('minute', at), lat, lon, "speedKnots"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (mmsi int, lat float8, lon float8, "speedKnots" float8, at timestamptz)
     where lat is not null
        on conflict do nothing`.execute(tx.db);
}

export interface VesselRow {
  readonly mmsi: number;
  readonly name: string | null;
  readonly shipType: number | null;
  readonly lengthM: number | null;
  readonly destination: string | null;
  readonly lat: number;
  readonly lon: number;
  readonly speedKnots: number | null;
  readonly course: number | null;
  readonly navStatus: number | null;
  readonly placedAt: Date;
}

/** Ships that said where they are since then, newest first. */
export async function vesselsSince(tx: Tx, since: Date, most: number): Promise<VesselRow[]> {
  const found = await sql<VesselRow>`
    select mmsi, name, ship_type as "shipType", length_m as "lengthM", destination, lat, lon, speed_knots as "speedKnots",
           course, nav_status as "navStatus", placed_at as "placedAt"
      from sensing.vessel where placed_at >= ${since} order by placed_at desc limit ${most}`.execute(tx.db);
  return found.rows;
}

export async function forgetVessels(tx: Tx, before: Date): Promise<void> {
  await sql`delete from sensing.vessel_track where ts < ${before}`.execute(tx.db);
  await sql`delete from sensing.vessel where seen_at < ${before}`.execute(tx.db);
}
