// Sparkplug B: the script of birth, gap, rebirth and death, types bit by bit, and the whole through an MQTT client.
import { createServer } from 'node:net';
import { connect } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { makeDevice, valuesOf } from '../testing.ts';
import { readPayload, typed, writePayload } from './payload.ts';
import { NodeState } from './state.ts';

let city: TestCity;
let port: number;
beforeAll(async () => {
  port = await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address() as { port: number };
      server.close(() => resolve(address.port));
    });
  });
  city = await testCity({
    modules: [module as never],
    environment: { CITY_MQTT_PORT: String(port) },
    start: { relay: false, work: true },
  });
});
afterAll(() => city?.stop());

const at = 1_788_000_000_000;
const birth = (bd: number) =>
  readPayload(
    writePayload({
      timestamp: at,
      seq: 0,
      metrics: [
        { name: 'bdSeq', datatype: 4, longValue: bd },
        { name: 'Level', alias: 7, datatype: 10, doubleValue: 1.25 },
        { name: 'Small', alias: 8, datatype: 1, intValue: 0xff },
      ],
    }),
  );
const data = (seq: number, metrics: object[]) =>
  readPayload(writePayload({ timestamp: at + seq, seq, metrics }));

test('bytes written by hand from the specification decode field by field', () => {
  // timestamp=5 (tag 08), metrics (tag 12): name "a" (0a), alias 1 (10), datatype 3 (20), int_value 42 (50); seq=9 (18)
  const bytes = Buffer.from('0805' + '1209' + '0a0161' + '1001' + '2003' + '502a' + '1809', 'hex');
  expect(readPayload(bytes)).toEqual({
    timestamp: 5,
    seq: 9,
    metrics: [{ name: 'a', alias: 1, datatype: 3, isNull: false, isHistorical: false, value: 42 }],
  });
});

test.each([
  [1, 0xff, -1],
  [1, 0x80, -128],
  [2, 0xffff, -1],
  [3, 0xffff_ffff, -1],
  [4, -5, -5],
  [5, 0xff, 255],
  [7, 0xffff_ffff, 4_294_967_295],
  [8, -1, 2 ** 64 - 1],
  [10, 1.5, 1.5],
  [11, 1, 1],
])('datatype %i: %d means %d', (datatype, raw, meant) => {
  expect(typed(raw, datatype)).toBe(meant);
});

test('data before birth asks for a birth; aliases resolve after it', () => {
  const state = new NodeState();
  expect(state.take('NDATA', null, data(1, [{ alias: 7, doubleValue: 2 }])).isRebirthNeeded).toBe(true);
  expect(state.take('NBIRTH', null, birth(0)).readings).toEqual([
    { metric: 'Level', ts: at, v: 1.25 },
    { metric: 'Small', ts: at, v: -1 },
  ]);
  const next = state.take('NDATA', null, data(1, [{ alias: 7, doubleValue: 2 }]));
  expect(next).toMatchObject({ isRebirthNeeded: false, readings: [{ metric: 'Level', ts: at + 1, v: 2 }] });
});

test('a gap makes everything stale and asks for a birth; numbers go round after 255', () => {
  const state = new NodeState();
  state.take('NBIRTH', null, birth(0));
  for (let seq = 1; seq <= 255; seq++)
    expect(state.take('NDATA', null, data(seq, [{ alias: 7, doubleValue: seq }])).readings).toHaveLength(1);
  expect(state.take('NDATA', null, data(0, [{ alias: 7, doubleValue: 0 }])).isRebirthNeeded).toBe(false);
  const gap = state.take('NDATA', null, data(2, [{ alias: 7, doubleValue: 0 }]));
  expect(gap).toMatchObject({ isRebirthNeeded: true, stale: 'all', readings: [] });
  expect(state.take('NDATA', null, data(3, [])).isRebirthNeeded).toBe(true);
});

test('the death of an older life changes nothing, that of this one makes all stale', () => {
  const state = new NodeState();
  state.take('NBIRTH', null, birth(4));
  const death = (bd: number) =>
    readPayload(writePayload({ metrics: [{ name: 'bdSeq', datatype: 4, longValue: bd }] }));
  expect(state.take('NDEATH', null, death(3)).stale).toBe(null);
  expect(state.take('NDEATH', null, death(4)).stale).toBe('all');
});

test('an edge node through an MQTT client: birth, data, a gap with its answer, and a broken line', async () => {
  const node = await makeDevice(city, { code: 'edge-1', kind: 'sparkplug', address: 'HaiPhong/Edge1' });
  const pump = await makeDevice(city, { code: 'pump-1', via: 'edge-1', address: 'Pump1' });
  const now = city.clock.now().getTime();
  const client = connect({
    host: '127.0.0.1',
    port,
    reconnectPeriod: 0,
    username: node.code,
    password: node.key,
    will: {
      topic: 'spBv1.0/HaiPhong/NDEATH/Edge1',
      payload: writePayload({ timestamp: now, metrics: [{ name: 'bdSeq', datatype: 8, longValue: 1 }] }),
      qos: 1,
      retain: false,
    },
  });
  await new Promise((resolve) => client.once('connect', resolve));
  const commands: string[] = [];
  client.on('message', (topic, payload) =>
    commands.push(`${topic} ${readPayload(payload).metrics[0]?.name}`),
  );
  await client.subscribeAsync('spBv1.0/HaiPhong/NCMD/Edge1', { qos: 0 });
  const say = (kind: string, payload: Buffer) =>
    client.publishAsync(`spBv1.0/HaiPhong/${kind}`, payload, { qos: 1 });
  const level = { name: 'Water Level', alias: 1, datatype: 10, doubleValue: 1.5, timestamp: now };
  await say(
    'NBIRTH/Edge1',
    writePayload({ timestamp: now, seq: 0, metrics: [{ name: 'bdSeq', datatype: 8, longValue: 1 }] }),
  );
  await say('DBIRTH/Edge1/Pump1', writePayload({ timestamp: now, seq: 1, metrics: [level] }));
  await say(
    'DDATA/Edge1/Pump1',
    writePayload({ timestamp: now + 1000, seq: 2, metrics: [{ alias: 1, doubleValue: 1.75 }] }),
  );
  expect((await valuesOf(city, pump)).map(({ metric, v }) => [metric, v])).toEqual([
    ['Water_Level', 1.5],
    ['Water_Level', 1.75],
  ]);
  await say(
    'DDATA/Edge1/Pump1',
    writePayload({ timestamp: now + 2000, seq: 9, metrics: [{ alias: 1, doubleValue: 2 }] }),
  );
  await eventually(
    () => commands,
    ({ length }) => length > 0,
  );
  expect(commands).toEqual(['spBv1.0/HaiPhong/NCMD/Edge1 Node Control/Rebirth']);
  await say(
    'NBIRTH/Edge1',
    writePayload({ timestamp: now, seq: 0, metrics: [{ name: 'bdSeq', datatype: 8, longValue: 1 }] }),
  );
  await say(
    'DBIRTH/Edge1/Pump1',
    writePayload({ timestamp: now + 3000, seq: 1, metrics: [{ ...level, timestamp: now + 3000 }] }),
  );
  await valuesOf(city, pump);
  const stale = () =>
    city.sql<{ is_stale: boolean }>(
      'select is_stale from sensing.latest where series_id in (select id from sensing.series where device_id = $1)',
      [pump.id],
    );
  expect(await stale()).toEqual([{ is_stale: false }]);
  client.stream.destroy();
  await eventually(stale, ([row]) => row?.is_stale === true);
});
