// Entities through the running city: what is written can be read in every representation, patches do what the standard says.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { type Client, clientOf, core, openCity } from '../testing.ts';

let city: TestCity;
let ask: Client;
beforeAll(async () => {
  city = await openCity();
  ask = clientOf(city);
});
afterAll(() => city?.stop());

let number = 0;
const freshId = () => `urn:ngsi-ld:Vehicle:t${(number += 1)}`;
const read = async (id: string, query = '') => (await ask('GET', `/entities/${id}${query}`)).body;

async function made(attributes: object = { speed: { type: 'Property', value: 55 } }): Promise<string> {
  const id = freshId();
  const answer = await ask('POST', '/entities', { id, type: 'Vehicle', ...attributes });
  expect([answer.status, answer.text]).toEqual([201, '']);
  expect(answer.headers['location']).toBe(`/ngsi-ld/v1/entities/${id}`);
  return id;
}

describe('creating', () => {
  test('an entity is there afterwards, and not twice', async () => {
    const id = await made({
      speed: { type: 'Property', value: 55, unitCode: 'KMH', observedAt: '2026-09-08T02:00:00Z' },
    });
    const found = await ask('GET', `/entities/${id}`);
    expect(found.body).toEqual({
      id,
      type: 'Vehicle',
      speed: { type: 'Property', value: 55, unitCode: 'KMH', observedAt: '2026-09-08T02:00:00Z' },
    });
    expect(found.headers['link']).toBe(
      `<${core}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`,
    );
    const again = await ask('POST', '/entities', { id, type: 'Vehicle' });
    expect([again.status, again.body.type]).toEqual([
      409,
      'https://uri.etsi.org/ngsi-ld/errors/AlreadyExists',
    ]);
    expect(again.headers['content-type']).toBe('application/json');
  });

  test.each([
    ['no id', { type: 'Vehicle' }],
    ['no type', { id: 'urn:x:1' }],
    ['an id that is no URI', { id: 'vehicle 1', type: 'Vehicle' }],
    ['a property without a value', { id: 'urn:x:1', type: 'V', speed: { type: 'Property' } }],
    [
      'a relationship to nothing',
      { id: 'urn:x:1', type: 'V', at: { type: 'Relationship', object: 'no uri' } },
    ],
    ['an unknown kind', { id: 'urn:x:1', type: 'V', at: { type: 'Thing', value: 1 } }],
    ['a null', { id: 'urn:x:1', type: 'V', at: { type: 'Property', value: 'urn:ngsi-ld:null' } }],
    [
      'a null within a value',
      { id: 'urn:x:1', type: 'V', at: { type: 'Property', value: { a: { b: 'urn:ngsi-ld:null' } } } },
    ],
    ['a name with a space', { id: 'urn:x:1', type: 'V', 'my attr': { type: 'Property', value: 1 } }],
    ['a type that begins with a digit', { id: 'urn:x:1', type: '9V' }],
    [
      'two default instances',
      {
        id: 'urn:x:1',
        type: 'V',
        s: [
          { type: 'Property', value: 1 },
          { type: 'Property', value: 2 },
        ],
      },
    ],
    [
      'a member of another kind',
      { id: 'urn:x:1', type: 'V', s: { type: 'Property', value: 1, object: 'urn:x:2' } },
    ],
    [
      'a day that is none',
      { id: 'urn:x:1', type: 'V', s: { type: 'Property', value: 1, observedAt: '2026-02-30T00:00:00Z' } },
    ],
    [
      'a ring that is not closed',
      {
        id: 'urn:x:1',
        type: 'V',
        s: {
          type: 'GeoProperty',
          value: {
            type: 'Polygon',
            coordinates: [
              [
                [0, 0],
                [1, 0],
                [1, 1],
              ],
            ],
          },
        },
      },
    ],
  ])('%s is refused as bad data, and nothing is stored', async (_why, body) => {
    const answer = await ask('POST', '/entities', body);
    expect([answer.status, answer.body.type]).toEqual([
      400,
      'https://uri.etsi.org/ngsi-ld/errors/BadRequestData',
    ]);
    expect(answer.body).toMatchObject({
      title: expect.any(String),
      titleVi: expect.any(String),
      detail: expect.any(String),
    });
    expect((await ask('GET', '/entities/urn:x:1')).status).toBe(404);
  });

  test('an empty and a broken body are invalid requests', async () => {
    for (const body of ['', '{"id": '])
      expect(
        (await ask('POST', '/entities', body, { 'content-length': String(body.length) })).body.type,
      ).toBe('https://uri.etsi.org/ngsi-ld/errors/InvalidRequest');
  });
});

