// The device engineer's desk: a device gets a key that works once it is shown, keys end, codecs are tried before they are saved.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { officer, type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { sensingOf } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
});
afterAll(() => city?.stop());

const engineer = () => city.as(officer({ body: 'trung-tam', role: 'operator' }));
const device = {
  code: 'tram-1',
  kind: 'air',
  title: 'Trạm Lê Chân',
  lat: 20.845,
  lon: 106.69,
  periodSeconds: 60,
  isPublic: true,
};
const send = (key: string) =>
  city.as(anonymous).post('/api/ingest/telemetry', { pm25: 12 }, { authorization: `Bearer ${key}` });

test('a device is added with a key, stands in a ward, and each step is on the trail', async () => {
  const caller = engineer();
  const made = await caller.post('/api/desk/sensing/devices', device);
  expect(made.statusCode).toBe(201);
  const { key } = made.json();
  expect((await send(key)).statusCode).toBe(204);
  await sensingOf(city).ingest.settled();
  const again = await caller.post('/api/desk/sensing/devices', device);
  expect([again.statusCode, again.json().code]).toEqual([409, 'sensing_device_exists']);
  const [row] = (await caller.get('/api/desk/sensing/devices')).json().items;
  expect(row).toMatchObject({ code: 'tram-1', series: 1, isLate: false, isActive: true });
  const fresh = (await caller.post('/api/desk/sensing/devices/tram-1/key')).json();
  expect((await send(key)).statusCode).toBe(401);
  expect((await send(fresh.key)).statusCode).toBe(204);
  expect((await caller.post('/api/desk/sensing/devices/tram-1/stop')).statusCode).toBe(204);
  expect((await send(fresh.key)).statusCode).toBe(401);
  expect((await caller.post('/api/desk/sensing/devices/tram-1/start')).statusCode).toBe(204);
  expect((await send(fresh.key)).statusCode).toBe(204);
  const trail = await city.sql<{ action: string }>(`select action from trail.entry where module = 'sensing'`);
  expect(trail.map(({ action }) => action).sort()).toEqual([
    'device.add',
    'device.key',
    'device.start',
    'device.stop',
  ]);
  const kept = await city.sql<{ hash: Buffer }>('select hash from sensing.credential');
  expect(JSON.stringify(kept)).not.toContain(key);
});

test('a device that is silent for twice its period is late', async () => {
  city.clock.advance(121_000);
  const [row] = (await engineer().get('/api/desk/sensing/devices')).json().items;
  expect(row.isLate).toBe(true);
});

test('a codec is tried on bytes, and what it says is what would be stored', async () => {
  const script =
    'function decodeUplink({ bytes, fPort }) { return { data: { level: bytes[0] + bytes[1] / 100, fPort, note: "x" } }; }';
  const tried = await engineer().post('/api/desk/sensing/codecs/try', { script, hex: '01 32', fPort: 3 });
  expect(tried.json().values).toEqual([
    { metric: 'level', v: 1.5 },
    { metric: 'fPort', v: 3 },
  ]);
  const wrong = await engineer().post('/api/desk/sensing/codecs/try', {
    script: 'function decodeUplink() { return x; }',
    hex: '',
    fPort: 1,
  });
  expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'sensing_codec_failed']);
  expect(wrong.json().errors[0].detail).toMatch(/x/);
  expect((await engineer().post('/api/desk/sensing/codecs', { code: 'level', script })).statusCode).toBe(204);
  expect((await engineer().get('/api/desk/sensing/codecs')).json().items).toMatchObject([
    { code: 'level', script },
  ]);
});

test.each([
  [{ kind: 'threshold' }, 'above'],
  [{ kind: 'expression', cel: 'a >', maxAgeSeconds: 60 }, ''],
  [{ kind: 'nOfM', n: 5, m: 3, above: 1 }, 'n must'],
])('a rule with the test %j is refused with words', async (given, words) => {
  const definition = { code: 'my-rule', vi: 'x', en: 'x', metric: 'pm25', severity: 1, test: given };
  const answer = await engineer().post(
    '/api/desk/sensing/rules',
    { definition, isActive: true },
    { 'accept-language': 'en' },
  );
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'sensing_rule_wrong']);
  expect(JSON.stringify(answer.json())).toContain(words);
  expect(await city.sql('select 1 from sensing.rule')).toEqual([]);
});

test('a saved rule is in force at once, and what it found is listed', async () => {
  const definition = {
    code: 'air-dusty',
    vi: 'Bụi',
    en: 'Dust',
    metric: 'pm25',
    severity: 2,
    test: { kind: 'threshold', above: 100 },
  };
  expect((await engineer().post('/api/desk/sensing/rules', { definition, isActive: true })).statusCode).toBe(
    204,
  );
  const { key } = (await engineer().post('/api/desk/sensing/devices/tram-1/key')).json();
  await city.as(anonymous).post('/api/ingest/telemetry', { pm25: 150 }, { authorization: `Bearer ${key}` });
  await sensingOf(city).ingest.settled();
  const { items } = (await engineer().get('/api/desk/sensing/conditions')).json();
  expect(items).toMatchObject([{ rule: 'air-dusty', subject: 'tram-1/pm25', value: 150, clearedAt: null }]);
});
