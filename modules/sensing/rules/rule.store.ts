// The SQL of rules, and of what they need to know of series.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Point } from '../series/point.ts';
import type { RuleDefinition } from './rule.ts';

export interface SeriesFacts {
  readonly id: number;
  readonly metric: string;
  readonly device: string;
  readonly kind: string;
  readonly unitCode: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly latestTs: Date | null;
  readonly latestV: number | null;
}

const facts =
  sql.raw(`s.id, s.metric, d.code as device, d.kind, d.unit_code as "unitCode", d.lat, d.lon, l.ts as "latestTs", l.v as "latestV"
      from sensing.series s join sensing.device d on d.id = s.device_id left join sensing.latest l on l.series_id = s.id`);

export async function factsOf(tx: Tx, ids: readonly number[]): Promise<SeriesFacts[]> {
  return (await sql<SeriesFacts>`select ${facts} where s.id = any(${ids as number[]}::int[])`.execute(tx.db))
    .rows;
}

export async function factsOfMetrics(tx: Tx, metrics: readonly string[]): Promise<SeriesFacts[]> {
  return (
    await sql<SeriesFacts>`select ${facts} where d.is_active and s.metric = any(${metrics as string[]}::text[])`.execute(
      tx.db,
    )
  ).rows;
}

export async function factsOfDevices(tx: Tx, devices: readonly string[]): Promise<SeriesFacts[]> {
  return (
    await sql<SeriesFacts>`select ${facts} where d.code = any(${devices as string[]}::text[])`.execute(tx.db)
  ).rows;
}

/** Values of a series from one instant to before another, in order. */
export async function pointsBetween(tx: Tx, series: number, from: number, to: number): Promise<Point[]> {
  const found = await sql<{ t: string; v: number; q: number }>`
    select round(extract(epoch from ts) * 1000)::text as t, v, q from sensing.obs
     where series_id = ${series} and ts >= ${new Date(from)} and ts < ${new Date(to)} order by ts`.execute(
    tx.db,
  );
  return found.rows.map(({ t, v, q }) => ({ series, ts: Number(t), v, q }));
}

/** Rules made or changed by officers; an inactive one takes the city's rule of that code out of force. */
export async function savedRules(
  tx: Tx,
): Promise<{ code: string; definition: RuleDefinition; isActive: boolean }[]> {
  const found = await sql<{ code: string; definition: RuleDefinition; isActive: boolean }>`
    select code, definition, is_active as "isActive" from sensing.rule order by code`.execute(tx.db);
  return found.rows;
}

export async function saveRule(tx: Tx, definition: RuleDefinition, isActive: boolean): Promise<void> {
  await sql`
    insert into sensing.rule (code, definition, is_active, saved_at, saved_by)
    values (${definition.code}, ${JSON.stringify(definition)}::jsonb, ${isActive}, ${tx.now}, ${tx.actor.id ?? ''})
        on conflict (code) do update set definition = excluded.definition, is_active = excluded.is_active,
           saved_at = excluded.saved_at, saved_by = excluded.saved_by`.execute(tx.db);
}