describe('the context of a request', () => {
  test('names are expanded with the one of the body, and compacted with that of the asker', async () => {
    const id = freshId();
    const context = {
      speed: 'https://example.org/terms#speed',
      Vehicle: 'https://example.org/terms#Vehicle',
    };
    await ask('POST', '/entities', {
      '@context': [context, core],
      id,
      type: 'Vehicle',
      speed: { type: 'Property', value: 1 },
    });
    const plain = await read(id);
    expect(Object.keys(plain)).toEqual(['id', 'type', 'https://example.org/terms#speed']);
    expect(plain.type).toBe('https://example.org/terms#Vehicle');
  });

  test('a context in the wrong place or out of reach is refused', async () => {
    const link = {
      link: `<${core}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`,
    };
    const body = { id: freshId(), type: 'Vehicle' };
    const refused = async (given: object, headers: Record<string, string>) => {
      const answer = await ask('POST', '/entities', given, headers);
      return [answer.status, answer.body.type.split('/').at(-1)];
    };
    const ld = { 'content-type': 'application/ld+json' };
    expect(await refused({ ...body, '@context': core }, link)).toEqual([400, 'BadRequestData']);
    expect(await refused({ ...body, '@context': core }, { 'content-type': 'application/json' })).toEqual([
      400,
      'BadRequestData',
    ]);
    expect(await refused(body, ld)).toEqual([400, 'BadRequestData']);
    expect(await refused({ ...body, '@context': 'https://nowhere.example/c.jsonld' }, ld)).toEqual([
      504,
      'LdContextNotAvailable',
    ]);
  });
});

describe('representations', () => {
  test('normalized, concise and simplified say the same of every kind of attribute', async () => {
    const id = await made({
      speed: [
        { type: 'Property', value: 55 },
        { type: 'Property', value: 11, datasetId: 'urn:ngsi-ld:Dataset:gps' },
      ],
      brandName: { type: 'LanguageProperty', languageMap: { en: 'hi', vi: 'chào' } },
      street: { type: 'JsonProperty', json: { a: 1 } },
      category: { type: 'VocabProperty', vocab: 'non-commercial' },
      treads: { type: 'ListProperty', valueList: [1.2, 3.4] },
      isParked: { type: 'Relationship', object: 'urn:ngsi-ld:Parking:1' },
      route: {
        type: 'ListRelationship',
        objectList: [{ object: 'urn:ngsi-ld:Road:1' }, { object: 'urn:ngsi-ld:Road:2' }],
      },
      location: { type: 'Point', coordinates: [106.68, 20.86] },
      note: 'plain',
    });
    expect(await read(id, '?options=keyValues')).toEqual({
      id,
      type: 'Vehicle',
      speed: { dataset: { '@none': 55, 'urn:ngsi-ld:Dataset:gps': 11 } },
      brandName: { languageMap: { en: 'hi', vi: 'chào' } },
      street: { json: { a: 1 } },
      category: { vocab: 'non-commercial' },
      treads: [1.2, 3.4],
      isParked: 'urn:ngsi-ld:Parking:1',
      route: ['urn:ngsi-ld:Road:1', 'urn:ngsi-ld:Road:2'],
      location: { type: 'Point', coordinates: [106.68, 20.86] },
      note: 'plain',
    });
    expect(await read(id, '?format=concise')).toMatchObject({
      speed: [{ value: 55 }, { value: 11, datasetId: 'urn:ngsi-ld:Dataset:gps' }],
      isParked: { object: 'urn:ngsi-ld:Parking:1' },
      location: { type: 'Point', coordinates: [106.68, 20.86] },
      note: 'plain',
    });
    expect(await read(id, '?lang=fr,vi;q=0.9,en;q=0.2')).toMatchObject({
      brandName: { type: 'Property', value: 'chào', lang: 'vi' },
    });
    expect((await read(id, '?options=sysAttrs')).note).toEqual({
      type: 'Property',
      value: 'plain',
      createdAt: '2026-09-08T02:30:00.000Z',
      modifiedAt: '2026-09-08T02:30:00.000Z',
    });
  });

  test('GeoJSON carries the default geometry, and its context where it is wanted', async () => {
    const id = await made({
      location: { type: 'GeoProperty', value: { type: 'Point', coordinates: [3, 4] } },
    });
    const geo = { accept: 'application/geo+json' };
    const found = await ask('GET', `/entities/${id}?options=keyValues`, undefined, geo);
    expect(found.headers['content-type']).toBe('application/geo+json');
    expect(found.body).toMatchObject({
      id,
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [3, 4] },
      '@context': core,
    });
    const plain = await ask('GET', `/entities/${id}`, undefined, { ...geo, prefer: 'body=json' });
    expect([plain.body['@context'], typeof plain.headers['link']]).toEqual([undefined, 'string']);
  });

  test('pick and omit choose members; both of one name are refused', async () => {
    const id = await made({ a: 1, b: 2 });
    expect(await read(id, '?pick=id,a')).toEqual({ id, a: { type: 'Property', value: 1 } });
    expect(await read(id, '?omit=type|a')).toEqual({ id, b: { type: 'Property', value: 2 } });
    for (const wrong of ['?pick=a&omit=a', '?pick=a||b', '?pick=owner{name}', '?geometryProperty=location'])
      expect((await ask('GET', `/entities/${id}${wrong}`)).status).toBe(400);
  });
});

