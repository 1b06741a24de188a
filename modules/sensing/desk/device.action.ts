// What the device engineer does with devices: each with its entry on the trail.
import { sql } from 'kysely';
import { isDuplicate, newId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { localDate } from '@city/kernel/time';
import {
  type Device,
  deviceByCode,
  endCredentials,
  insertDevice,
  makeCredential,
} from '../devices/device.store.ts';
import type { SensingCity } from '../sensing-city.ts';
import type { Key, NewDevice } from './shapes.ts';

/** @throws AppError `sensing_device_exists`, `sensing_device_unknown` when its gateway is not there */
export async function addDevice(tx: Tx, city: SensingCity, given: NewDevice): Promise<Key> {
  const { lat = null, lon = null, via = null, address = null, codec = null } = given;
  if (via !== null && !(await deviceByCode(tx, via)))
    throw new AppError('sensing_device_unknown', { field: 'via' });
  const unit = lat === null || lon === null ? null : unitAt(city, { lat, lon });
  const device: Device = {
    ...given,
    id: newId(),
    lat,
    lon,
    via,
    address: lowerEui(address),
    codec,
    unitCode: unit,
    isActive: true,
  };
  try {
    await insertDevice(tx, device);
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('sensing_device_exists', { field: 'code' });
    throw error;
  }
  tx.trail({ action: 'device.add', object: { type: 'device', id: given.code } });
  return { code: given.code, key: await makeCredential(tx, device.id, tx.actor.id ?? '') };
}

/** Code of the ward that a place lies in today. */
function unitAt(city: SensingCity, point: { lat: number; lon: number }): string | null {
  const place = city.m.geo.units.atPoint(point, localDate(city.m.now()));
  return place.found ? place.unit.code : null;
}

/** LoRaWAN addresses are written in lower case, however they were typed. */
const lowerEui = (address: string | null): string | null =>
  address !== null && /^[0-9a-f]{16}$/i.test(address) ? address.toLowerCase() : address;

/** Makes a new key; the old ones end. @throws AppError `sensing_device_unknown` */
export async function renewKey(tx: Tx, code: string): Promise<Key> {
  const device = await known(tx, code);
  await endCredentials(tx, device.id);
  tx.trail({ action: 'device.key', object: { type: 'device', id: code } });
  return { code, key: await makeCredential(tx, device.id, tx.actor.id ?? '') };
}

/** @throws AppError `sensing_device_unknown` */
export async function setActive(tx: Tx, code: string, isActive: boolean): Promise<void> {
  const device = await known(tx, code);
  await sql`update sensing.device set is_active = ${isActive} where id = ${device.id}`.execute(tx.db);
  tx.trail({ action: isActive ? 'device.start' : 'device.stop', object: { type: 'device', id: code } });
}

async function known(tx: Tx, code: string): Promise<Device> {
  const device = await deviceByCode(tx, code);
  if (!device) throw new AppError('sensing_device_unknown');
  return device;
}
