// The MQTT door as an unmodified client meets it, in versions 3.1.1 and 5.
import { createServer } from 'node:net';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { makeDevice, sensingOf, valuesOf } from '../testing.ts';

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

let city: TestCity;
let port: number;
beforeAll(async () => {
  port = await freePort();
  city = await testCity({
    modules: [module as never],
    environment: { CITY_MQTT_PORT: String(port) },
    start: { relay: false, work: true },
  });
});
afterAll(() => city?.stop());

const clients: MqttClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});

async function joined(options: IClientOptions): Promise<MqttClient> {
  const client = connect({ host: '127.0.0.1', port, reconnectPeriod: 0, ...options });
  clients.push(client);
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('error', reject);
  });
  return client;
}

let count = 0;
const fresh = (given = {}) => makeDevice(city, { code: `mqtt-${++count}`, ...given });
const heard = (client: MqttClient): string[] => {
  const words: string[] = [];
  client.on('message', (topic, payload, packet) =>
    words.push(`${topic} ${payload.toString()} ${packet.retain ? 'kept' : 'new'}`),
  );
  return words;
};

describe.each([4, 5] as const)('MQTT protocol level %i', (protocolVersion) => {
  const asDevice = ({ code, key }: { code: string; key: string }, more: IClientOptions = {}) =>
    joined({ protocolVersion, username: code, password: key, ...more });

  test('what is acknowledged with QoS 0, 1 and 2 stands in the tables once', async () => {
    const device = await fresh();
    const client = await asDevice(device);
    const now = city.clock.now().getTime();
    for (const qos of [1, 2, 0] as const)
      await client.publishAsync(
        `v1/haiphong/${device.code}/telemetry`,
        JSON.stringify({ ts: now + qos, values: { pm25: 10 + qos, is_open: true, note: 'words' } }),
        { qos },
      );
    await client.publishAsync(
      'v1/devices/me/telemetry',
      JSON.stringify([{ ts: now + 9, values: { pm25: 99 } }]),
      { qos: 1 },
    );
    const stored = await valuesOf(city, device);
    expect(stored.filter(({ metric }) => metric === 'pm25').map(({ v }) => v)).toEqual([10, 11, 12, 99]);
    expect(stored.filter(({ metric }) => metric === 'is_open')).toHaveLength(3);
  });

  test('a wrong key, a foreign name and no key are refused', async () => {
    const [device, other] = [await fresh(), await fresh()];
    await expect(asDevice({ ...device, key: 'hpd_wrong' })).rejects.toThrow();
    await expect(asDevice({ code: other.code, key: device.key })).rejects.toThrow();
    await expect(joined({ protocolVersion })).rejects.toThrow();
  });

  test('a device can neither speak nor listen for another', async () => {
    const [device, other] = [await fresh(), await fresh()];
    const client = await asDevice(device);
    const spoken = client.publishAsync(`v1/haiphong/${other.code}/telemetry`, '{"pm25":1}', { qos: 1 });
    if (protocolVersion === 5) await expect(spoken).rejects.toThrow(/Not authorized/i);
    else await spoken;
    expect(await valuesOf(city, other)).toEqual([]);
    for (const filter of [`v1/haiphong/${other.code}/#`, '#', '+/+/+/commands', '$SYS/#'])
      await expect(client.subscribeAsync(filter, { qos: 1 }), filter).rejects.toThrow();
  });

  test('a gateway speaks for what stands behind it, and for nothing else', async () => {
    const gateway = await fresh({ kind: 'gateway' });
    const behind = await fresh({ via: gateway.code, address: 'a1' });
    const stranger = await fresh();
    const client = await asDevice(gateway);
    await client.publishAsync(`v1/haiphong/${behind.code}/telemetry`, '{"pm25":7}', { qos: 1 });
    await client
      .publishAsync(`v1/haiphong/${stranger.code}/telemetry`, '{"pm25":7}', { qos: 1 })
      .catch(() => {});
    expect((await valuesOf(city, behind)).map(({ v }) => v)).toEqual([7]);
    expect(await valuesOf(city, stranger)).toEqual([]);
  });

  test('a command waits for a device that was away, and is given once', async () => {
    const device = await fresh();
    const lasting: IClientOptions =
      protocolVersion === 5
        ? { clientId: 'pump', clean: false, properties: { sessionExpiryInterval: 3600 } }
        : { clientId: 'pump', clean: false };
    const first = await asDevice(device, lasting);
    await first.subscribeAsync(`v1/haiphong/${device.code}/commands`, { qos: 2 });
    await first.endAsync();
    await sensingOf(city).mqtt?.say(`v1/haiphong/${device.code}/commands`, Buffer.from('on'), { qos: 2 });
    const again = connect({
      host: '127.0.0.1',
      port,
      reconnectPeriod: 0,
      protocolVersion,
      username: device.code,
      password: device.key,
      ...lasting,
    });
    clients.push(again);
    const words = heard(again);
    let isPresent = false;
    again.once('connect', ({ sessionPresent }) => (isPresent = sessionPresent));
    await eventually(
      () => words,
      ({ length }) => length > 0,
    );
    expect(isPresent).toBe(true);
    await sensingOf(city).mqtt?.say(`v1/haiphong/${device.code}/commands`, Buffer.from('off'));
    await eventually(
      () => words,
      ({ length }) => length > 1,
    );
    expect(words).toEqual([
      `v1/haiphong/${device.code}/commands on new`,
      `v1/haiphong/${device.code}/commands off new`,
    ]);
  });

  test('a retained message meets whoever subscribes later, until it is taken back', async () => {
    const device = await fresh();
    const topic = `v1/haiphong/${device.code}/state`;
    const client = await asDevice(device);
    await client.publishAsync(topic, 'ready', { qos: 1, retain: true });
    const words = heard(client);
    await client.subscribeAsync(`v1/haiphong/${device.code}/#`, { qos: 1 });
    await eventually(
      () => words,
      ({ length }) => length === 1,
    );
    expect(words).toEqual([`${topic} ready kept`]);
    expect(await city.sql('select payload from sensing.retained where topic = $1', [topic])).toHaveLength(1);
    await client.publishAsync(topic, '', { qos: 1, retain: true });
    expect(await city.sql('select payload from sensing.retained where topic = $1', [topic])).toEqual([]);
  });

  test('the will is said when a connection breaks, and not when it is closed', async () => {
    const device = await fresh();
    const topic = `v1/haiphong/${device.code}/state`;
    const watching = await asDevice(device, { clientId: 'watching' });
    const words = heard(watching);
    await watching.subscribeAsync(topic, { qos: 1 });
    const will = { topic, payload: Buffer.from('gone'), qos: 1 as const, retain: false };
    const polite = await asDevice(device, { clientId: 'polite', will });
    await polite.endAsync();
    const broken = await asDevice(device, {
      clientId: 'broken',
      will: { ...will, payload: Buffer.from('broken') },
    });
    broken.stream.destroy();
    await eventually(
      () => words,
      ({ length }) => length > 0,
    );
    expect(words).toEqual([`${topic} broken new`]);
  });

  test('the second connection of one client id ends the first', async () => {
    const device = await fresh();
    const first = await asDevice(device, { clientId: 'same' });
    const closed = new Promise<void>((resolve) => first.once('close', () => resolve()));
    await asDevice(device, { clientId: 'same' });
    await closed;
  });

  test('a message that is no telemetry is answered and stores nothing', async () => {
    const device = await fresh();
    const client = await asDevice(device);
    for (const payload of ['{', '[]', '"words"', '{"values":3}', '{"ts":"no","values":{"a":1}}'])
      await client.publishAsync('v1/devices/me/telemetry', payload, { qos: 1 }).catch(() => {});
    expect(await valuesOf(city, device)).toEqual([]);
    expect(client.connected).toBe(true);
  });

  test('a packet larger than allowed ends the connection', async () => {
    const device = await fresh();
    const client = await asDevice(device);
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
    client.on('error', () => {});
    client.publish('v1/devices/me/telemetry', 'x'.repeat(70_000), { qos: 0 });
    await closed;
  });
});

test('MQTT 5: a topic alias stands for its topic, and requests carry their properties', async () => {
  const device = await fresh();
  const client = await joined({
    protocolVersion: 5,
    username: device.code,
    password: device.key,
    autoAssignTopicAlias: true,
  });
  const now = city.clock.now().getTime();
  for (let at = 0; at < 3; at++)
    await client.publishAsync(
      'v1/devices/me/telemetry',
      JSON.stringify({ ts: now + at, values: { pm25: at + 1 } }),
      { qos: 1 },
    );
  expect((await valuesOf(city, device)).map(({ v }) => v)).toEqual([1, 2, 3]);
});