describe('changing', () => {
  test('a partial update keeps what it does not name; an update of attributes does not', async () => {
    const id = await made({
      t: { type: 'Property', value: 25, unitCode: 'CEL', observedAt: '2026-03-14T01:59:26.535Z' },
    });
    expect((await ask('PATCH', `/entities/${id}/attrs/t`, { value: 100 })).status).toBe(204);
    expect((await read(id)).t).toEqual({
      type: 'Property',
      value: 100,
      unitCode: 'CEL',
      observedAt: '2026-03-14T01:59:26.535Z',
    });
    expect((await ask('PATCH', `/entities/${id}/attrs`, { t: { type: 'Property', value: 7 } })).status).toBe(
      204,
    );
    expect((await read(id)).t).toEqual({ type: 'Property', value: 7 });
    const extra = { t: { type: 'Property', value: 30, datasetId: 'urn:d:1' } };
    expect((await ask('PATCH', `/entities/${id}/attrs`, extra)).status).toBe(204);
    expect((await read(id)).t).toHaveLength(2);
    expect((await ask('PATCH', `/entities/${id}/attrs/t`, { datasetId: 'urn:ngsi-ld:null' })).status).toBe(
      400,
    );
    expect((await ask('PATCH', `/entities/${id}/attrs/gone`, { value: 1 })).status).toBe(404);
  });

  test('appending overwrites unless told not to, and says what it left', async () => {
    const id = await made({ a: 1 });
    const both = { a: { type: 'Property', value: 2 }, b: { type: 'Property', value: 3 } };
    const kept = await ask('POST', `/entities/${id}/attrs?options=noOverwrite`, both);
    expect([kept.status, kept.body]).toEqual([
      207,
      {
        updated: ['https://uri.etsi.org/ngsi-ld/default-context/b'],
        notUpdated: [
          { attributeName: 'https://uri.etsi.org/ngsi-ld/default-context/a', reason: expect.any(String) },
        ],
      },
    ]);
    expect((await read(id, '?format=simplified')).a).toBe(1);
    expect((await ask('POST', `/entities/${id}/attrs`, both)).status).toBe(204);
    expect((await read(id, '?format=simplified')).a).toBe(2);
  });

  test('a merge goes into values, and the null takes away', async () => {
    const id = await made({
      address: { type: 'Property', value: { street: 'Lạch Tray', city: 'Hải Phòng', country: 'VN' } },
      gone: 1,
    });
    const patch = {
      address: { type: 'Property', value: { street: 'Điện Biên Phủ', country: 'urn:ngsi-ld:null' } },
      gone: 'urn:ngsi-ld:null',
    };
    expect((await ask('PATCH', `/entities/${id}`, patch)).status).toBe(204);
    expect(await read(id)).toEqual({
      id,
      type: 'Vehicle',
      address: { type: 'Property', value: { street: 'Điện Biên Phủ', city: 'Hải Phòng' } },
    });
  });

  test('replacing keeps only when it began', async () => {
    const id = await made({ a: 1, b: 2 });
    city.clock.advance(60_000);
    expect(
      (await ask('PUT', `/entities/${id}`, { id, type: 'Bus', c: { type: 'Property', value: 3 } })).status,
    ).toBe(204);
    expect(await read(id, '?options=sysAttrs')).toMatchObject({
      type: 'Bus',
      createdAt: expect.stringContaining('T02:3'),
      c: { value: 3 },
    });
    expect((await read(id)).a).toBeUndefined();
    expect((await ask('PUT', `/entities/${id}/attrs/c`, { type: 'Property', value: 4 })).status).toBe(204);
    expect((await ask('PUT', `/entities/${id}/attrs/none`, { type: 'Property', value: 4 })).status).toBe(404);
  });

  test('attributes and the scope are taken away one by one, an entity as a whole', async () => {
    const id = await made({
      scope: '/HaiPhong/11383',
      s: [
        { type: 'Property', value: 1 },
        { type: 'Property', value: 2, datasetId: 'urn:d:1' },
      ],
    });
    expect((await ask('DELETE', `/entities/${id}/attrs/s?datasetId=urn:d:2`)).status).toBe(404);
    expect((await ask('DELETE', `/entities/${id}/attrs/s`)).status).toBe(204);
    expect((await read(id)).s).toEqual({ type: 'Property', value: 2, datasetId: 'urn:d:1' });
    expect((await ask('DELETE', `/entities/${id}/attrs/s?deleteAll=true`)).status).toBe(204);
    expect((await ask('PATCH', `/entities/${id}/attrs/scope`, { value: '/x' })).status).toBe(400);
    expect((await ask('DELETE', `/entities/${id}/attrs/scope`)).status).toBe(204);
    expect(await read(id)).toEqual({ id, type: 'Vehicle' });
    expect((await ask('DELETE', `/entities/${id}?type=Bus`)).status).toBe(404);
    const gone = await ask('DELETE', `/entities/${id}`);
    expect([gone.status, gone.headers['content-length']]).toEqual([204, undefined]);
    expect((await ask('GET', `/entities/${id}`)).status).toBe(404);
  });
});
