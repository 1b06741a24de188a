// The SQL of air stations: what each measures, and its newest index.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

export interface AirSeries {
  readonly deviceId: string;
  readonly code: string;
  readonly title: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly unitCode: string | null;
  readonly periodSeconds: number;
  readonly isPublic: boolean;
  readonly id: number;
  readonly metric: string;
  readonly latestV: number | null;
  readonly latestTs: Date | null;
  readonly isStale: boolean;
}

/** Every series of some metrics at active stations that measure air. */
export async function airSeries(tx: Tx, metrics: readonly string[]): Promise<AirSeries[]> {
  const found = await sql<AirSeries>`
    select d.id as "deviceId", d.code, d.title, d.lat, d.lon, d.unit_code as "unitCode", d.period_seconds as "periodSeconds",
           d.is_public as "isPublic", s.id, s.metric, l.v as "latestV", l.ts as "latestTs", coalesce(l.is_stale, false) as "isStale"
      from sensing.series s join sensing.device d on d.id = s.device_id left join sensing.latest l on l.series_id = s.id
     where d.is_active and d.kind = 'air' and s.metric = any(${metrics as string[]}::text[]) order by d.code, s.metric`.execute(
    tx.db,
  );
  return found.rows;
}
