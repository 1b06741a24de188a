// The SQL of the device engineer's desk.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';

export interface DeviceRow {
  readonly code: string;
  readonly kind: string;
  readonly title: string;
  readonly via: string | null;
  readonly address: string | null;
  readonly codec: string | null;
  readonly periodSeconds: number;
  readonly isPublic: boolean;
  readonly isActive: boolean;
  readonly series: number;
  readonly heardAt: Date | null;
  readonly setAside: number;
}

/** Devices with when they were last heard, the longest silent first. */
export async function deviceRows(tx: Tx, most: number): Promise<DeviceRow[]> {
  const found = await sql<DeviceRow>`
    select d.code, d.kind, d.title, d.via, d.address, d.codec, d.period_seconds as "periodSeconds", d.is_public as "isPublic",
           d.is_active as "isActive", count(s.id)::int as series, max(l.ts) as "heardAt",
           coalesce(sum((select count(*) from sensing.quarantine q where q.series_id = s.id)), 0)::int as "setAside"
      from sensing.device d left join sensing.series s on s.device_id = d.id left join sensing.latest l on l.series_id = s.id
     group by d.id order by d.is_active desc, max(l.ts) nulls last, d.code limit ${most}`.execute(tx.db);
  return found.rows;
}
