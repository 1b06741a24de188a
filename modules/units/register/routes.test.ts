// The interface for programs: lists, points, conversions, boundaries, and what it refuses.
import { brotliDecompressSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { type Caller, type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';

let city: TestCity;
let anyone: Caller;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
  anyone = city.as(anonymous);
});
afterAll(() => city?.stop());

type Item = {
  code: string;
  name: string;
  kind: string;
  validFrom: string;
  validTo: string | null;
  areaKm2: number | null;
  parent: { name: string } | null;
};
const items = async (query: string): Promise<Item[]> => {
  const answer = await anyone.get(`/api/units${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ items: Item[] }>().items;
};
const kinds = (list: readonly Item[], kind: string) => list.filter((item) => item.kind === kind).length;
const problem = (answer: LightMyRequestResponse) => {
  expect(answer.headers['content-type']).toContain('application/problem+json');
  const { status, code, errors } = answer.json<{
    status: number;
    code: string;
    errors: { pointer: string }[];
  }>();
  return `${status} ${code} ${errors.map((error) => error.pointer).join(' ')}`;
};

describe('GET /api/units', () => {
  it('lists the 114 units of today: 45 phường, 67 xã, 2 đặc khu', async () => {
    for (const query of ['', '?at=2025-07-01']) {
      const list = await items(query);
      expect([list.length, kinds(list, 'phường'), kinds(list, 'xã'), kinds(list, 'đặc khu')]).toEqual([
        114, 45, 67, 2,
      ]);
    }
    const sum = (await items('')).reduce((total, item) => total + item.areaKm2!, 0);
    expect(sum).toBeCloseTo(3194.7, 1);
  });

  it('lists earlier days, of the whole area or below one parent', async () => {
    expect(await items('?at=2022-04-08')).toHaveLength(217 + 235);
    expect(await items('?at=2022-04-08&parent=31')).toHaveLength(217);
    expect(await items('?at=2022-04-08&parent=30')).toHaveLength(235);
    expect(await items('?at=2025-03-01&parent=31')).toHaveLength(167);
    expect(await items('?at=2025-03-01&parent=30')).toHaveLength(207);
    expect(await items('?at=2022-04-08&parent=305')).toHaveLength(15);
  });

  it('filters by kind (with or without marks), level and words', async () => {
    expect(await items('?at=2022-04-08&parent=31&kind=quận')).toHaveLength(7);
    expect(await items('?at=2022-04-08&parent=31&kind=huyen')).toHaveLength(8);
    expect(await items('?at=2022-04-08&level=district')).toHaveLength(27);
    expect((await items('?level=province')).map((item) => item.name)).toEqual(['Hải Phòng']);
    expect((await items('?q=hoa%20b')).map((item) => item.name)).toEqual(['Hoà Bình']);
    expect((await items('?q=1140')).map((item) => item.name)).toEqual(['An Biên']);
    expect(await items('?q=khong%20co%20dau')).toEqual([]);
  });

  it('goes on from a cursor without losing or repeating one', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const answer = await anyone.get(`/api/units?limit=50${next ? `&cursor=${next}` : ''}`);
      const page = answer.json<{ items: Item[]; next: string | null }>();
      expect(page.items.length).toBeLessThanOrEqual(50);
      seen.push(...page.items.map((item) => item.code));
      next = page.next;
    }
    expect(seen).toHaveLength(114);
    expect(new Set(seen).size).toBe(114);
  });

  it('takes today by the clock of Hải Phòng, not of London', async () => {
    const night = await testCity({ modules: [module as never], now: '2025-06-30T17:30:00Z' });
    try {
      const list = await night.as(anonymous).get('/api/units');
      expect(list.json<{ items: Item[] }>().items).toHaveLength(114);
    } finally {
      await night.stop();
    }
  });

  it.each([
    ['?at=yesterday', '400 invalid_request /at'],
    ['?at=2025-02-30', '400 invalid_request /at'],
    ['?at=2022-03-31', '404 day_before_records /at'],
    ['?at=2099-01-01', '400 day_in_future /at'],
    ['?kind=bang', '400 unit_kind_unknown /kind'],
    ['?level=street', '400 invalid_request /level'],
    ['?parent=99', '404 unit_unknown /parent'],
    ['?parent=305', '404 unit_not_on_day /parent'],
    ['?limit=0', '400 invalid_request /limit'],
    ['?cursor=xyz', '400 invalid_cursor /cursor'],
  ])('refuses %s, naming the field', async (query, expected) => {
    expect(problem(await anyone.get(`/api/units${query}`))).toBe(expected);
  });
});

describe('GET /api/units/CODE', () => {
  it('answers code 11407 by the day: Vĩnh Niệm before, An Biên after', async () => {
    const before = (await anyone.get('/api/units/11407?at=2025-06-30')).json<
      Item & { successors: { unit: Item; share: string }[] }
    >();
    expect(before).toMatchObject({
      name: 'Vĩnh Niệm',
      kind: 'phường',
      validTo: '2025-06-30',
      parent: { name: 'Lê Chân' },
    });
    expect(before.successors.map(({ unit, share }) => `${unit.name} ${share}`)).toEqual([
      'Lê Chân part',
      'An Biên part',
    ]);
    const after = (await anyone.get('/api/units/11407?at=2025-07-01')).json<Item & { versions: Item[] }>();
    expect(after).toMatchObject({
      name: 'An Biên',
      validFrom: '2025-07-01',
      validTo: null,
      document: '1669/NQ-UBTVQH15',
    });
    expect(after.versions.map((unit) => unit.name)).toEqual(['Vĩnh Niệm', 'An Biên']);
  });

  it('says of an unknown code whether it exists on another day', async () => {
    expect(problem(await anyone.get('/api/units/99999'))).toBe('404 unit_unknown /code');
    const other = await anyone.get('/api/units/303');
    expect(problem(other)).toBe('404 unit_not_on_day /code');
    expect(other.body).toContain('quận Hồng Bàng');
  });
});

describe('GET /api/units/at-point', () => {
  it('gives the unit of the day, and says that the outline is approximate', async () => {
    const answer = await anyone.get('/api/units/at-point?lat=20.8256&lon=106.677&at=2025-07-01');
    expect(answer.json()).toMatchObject({
      code: '11407',
      name: 'An Biên',
      validFrom: '2025-07-01',
      validTo: null,
      district: null,
      approximate: true,
    });
    const before = await anyone.get('/api/units/at-point?lat=20.828154&lon=106.691903&at=2025-06-30');
    expect(before.json()).toMatchObject({
      code: '11407',
      name: 'Vĩnh Niệm',
      district: { name: 'Lê Chân' },
      approximate: true,
    });
  });

  it.each([
    ['?lat=21.0285&lon=105.8542', '404 point_outside_city /lat /lon'],
    ['?lat=0&lon=0', '404 point_outside_city /lat /lon'],
    ['?lat=abc&lon=106.6', '400 invalid_request /lat'],
    ['?lat=20.8', '400 invalid_request /lon'],
    ['', '400 invalid_request /lat /lon'],
    ['?lat=91&lon=106.6', '400 invalid_request /lat'],
    ['?lat=20.8&lon=-181', '400 invalid_request /lon'],
    ['?lat=Infinity&lon=106.6', '400 invalid_request /lat'],
    ['?lat=20.8&lon=106.6&at=1/7/2025', '400 invalid_request /at'],
    ['?lat=20.8&lon=106.6&at=2011-07-01', '404 day_before_records /at'],
  ])('refuses %s, naming the field', async (query, expected) => {
    expect(problem(await anyone.get(`/api/units/at-point${query}`))).toBe(expected);
  });
});

describe('GET /api/units/convert', () => {
  const name = encodeURIComponent('phường Lê Lợi, An Dương');
  it('asks for the point of an old address in a divided unit, and takes it', async () => {
    const asked = (await anyone.get(`/api/units/convert?name=${name}&from=2025-06-30&to=2025-07-01`)).json<{
      status: string;
      candidates: Item[];
    }>();
    expect(asked).toMatchObject({ status: 'needs-point', unit: null });
    expect(asked.candidates.map((unit) => unit.name)).toEqual(['An Dương', 'An Phong', 'An Hải']);
    const told = await anyone.get(
      `/api/units/convert?name=${name}&from=2025-06-30&to=2025-07-01&lat=20.8441&lon=106.634`,
    );
    expect(told.json()).toMatchObject({ status: 'one', unit: { name: 'An Hải' }, candidates: [] });
  });

  it('gives the one successor of a unit that went over whole, by name or code', async () => {
    const byName = await anyone.get(`/api/units/convert?name=${encodeURIComponent('xã hoà bình, vĩnh bảo')}`);
    expect(byName.json()).toMatchObject({
      status: 'one',
      unit: { code: '11911', name: 'Nguyễn Bỉnh Khiêm' },
      from: [{ code: '11890' }],
      approximate: false,
    });
    const byCode = await anyone.get('/api/units/convert?code=318&from=2022-04-08&to=2025-07-01');
    expect(byCode.json()).toMatchObject({ status: 'one', unit: { code: '11948' } });
  });

  it.each([
    ['', '400 code_or_name /name'],
    [`?code=11407&name=${name}`, '400 code_or_name /code'],
    ['?name=Atlantis', '404 unit_unknown /name'],
    ['?code=99999', '404 unit_unknown /code'],
    [`?name=${name}&lat=20.8`, '400 half_a_point /lon'],
    [`?name=${name}&from=nope`, '400 invalid_request /from'],
    [`?name=${name}&to=2020-01-01`, '404 day_before_records /to'],
  ])('refuses %s, naming the field', async (query, expected) => {
    expect(problem(await anyone.get(`/api/units/convert${query}`))).toBe(expected);
  });
});

describe('GET /api/units/boundaries', () => {
  const url = '/api/units/boundaries?at=2025-07-01';

  it('answers GeoJSON with labels that says it is schematic, compressed, and not twice', async () => {
    const plain = await anyone.get(url);
    expect(plain.headers['content-type']).toBe('application/geo+json; charset=utf-8');
    const collection = plain.json<{
      schematic: boolean;
      features: { id: string; properties: Record<string, unknown> }[];
    }>();
    expect(collection).toMatchObject({ type: 'FeatureCollection', schematic: true, validFrom: '2025-07-01' });
    expect(collection.features).toHaveLength(114);
    const anBien = collection.features.find((feature) => feature.id === '11407');
    expect(anBien?.properties).toMatchObject({
      code: '11407',
      name: 'An Biên',
      kind: 'phường',
      schematic: true,
    });
    const small = await anyone.get(url, { 'accept-encoding': 'gzip, br' });
    expect(small.headers).toMatchObject({
      'content-encoding': 'br',
      vary: expect.stringContaining('accept-encoding'),
    });
    expect(brotliDecompressSync(small.rawPayload).toString()).toBe(plain.body);
    expect(small.rawPayload.length).toBeLessThan(60_000);
    const again = await anyone.get(url, { 'if-none-match': `W/${String(plain.headers['etag'])}` });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('says of a day without boundaries from when on there are some', async () => {
    const answer = await anyone.get('/api/units/boundaries?at=2025-06-30');
    expect(problem(answer)).toBe('404 no_boundaries /at');
    expect(answer.body).toContain('2025-07-01');
  });
});
