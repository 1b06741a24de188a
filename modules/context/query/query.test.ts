// Queries through the running city: every construct of the query languages, geometry, order, pages and joins.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { type Client, clientOf, openCity } from '../testing.ts';

let city: TestCity;
let ask: Client;
const point = (lon: number, lat: number) => ({
  type: 'GeoProperty',
  value: { type: 'Point', coordinates: [lon, lat] },
});
const p = (value: unknown, more: object = {}) => ({ type: 'Property', value, ...more });

const entities = [
  {
    id: 'urn:x:A',
    type: 'Station',
    scope: ['/HaiPhong/11383/quay', '/air'],
    location: point(106.68, 20.86),
    name: p('Bến Bính'),
    pm25: p(41.2, { observedAt: '2026-09-08T01:00:00Z', accuracy: p(0.5) }),
    address: p({ city: 'Hải Phòng', zip: { code: 18 } }),
    colour: { type: 'LanguageProperty', languageMap: { en: 'red', fr: 'rouge' } },
    kind: { type: 'VocabProperty', vocab: 'commercial' },
    partOf: { type: 'Relationship', object: 'urn:x:C' },
    tags: p(['quay', 'river']),
    open: p(true),
  },
  {
    id: 'urn:x:B',
    type: ['Station', 'Buoy'],
    scope: '/HaiPhong/11455',
    location: point(106.9, 20.7),
    name: p('Đồ Sơn'),
    pm25: p(12),
    rank: p('abc'),
  },
  {
    id: 'urn:x:C',
    type: 'Area',
    name: p('Hồng Bàng'),
    location: {
      type: 'GeoProperty',
      value: {
        type: 'Polygon',
        coordinates: [
          [
            [106.6, 20.8],
            [106.7, 20.8],
            [106.7, 20.9],
            [106.6, 20.9],
            [106.6, 20.8],
          ],
        ],
      },
    },
    partOf: { type: 'Relationship', object: 'urn:x:D' },
  },
  { id: 'urn:x:D', type: 'City', name: p('Hải Phòng'), rank: p(5) },
];

beforeAll(async () => {
  city = await openCity();
  ask = clientOf(city);
  expect((await ask('POST', '/entityOperations/create', entities)).status).toBe(201);
});
afterAll(() => city?.stop());

const find = async (params: Record<string, string>) => {
  const answer = await ask('GET', `/entities?${new URLSearchParams(params)}`);
  if (answer.status !== 200) return answer.status;
  return answer.body.map(({ id }: { id: string }) => id.slice(-1)).join('');
};

