// The SQL of what everybody may read: public devices only.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

interface Row {
  readonly code: string;
  readonly kind: string;
  readonly title: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly unitCode: string | null;
  readonly metric: string;
  readonly unit: string | null;
  readonly v: number;
  readonly ts: Date;
  readonly isStale: boolean;
}

export async function publicSensors(tx: Tx, most: number) {
  const found = await sql<Row>`
    select d.code, d.kind, d.title, d.lat, d.lon, d.unit_code as "unitCode", s.metric, s.unit, l.v, l.ts,
           l.is_stale or l.ts < ${tx.now}::timestamptz - make_interval(secs => 2 * d.period_seconds) as "isStale"
      from (select * from sensing.device where is_public and is_active order by code limit ${most}) d
      join sensing.series s on s.device_id = d.id join sensing.latest l on l.series_id = s.id
     order by d.code, s.metric`.execute(tx.db);
  const sensors = new Map<
    string,
    Omit<Row, 'metric' | 'unit' | 'v' | 'ts' | 'isStale'> & { values: object[] }
  >();
  for (const { metric, unit, v, ts, isStale, ...device } of found.rows) {
    const known = sensors.get(device.code) ?? { ...device, values: [] };
    known.values.push({ metric, unit, v, at: ts.toISOString(), isStale });
    sensors.set(device.code, known);
  }
  return [...sensors.values()];
}

export async function publicSeries(
  tx: Tx,
  device: string,
  metric: string,
): Promise<{ id: number; unit: string | null } | null> {
  const found = await sql<{ id: number; unit: string | null }>`
    select s.id, s.unit from sensing.series s join sensing.device d on d.id = s.device_id
     where d.is_public and d.code = ${device} and s.metric = ${metric}`.execute(tx.db);
  return found.rows[0] ?? null;
}
