// The MQTT door of devices: a key for each, topics of its own and of what stands behind it, and what a message means.
import { AppError } from '@city/kernel/errors';
import type { Device } from '../devices/device.store.ts';
import { readTelemetry } from '../ingest/telemetry.ts';
import type { SensingCity } from '../sensing-city.ts';
import { type SparkplugNode, sparkplugNode } from '../sparkplug/node.ts';
import type { Client, Gate } from './gate.ts';
import { MQTT } from './limits.ts';

/** `v1/haiphong/CODE/telemetry`, `v1/devices/me/telemetry` and the rest of a device's own topics. */
const ownTopic = /^v1\/(?:haiphong\/([a-z0-9][a-z0-9_-]{1,63})|devices\/me)\/(.+)$/;

/** The user name is the device's code or empty; the password is its key. ThingsBoard's way, key as user name, is taken too. */
export function deviceGate(city: SensingCity): Gate {
  return {
    admit: async (username, password) => {
      const key = password?.toString('utf8') || username || '';
      const device = key === '' ? null : await city.registry.byKey(key);
      if (!device) return null;
      const isNamed = username !== undefined && username !== '' && username !== key;
      return isNamed && username !== device.code ? null : new DeviceClient(city, device);
    },
  };
}

class DeviceClient implements Client {
  readonly name: string;
  readonly perSecond: number;
  readonly #city: SensingCity;
  readonly #device: Device;
  readonly #sparkplug: SparkplugNode | null;

  constructor(city: SensingCity, device: Device) {
    this.name = device.code;
    this.perSecond = ['gateway', 'sparkplug'].includes(device.kind) ? MQTT.gatewayPerSecond : MQTT.perSecond;
    this.#city = city;
    this.#device = device;
    this.#sparkplug = device.kind === 'sparkplug' ? sparkplugNode(city, device) : null;
  }

  /** Its own topics; a gateway's also of what stands behind it, which is asked when the message is taken. */
  mayPublish(topic: string): boolean {
    const [, code] = ownTopic.exec(topic) ?? [];
    if (code !== undefined) return code === this.#device.code || this.#device.kind === 'gateway';
    if (topic.startsWith('v1/devices/me/')) return true;
    return this.#sparkplug?.mayPublish(topic) ?? false;
  }

  maySubscribe(filter: string): boolean {
    return (
      filter === `v1/haiphong/${this.#device.code}` ||
      filter.startsWith(`v1/haiphong/${this.#device.code}/`) ||
      (this.#sparkplug?.maySubscribe(filter) ?? false)
    );
  }

  async take(topic: string, payload: Buffer): Promise<void> {
    if (this.#sparkplug?.mayPublish(topic)) return this.#sparkplug.take(topic, payload);
    const [, code, what] = ownTopic.exec(topic) ?? [];
    if (what !== 'telemetry') return;
    await this.#city.ingest.take(await this.#whose(code), readTelemetry(payload));
  }

  /** @throws AppError `sensing_not_its_device` */
  async #whose(code: string | undefined): Promise<Device> {
    if (code === undefined || code === this.#device.code) return this.#device;
    const device = await this.#city.registry.byCode(code);
    if (!device?.isActive || device.via !== this.#device.code) throw new AppError('sensing_not_its_device');
    return device;
  }
}
