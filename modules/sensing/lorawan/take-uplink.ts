// Taking an uplink: whose it is, whether it was heard before, what its bytes mean.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { codecByCode } from '../codecs/codec.store.ts';
import { decodeUplink } from '../codecs/sandbox.ts';
import type { Device } from '../devices/device.store.ts';
import type { Reading } from '../ingest/ingest.ts';
import { valuesOf } from '../ingest/telemetry.ts';
import type { SensingCity } from '../sensing-city.ts';
import type { LoraUplink } from './uplink.ts';

const actor = system('sensing.lorawan');

/**
 * Takes what a network server delivered; a frame that was heard before changes nothing.
 * @throws AppError `sensing_not_its_device`, `sensing_codec_failed`, `sensing_codec_unknown`
 */
export async function takeUplink(city: SensingCity, network: Device, uplink: LoraUplink): Promise<void> {
  const device = await city.registry.behind(network.code, uplink.devEui);
  if (!device?.isActive) throw new AppError('sensing_not_its_device');
  const { db } = city.m;
  if (!(await db.transaction(actor, (tx) => isNewFrame(tx, device.id, uplink), { readOnly: true }))) return;
  const readings = await readingsOf(city, device, uplink);
  if (readings.length > 0) await city.ingest.take(device, readings);
  // Only what is safe counts as heard: a frame whose values were lost is taken when it comes again.
  await db.transaction(actor, (tx) => rememberFrame(tx, device.id, uplink));
}

async function readingsOf(city: SensingCity, device: Device, uplink: LoraUplink): Promise<Reading[]> {
  const { codec } = device;
  if (codec === null) return valuesOf(uplink.object ?? {}, uplink.ts);
  const found = await city.m.db.transaction(actor, (tx) => codecByCode(tx, codec), { readOnly: true });
  if (!found) throw new AppError('sensing_codec_unknown');
  const { data } = await decodeUplink(found.script, { bytes: uplink.bytes, fPort: uplink.fPort });
  return valuesOf(data, uplink.ts);
}

/** A replay has the counter of a frame heard before in the same session; a device that joined again has a new address. */
async function isNewFrame(tx: Tx, deviceId: string, { devAddr, fCnt }: LoraUplink): Promise<boolean> {
  const found = await sql`
    select 1 from sensing.uplink where device_id = ${deviceId} and dev_addr = ${devAddr} and f_cnt >= ${fCnt}`.execute(
    tx.db,
  );
  return found.rows.length === 0;
}

async function rememberFrame(tx: Tx, deviceId: string, { devAddr, fCnt }: LoraUplink): Promise<void> {
  await sql`
    insert into sensing.uplink as u (device_id, dev_addr, f_cnt, at) values (${deviceId}, ${devAddr}, ${fCnt}, ${tx.now})
        on conflict (device_id, dev_addr) do update set f_cnt = greatest(u.f_cnt, excluded.f_cnt), at = excluded.at`.execute(
    tx.db,
  );
}
