// Who knocks at an HTTP door: a device or a network server, by its key.
import type { FastifyRequest } from 'fastify';
import { AppError } from '@city/kernel/errors';
import type { Device } from '../devices/device.store.ts';
import type { SensingCity } from '../sensing-city.ts';

/** @throws AppError `sensing_key_wrong` */
export async function callerDevice(city: SensingCity, request: FastifyRequest): Promise<Device> {
  const [scheme = '', key = ''] = (request.headers.authorization ?? '').split(' ');
  const device = scheme.toLowerCase() === 'bearer' && key !== '' ? await city.registry.byKey(key) : null;
  if (!device) throw new AppError('sensing_key_wrong');
  return device;
}
