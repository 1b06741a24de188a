// Makers of devices for tests.
import { system } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import type { TestCity } from '@city/kernel/testing';
import { type Device, insertDevice, makeCredential } from './devices/device.store.ts';
import { sensingCity } from './sensing-city.ts';

export async function makeDevice(
  city: TestCity,
  given: Partial<Device> & { code: string },
): Promise<Device & { key: string }> {
  const device: Device = {
    id: newId(),
    kind: 'air',
    title: `Trạm ${given.code}`,
    lat: 20.86,
    lon: 106.68,
    unitCode: null,
    via: null,
    address: null,
    codec: null,
    periodSeconds: 60,
    isPublic: true,
    isActive: true,
    ...given,
  };
  const key = await city.module('sensing').db.transaction(system('test'), async (tx) => {
    await insertDevice(tx, device);
    return makeCredential(tx, device.id, 'test');
  });
  return { ...device, key };
}

export const sensingOf = (city: TestCity) => sensingCity(city.module('sensing'));

/** What stands in the tables of a device, by metric. */
export async function valuesOf(
  city: TestCity,
  device: Device,
): Promise<{ metric: string; v: number; q: number }[]> {
  await sensingOf(city).ingest.settled();
  return city.sql(
    `select metric, v, q from sensing.obs o join sensing.series s on s.id = o.series_id where device_id = $1 order by ts, metric`,
    [device.id],
  );
}
