// The SQL of devices, their keys and their series.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';

export interface Device {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly title: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly unitCode: string | null;
  readonly via: string | null;
  readonly address: string | null;
  readonly codec: string | null;
  readonly periodSeconds: number;
  readonly isPublic: boolean;
  readonly isActive: boolean;
}

export interface SeriesRow {
  readonly id: number;
  readonly deviceId: string;
  readonly metric: string;
  readonly unit: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly frozenSeconds: number | null;
}

const columns = sql.raw(`id, code, kind, title, lat, lon, unit_code as "unitCode", via, address, codec,
  period_seconds as "periodSeconds", is_public as "isPublic", is_active as "isActive"`);

export async function insertDevice(tx: Tx, device: Device): Promise<void> {
  await sql`
    insert into sensing.device (id, code, kind, title, lat, lon, unit_code, via, address, codec, period_seconds, is_public, is_active, added_at)
    values (${device.id}, ${device.code}, ${device.kind}, ${device.title}, ${device.lat}, ${device.lon}, ${device.unitCode},
            ${device.via}, ${device.address}, ${device.codec}, ${device.periodSeconds}, ${device.isPublic}, ${device.isActive}, ${tx.now})`.execute(
    tx.db,
  );
}

export async function allDevices(tx: Tx): Promise<Device[]> {
  return (await sql<Device>`select ${columns} from sensing.device order by code`.execute(tx.db)).rows;
}

export async function deviceByCode(tx: Tx, code: string): Promise<Device | null> {
  return (
    (await sql<Device>`select ${columns} from sensing.device where code = ${code}`.execute(tx.db)).rows[0] ??
    null
  );
}

export async function deviceBehind(tx: Tx, via: string, address: string): Promise<Device | null> {
  const found =
    await sql<Device>`select ${columns} from sensing.device where via = ${via} and address = ${address}`.execute(
      tx.db,
    );
  return found.rows[0] ?? null;
}

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Makes a key for a device; the token is shown once and kept only as its hash. */
export async function makeCredential(tx: Tx, deviceId: string, madeBy: string): Promise<string> {
  const token = `hpd_${randomBytes(24).toString('base64url')}`;
  await sql`
    insert into sensing.credential (id, device_id, hash, made_at, made_by)
    values (${newId()}, ${deviceId}, ${hashOf(token)}, ${tx.now}, ${madeBy})`.execute(tx.db);
  return token;
}

export async function endCredentials(tx: Tx, deviceId: string): Promise<number> {
  const done = await sql`
    update sensing.credential set ended_at = ${tx.now} where device_id = ${deviceId} and ended_at is null`.execute(
    tx.db,
  );
  return Number(done.numAffectedRows ?? 0n);
}

/** The active device whose key has this hash. */
export async function deviceByKey(tx: Tx, hash: Buffer): Promise<Device | null> {
  const found = await sql<Device>`
    select ${columns} from sensing.device
     where is_active and id = (select device_id from sensing.credential where hash = ${hash} and ended_at is null)`.execute(
    tx.db,
  );
  return found.rows[0] ?? null;
}

const seriesColumns = sql.raw(
  `id, device_id as "deviceId", metric, unit, low, high, frozen_seconds as "frozenSeconds"`,
);

export async function seriesOf(tx: Tx, deviceId: string): Promise<SeriesRow[]> {
  const found = await sql<SeriesRow>`
    select ${seriesColumns} from sensing.series where device_id = ${deviceId} order by id`.execute(tx.db);
  return found.rows;
}

export interface NewSeries {
  readonly metric: string;
  readonly unit: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly frozenSeconds: number | null;
}

export async function addSeries(tx: Tx, deviceId: string, series: readonly NewSeries[]): Promise<void> {
  await sql`
    insert into sensing.series (device_id, metric, unit, low, high, frozen_seconds, added_at)
    select ${deviceId}::uuid, metric, unit, low, high, frozen, ${tx.now}::timestamptz
      from unnest(${series.map(({ metric }) => metric)}::text[], ${series.map(({ unit }) => unit)}::text[],
                  ${series.map(({ low }) => low)}::float8[], ${series.map(({ high }) => high)}::float8[],
                  ${series.map(({ frozenSeconds }) => frozenSeconds)}::int[]) as u (metric, unit, low, high, frozen)
        on conflict (device_id, metric) do nothing`.execute(tx.db);
}

/** The newest kept value of some series, to go on judging after a start. */
export async function latestOf(
  tx: Tx,
  ids: readonly number[],
): Promise<{ id: number; ts: Date; v: number; q: number; isStale: boolean }[]> {
  const found = await sql<{ id: number; ts: Date; v: number; q: number; isStale: boolean }>`
    select series_id as id, ts, v, q, is_stale as "isStale" from sensing.latest where series_id = any(${ids as number[]}::int[])`.execute(
    tx.db,
  );
  return found.rows;
}

export async function markStale(tx: Tx, deviceIds: readonly string[]): Promise<void> {
  await sql`
    update sensing.latest set is_stale = true
     where series_id in (select id from sensing.series where device_id = any(${deviceIds as string[]}::uuid[]))`.execute(
    tx.db,
  );
}
