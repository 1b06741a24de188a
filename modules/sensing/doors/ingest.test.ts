// The HTTP doors: telemetry and the webhooks of network servers, with replays, wrong keys and broken bodies.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { type TestCity, testCity } from '@city/kernel/testing';
import { saveCodec } from '../codecs/codec.store.ts';
import { module } from '../module.ts';
import { makeDevice, sensingOf, valuesOf } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
});
afterAll(() => city?.stop());

const send = (url: string, key: string, body: unknown) =>
  city.as(anonymous).post(url, body, { authorization: `Bearer ${key}` });

test('telemetry is stored for the device of the key, and for what stands behind it', async () => {
  const device = await makeDevice(city, { code: 'http-1', kind: 'gateway' });
  const behind = await makeDevice(city, { code: 'http-2', via: 'http-1', address: 'x' });
  expect((await send('/api/ingest/telemetry', device.key, { pm25: 20 })).statusCode).toBe(204);
  expect((await send('/api/ingest/telemetry?device=http-2', device.key, { pm25: 21 })).statusCode).toBe(204);
  expect((await valuesOf(city, device)).map(({ v, q }) => [v, q])).toEqual([[20, 8]]);
  expect((await valuesOf(city, behind)).map(({ v }) => v)).toEqual([21]);
});

test.each([
  ['no key', '', 401, 'sensing_key_wrong'],
  ['a wrong key', 'hpd_wrong', 401, 'sensing_key_wrong'],
])('%s is refused', async (_, key, status, code) => {
  for (const url of ['/api/ingest/telemetry', '/api/ingest/chirpstack', '/api/ingest/ttn']) {
    const answer = await send(url, key, { pm25: 1 });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  }
});

test('an ended key opens nothing', async () => {
  const device = await makeDevice(city, { code: 'http-ended' });
  await city.sql(`update sensing.credential set ended_at = now() where device_id = $1`, [device.id]);
  expect((await send('/api/ingest/telemetry', device.key, { pm25: 1 })).statusCode).toBe(401);
});

test('a device cannot speak for another', async () => {
  const device = await makeDevice(city, { code: 'http-3' });
  const other = await makeDevice(city, { code: 'http-4' });
  const answer = await send('/api/ingest/telemetry?device=http-4', device.key, { pm25: 1 });
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'sensing_not_its_device']);
  expect(await valuesOf(city, other)).toEqual([]);
});

let bad = 0;
test.each([
  [[]],
  ['words'],
  [{}],
  [{ values: [] }],
  [{ ts: 'never', values: { a: 1 } }],
  [{ 'bad name!': 1 }],
  [null],
])('a body like %j is refused and stores nothing', async (body) => {
  const device = await makeDevice(city, { code: `http-bad-${++bad}` });
  const answer = await city.as(anonymous).inject({
    method: 'POST',
    url: '/api/ingest/telemetry',
    headers: { authorization: `Bearer ${device.key}`, 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
  expect(answer.statusCode).toBe(400);
  expect(await valuesOf(city, device)).toEqual([]);
});

const devEui = '70b3d57ed0000001';
const chirpstack = (fCnt: number, data: number[], more = {}) => ({
  deduplicationId: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
  time: new Date(city.clock.now().getTime() - 5_000 + fCnt * 100).toISOString(),
  deviceInfo: {
    tenantName: 'Hải Phòng',
    applicationName: 'Môi trường',
    deviceName: 'Trạm 1',
    devEui,
    tags: {},
  },
  devAddr: '00189440',
  adr: true,
  dr: 1,
  ...(fCnt === 0 ? {} : { fCnt }),
  fPort: 1,
  confirmed: false,
  data: Buffer.from(data).toString('base64'),
  rxInfo: [{ gatewayId: '0016c001f153a14c', uplinkId: 4_217_106_255, rssi: -36, snr: 10.5 }],
  ...more,
});

test('ChirpStack: bytes go through the codec, a replayed frame changes nothing, a new session begins anew', async () => {
  const network = await makeDevice(city, { code: 'chirpstack', kind: 'network' });
  await city.module('sensing').db.transaction(system('test'), (tx) =>
    saveCodec(tx, {
      code: 'level-1',
      script:
        'function decodeUplink({bytes}) { return { data: { water_level: ((bytes[0] << 8) | bytes[1]) / 100 } }; }',
    }),
  );
  const level = await makeDevice(city, {
    code: 'level-a',
    via: 'chirpstack',
    address: devEui,
    codec: 'level-1',
  });
  const up = (body: object) => send('/api/ingest/chirpstack?event=up', network.key, body);
  expect((await up(chirpstack(0, [0, 150]))).statusCode).toBe(204);
  expect((await up(chirpstack(1, [0, 151]))).statusCode).toBe(204);
  const replay = { ...chirpstack(1, [0, 200]), time: city.clock.now().toISOString() };
  expect((await up(replay)).statusCode).toBe(204);
  expect((await valuesOf(city, level)).map(({ v }) => v)).toEqual([1.5, 1.51]);
  expect(
    (await up(chirpstack(1, [0, 160], { devAddr: '00189441', time: city.clock.now().toISOString() })))
      .statusCode,
  ).toBe(204);
  expect((await valuesOf(city, level)).map(({ v }) => v)).toEqual([1.5, 1.51, 1.6]);
  expect((await send('/api/ingest/chirpstack?event=join', network.key, { anything: true })).statusCode).toBe(
    204,
  );
});

test('The Things Stack: decoded values are taken as they are', async () => {
  const network = await makeDevice(city, { code: 'ttn', kind: 'network' });
  const device = await makeDevice(city, { code: 'ttn-a', via: 'ttn', address: devEui });
  const body = {
    end_device_ids: {
      device_id: 'a',
      application_ids: { application_id: 'hp' },
      dev_eui: devEui.toUpperCase(),
      dev_addr: '260B8E4B',
    },
    received_at: city.clock.now().toISOString(),
    uplink_message: {
      f_port: 2,
      f_cnt: 7,
      frm_payload: 'AQ==',
      decoded_payload: { temperature: 29.5, note: 'x' },
    },
  };
  expect((await send('/api/ingest/ttn', network.key, body)).statusCode).toBe(204);
  expect(await valuesOf(city, device)).toEqual([{ metric: 'temperature', v: 29.5, q: 0 }]);
});

test.each([
  ['no device behind this server', chirpstackOf({ deviceInfo: { devEui: 'ffffffffffffffff' } }), 403],
  ['no EUI', chirpstackOf({ deviceInfo: {} }), 400],
  ['bytes that are no base64', chirpstackOf({ data: '!!' }), 400],
  ['a frame counter below zero', chirpstackOf({ fCnt: -1 }), 400],
])('ChirpStack with %s is refused', async (_, body, status) => {
  const { key } = await makeDevice(city, {
    code: `cs-${status}-${JSON.stringify(body).length}`,
    kind: 'network',
  });
  expect((await send('/api/ingest/chirpstack', key, body)).statusCode).toBe(status);
});

function chirpstackOf(more: object): object {
  return { deviceInfo: { devEui }, devAddr: '00', fCnt: 1, fPort: 1, data: '', ...more };
}

test('when the spool is closed the sender is told to come back', async () => {
  const device = await makeDevice(city, { code: 'http-late' });
  await sensingOf(city).ingest.close();
  const answer = await send('/api/ingest/telemetry', device.key, { pm25: 1 });
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'sensing_full']);
  expect(answer.headers['retry-after']).toBeDefined();
});