describe('q', () => {
  test.each([
    ['pm25>20', 'A'],
    ['pm25<=12', 'B'],
    ['pm25==12', 'B'],
    ['pm25!=12', 'A'],
    ['pm25==10..20', 'B'],
    ['pm25==12,41.2', 'AB'],
    ['pm25', 'AB'],
    ['!pm25', 'CD'],
    ['name=="Bến Bính"', 'A'],
    ['name~="^B"', 'A'],
    ['name!~="^B"', 'BCD'],
    ['name~=Sơn|pm25>40', 'AB'],
    ['pm25>1;rank=="abc"', 'B'],
    ['(pm25>40|rank==5);name', 'AD'],
    ['pm25.accuracy<1', 'A'],
    ['pm25.observedAt>2026-09-08T00:00:00Z', 'A'],
    ['address[city]=="Hải Phòng"', 'A'],
    ['address[zip.code]==18', 'A'],
    ['address[none]=="x"', ''],
    ['address[city]', 'A'],
    ['colour[en]=="red"', 'A'],
    ['colour[en]=="rouge"', ''],
    ['colour[*]=="rouge"', 'A'],
    ['colour[*]!="red"', ''],
    ['tags=="river"', 'A'],
    ['open==true', 'A'],
    ['open==false', ''],
    ['partOf=="urn:x:C"', 'A'],
    ['partOf>"urn:a"', ''],
    ['createdAt>2020-01-01T00:00:00Z;rank', 'BD'],
  ])('%s finds %s', async (q, ids) => {
    expect(await find({ q, local: 'true' })).toBe(ids);
  });

  test('links are followed as far as they are joined, and only through the type named', async () => {
    const linked = { type: 'Station', join: 'inline', joinLevel: '2' };
    expect(await find({ ...linked, q: 'partOf{name}=="Hồng Bàng"' })).toBe('A');
    expect(await find({ ...linked, q: 'partOf{partOf{rank}}==5' })).toBe('A');
    expect(await find({ ...linked, q: 'partOf{Area:name}=="Hồng Bàng"' })).toBe('A');
    expect(await find({ ...linked, q: 'partOf{City:name}=="Hồng Bàng"' })).toBe('');
    expect(await find({ type: 'Station', q: 'partOf{name}=="x"' })).toBe(400);
    expect(await find({ ...linked, joinLevel: '1', q: 'partOf{partOf{rank}}==5' })).toBe(400);
  });

  test('values are expanded when asked', async () => {
    expect(await find({ q: 'kind==commercial', expandValues: 'kind' })).toBe('A');
    expect(await find({ q: 'kind==commercial' })).toBe('');
  });

  test('what cannot be read, is too much or could be slow is refused', async () => {
    const deep = `${'('.repeat(20)}pm25${')'.repeat(20)}`;
    const wide = Array.from({ length: 100 }, () => 'pm25').join('|');
    for (const q of ['pm25>', '(pm25', 'pm25==1;', 'name~="(a)\\1"', 'name~="(?=a)b"', '"x"==1'])
      expect([q, await find({ q })]).toEqual([q, 400]);
    for (const q of [deep, wide]) expect(await find({ q })).toBe(403);
  });
});

describe('choosing', () => {
  test.each([
    [{ type: 'Station' }, 'AB'],
    [{ type: 'Station;Buoy' }, 'B'],
    [{ type: '(Station;Buoy)|City' }, 'BD'],
    [{ type: 'Area,City' }, 'CD'],
    [{ type: '*' }, 'ABCD'],
    [{ id: 'urn:x:A,urn:x:D', local: 'true' }, 'AD'],
    [{ idPattern: 'urn:x:[AB]', local: 'true' }, 'AB'],
    [{ attrs: 'rank,pm25' }, 'ABD'],
    [{ scopeQ: '/HaiPhong/#', local: 'true' }, 'AB'],
    [{ scopeQ: '/HaiPhong/+', local: 'true' }, 'B'],
    [{ scopeQ: '/HaiPhong/11383/quay;/air', local: 'true' }, 'A'],
    [{ scopeQ: '(/HaiPhong/11455|/sea)', local: 'true' }, 'B'],
  ] as const)('%j finds %s', async (params, ids) => {
    expect(await find(params)).toBe(ids);
  });

  test.each([
    [{}],
    [{ attrs: 'createdAt' }],
    [{ q: 'modifiedAt>"2020-01-01T00:00:00Z"' }],
    [{ type: '*', local: 'false' }],
    [{ type: 'A;' }],
    [{ type: 'Station', scopeQ: '/a//b' }],
    [{ id: 'no uri' }],
    [{ type: 'Station', csf: '))bad((' }],
    [{ type: 'Station', limit: '-1' }],
    [{ type: 'Station', limit: '5000' }],
    [{ type: 'Station', limit: '0' }],
  ])('%j is refused', async (params) => {
    expect(await find(params as never)).toBe(400);
  });

  test('a parameter that is not known is an invalid request', async () => {
    const answer = await ask('GET', '/entities?type=Station&nonsense=1');
    expect([answer.status, answer.body.type]).toEqual([
      400,
      'https://uri.etsi.org/ngsi-ld/errors/InvalidRequest',
    ]);
  });
});

