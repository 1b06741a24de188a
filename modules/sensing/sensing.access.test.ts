// Who is refused at the doors of sensing, and that nothing is stored when they are.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, officer, type TestCity, testCity } from '@city/kernel/testing';
import { module } from './module.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
});
afterAll(() => city?.stop());

const split = (name: string) => name.split(' ') as ['POST', string];

test.each(['POST /api/ingest/telemetry', 'POST /api/ingest/chirpstack', 'POST /api/ingest/ttn'])(
  '%s takes nothing without a device’s key',
  async (name) => {
    const [method, url] = split(name);
    for (const caller of [anonymous, citizen()]) {
      const answer = await city.as(caller).inject({ method, url, payload: { pm25: 1 } });
      expect(answer.statusCode).toBe(401);
    }
    expect(await city.sql('select 1 from sensing.series')).toEqual([]);
  },
);

describe('the desk', () => {
  const device = { code: 'tram-1', kind: 'air', title: 'Trạm 1', periodSeconds: 60, isPublic: true };
  const rule = {
    code: 'x-rule',
    vi: 'x',
    en: 'x',
    metric: 'x',
    severity: 1,
    test: { kind: 'threshold', above: 1 },
  };
  test.each<[string, object | undefined]>([
    ['GET /api/desk/sensing/devices', undefined],
    ['POST /api/desk/sensing/devices', device],
    ['POST /api/desk/sensing/devices/:code/key', {}],
    ['POST /api/desk/sensing/devices/:code/start', {}],
    ['POST /api/desk/sensing/devices/:code/stop', {}],
    ['GET /api/desk/sensing/conditions', undefined],
    ['GET /api/desk/sensing/anomalies', undefined],
    ['POST /api/desk/sensing/rules', { definition: rule, isActive: true }],
    ['GET /api/desk/sensing/codecs', undefined],
    ['POST /api/desk/sensing/codecs', { code: 'c-1', script: 'x' }],
    ['POST /api/desk/sensing/codecs/try', { script: 'x', hex: '', fPort: 1 }],
  ])('%s is closed to everybody but who looks after devices', async (name, payload) => {
    const [method, url] = split(name);
    const callers = [
      anonymous,
      citizen(),
      officer({ body: 'ubnd-11383', role: 'officer' }),
      officer({ body: 'ubnd-11383', role: 'leader' }),
    ];
    for (const caller of callers) {
      const answer = await city
        .as(caller)
        .inject({ method, url: url.replace(':code', 'tram-1'), ...(payload ? { payload } : {}) });
      expect(answer.statusCode).toBe(caller === anonymous ? 401 : 403);
    }
    for (const table of ['device', 'codec', 'rule', 'credential'])
      expect(await city.sql(`select 1 from sensing.${table}`)).toEqual([]);
  });
});