describe('geometry', () => {
  const square = JSON.stringify([
    [
      [106.6, 20.8],
      [106.75, 20.8],
      [106.75, 20.9],
      [106.6, 20.9],
      [106.6, 20.8],
    ],
  ]);
  const holed = JSON.stringify([
    JSON.parse(square)[0],
    [
      [106.67, 20.85],
      [106.69, 20.85],
      [106.69, 20.87],
      [106.67, 20.87],
      [106.67, 20.85],
    ],
  ]);
  test.each([
    ['near;maxDistance==2000', 'Point', '[106.69,20.86]', 'AC'],
    ['near;minDistance==20000', 'Point', '[106.69,20.86]', 'B'],
    ['within', 'Polygon', square, 'AC'],
    ['within', 'Polygon', holed, ''],
    ['intersects', 'Polygon', square, 'AC'],
    ['disjoint', 'Polygon', square, 'B'],
    ['contains', 'Point', '[106.65,20.85]', 'C'],
    ['equals', 'Point', '[106.9,20.7]', 'B'],
    ['overlaps', 'Polygon', square, ''],
  ])('%s finds what it should', async (georel, geometry, coordinates, ids) => {
    const found = await find({ georel, geometry, coordinates, type: 'Station,Area' });
    expect(found).toBe(ids);
  });

  test('half a geo-query, unknown relations and shapes that are none are refused', async () => {
    for (const wrong of [
      { georel: 'within' },
      { georel: 'near', geometry: 'Point', coordinates: '[1,2]' },
      { georel: 'touching', geometry: 'Point', coordinates: '[1,2]' },
      { georel: 'within', geometry: 'Point', coordinates: '[1,200]' },
      { georel: 'within', geometry: 'Polygon', coordinates: '[[[1,2]]]' },
    ])
      expect(await find({ type: 'Station', ...wrong })).toBe(400);
  });
});

describe('order and pages', () => {
  test('orders by attributes, members, parts of values and distance', async () => {
    expect(await find({ type: 'Station', orderBy: 'pm25' })).toBe('BA');
    expect(await find({ type: 'Station', orderBy: 'id;desc' })).toBe('BA');
    expect(await find({ type: 'Station,City', orderBy: 'rank' })).toBe('DBA');
    expect(await find({ type: 'Station', orderBy: 'location;dist-desc', orderFrom: '[106.68,20.86]' })).toBe(
      'BA',
    );
    expect(await find({ type: 'Station', orderBy: 'name', collation: 'vi' })).toBe('AB');
    for (const wrong of [
      { orderBy: 'location;dist-asc' },
      { orderBy: 'name', collation: '!!no' },
      { orderBy: 'name;up' },
    ])
      expect(await find({ type: 'Station', ...wrong })).toBe(400);
  });

  test('pages lead forwards and backwards, and are counted', async () => {
    const page = (query: string) => ask('GET', `/entities?type=*&count=true&${query}`);
    const middle = await page('limit=1&offset=1');
    expect(middle.headers['ngsild-results-count']).toBe('4');
    expect(middle.headers['link']).toContain(
      '</ngsi-ld/v1/entities?count=true&limit=1&offset=0&type=*>; rel="prev";type="application/json"',
    );
    expect(middle.headers['link']).toContain(
      '</ngsi-ld/v1/entities?count=true&limit=1&offset=2&type=*>; rel="next";type="application/json"',
    );
    const last = await page('limit=2&offset=2');
    expect(last.headers['link']).not.toContain('rel="next"');
    const none = await page('limit=0');
    expect([
      none.body,
      none.headers['ngsild-results-count'],
      String(none.headers['link']).includes('next'),
    ]).toEqual([[], '4', false]);
  });
});

describe('joins', () => {
  test('inline puts what a relationship leads to into it, flat beside it', async () => {
    const inline = await ask('GET', '/entities/urn:x:A?join=inline&joinLevel=2&pick=id,partOf');
    expect(inline.body.partOf).toMatchObject({
      object: 'urn:x:C',
      entity: { id: 'urn:x:C', partOf: { entity: { id: 'urn:x:D' } } },
    });
    const simple = await ask('GET', '/entities/urn:x:A?join=inline&options=keyValues');
    expect(simple.body.partOf).toMatchObject({ id: 'urn:x:C', name: 'Hồng Bàng', partOf: 'urn:x:D' });
    const flat = await ask('GET', '/entities/urn:x:A?join=flat&joinLevel=2&options=keyValues');
    expect(flat.body.map(({ id }: { id: string }) => id)).toEqual(['urn:x:A', 'urn:x:C', 'urn:x:D']);
    const picked = await ask(
      'GET',
      '/entities?type=Station&id=urn:x:A&join=flat&pick=id,partOf{id,name}&options=keyValues',
    );
    expect(picked.body).toEqual([
      { id: 'urn:x:A', partOf: 'urn:x:C' },
      { id: 'urn:x:C', name: 'Hồng Bàng' },
    ]);
  });

  test('circles end', async () => {
    const ring = (id: string, to: string) => ({
      id,
      type: 'Ring',
      next: { type: 'Relationship', object: to },
    });
    await ask('POST', '/entityOperations/create', [ring('urn:r:1', 'urn:r:2'), ring('urn:r:2', 'urn:r:1')]);
    const answer = await ask('GET', '/entities/urn:r:1?join=inline&joinLevel=5');
    expect(answer.body.next.entity.next).toEqual({ type: 'Relationship', object: 'urn:r:1' });
    await ask('POST', '/entityOperations/delete', ['urn:r:1', 'urn:r:2']);
  });
});

test('a query by POST says the same as one by GET', async () => {
  const query = (body: object) =>
    ask('POST', '/entityOperations/query?options=keyValues', { type: 'Query', ...body });
  const found = await query({
    entities: [{ type: 'Station', idPattern: 'urn:x:.' }],
    q: 'pm25>20',
    pick: ['id', 'pm25'],
    geoQ: { georel: 'near;maxDistance==5000', geometry: 'Point', coordinates: [106.69, 20.86] },
    scopeQ: '/HaiPhong/#',
  });
  expect([found.status, found.body]).toEqual([200, [{ id: 'urn:x:A', pm25: 41.2 }]]);
  expect((await query({ entities: [{ type: 'Station', id: 'urn:x:A', idPattern: 'B' }] })).body).toHaveLength(
    1,
  );
  const ordered = await query({
    entities: [{ type: 'Station' }],
    ordering: { orderBy: ['location;dist-asc'], coordinates: [106.9, 20.7] },
  });
  expect(ordered.body[0].id).toBe('urn:x:B');
  for (const wrong of [
    {},
    { entities: [] },
    { entities: [{ id: 'urn:x:A' }] },
    { entities: [{ type: 'Station', id: 'x y' }] },
    { entities: [{ type: 'Station' }], q: 5 },
  ])
    expect((await query(wrong)).status).toBe(400);
  expect((await ask('POST', '/entityOperations/query', { type: 'Question' })).status).toBe(400);
});

test('GeoJSON of a query is a collection of features', async () => {
  const answer = await ask('GET', '/entities?type=Station', undefined, { accept: 'application/geo+json' });
  expect(answer.body).toMatchObject({
    type: 'FeatureCollection',
    features: [{ id: 'urn:x:A', type: 'Feature' }, { geometry: { type: 'Point' } }],
  });
});

test('types and attributes can be discovered', async () => {
  expect((await ask('GET', '/types')).body).toMatchObject({
    type: 'EntityTypeList',
    typeList: ['Area', 'Buoy', 'City', 'Station'],
  });
  expect((await ask('GET', '/types?details=true')).body[2]).toEqual({
    id: 'https://uri.etsi.org/ngsi-ld/default-context/City',
    type: 'EntityType',
    typeName: 'City',
    attributeNames: ['name', 'rank'],
  });
  expect((await ask('GET', '/types/Station')).body).toMatchObject({ type: 'EntityTypeInfo', entityCount: 2 });
  expect((await ask('GET', '/attributes/rank')).body).toMatchObject({
    attributeCount: 2,
    attributeTypes: ['Property'],
    typeNames: ['Buoy', 'City', 'Station'],
  });
  for (const unknown of ['/types/Nothing', '/attributes/nothing', '/attributes/scope'])
    expect((await ask('GET', unknown)).status).toBe(404);
  expect((await ask('GET', '/types?limit=5')).status).toBe(400);
});
