// Batches through the running city: what can be written is, what cannot is named, one context each.
import { afterAll, beforeAll, expect, test } from 'vitest';
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
const fresh = (more: object = {}) => ({
  id: `urn:ngsi-ld:Bus:b${(number += 1)}`,
  type: 'Bus',
  speed: { type: 'Property', value: 1 },
  ...more,
});
const batch = (what: string, body: unknown, query = '') =>
  ask('POST', `/entityOperations/${what}${query}`, body);
const simplified = async (id: string) => (await ask('GET', `/entities/${id}?options=keyValues`)).body;

test('creating answers the ids; what is there already fails alone', async () => {
  const [one, two, three] = [fresh(), fresh(), fresh()];
  expect(await batch('create', [one, two])).toMatchObject({ status: 201, body: [one.id, two.id] });
  const partly = await batch('create', [one, three]);
  expect([partly.status, partly.body.success]).toEqual([207, [three.id]]);
  expect(partly.body.errors).toEqual([
    {
      entityId: one.id,
      error: expect.objectContaining({
        type: 'https://uri.etsi.org/ngsi-ld/errors/AlreadyExists',
        status: 409,
      }),
    },
  ]);
});

test('a null or nothing fails the whole batch, and nothing is written', async () => {
  const one = fresh();
  for (const body of [[one, null], [], {}]) expect((await batch('create', body)).status).toBe(400);
  expect((await ask('GET', `/entities/${one.id}`)).status).toBe(404);
});

test('in JSON-LD each element brings its own context; one out of reach fails alone', async () => {
  const [good, bad] = [
    { ...fresh(), '@context': core },
    { ...fresh(), '@context': 'https://nowhere.example/c.jsonld' },
  ];
  const answer = await batch('create', [good, bad]);
  expect([answer.status, answer.body.success]).toEqual([207, [good.id]]);
  expect(answer.body.errors[0]).toMatchObject({ entityId: bad.id, error: { status: 504 } });
});

test('an upsert replaces, or updates when asked; it answers what is new', async () => {
  const one = fresh({ colour: 'red' });
  expect(await batch('upsert', [one])).toMatchObject({ status: 201, body: [one.id] });
  const { colour: _colour, ...less } = one as typeof one & { colour?: string };
  expect(
    (await batch('upsert', [{ ...less, speed: { type: 'Property', value: 2 } }], '?options=update')).status,
  ).toBe(204);
  expect(await simplified(one.id)).toEqual({ id: one.id, type: 'Bus', speed: 2, colour: 'red' });
  expect((await batch('upsert', [less])).status).toBe(204);
  expect(await simplified(one.id)).toEqual({ id: one.id, type: 'Bus', speed: 1 });
});

test('the same id twice in one batch is carried out one after the other', async () => {
  const one = fresh();
  const answer = await batch('upsert', [one, { ...one, speed: { type: 'Property', value: 9 } }]);
  expect([answer.status, answer.body]).toEqual([201, [one.id]]);
  expect(await simplified(one.id)).toMatchObject({ speed: 9 });
});

test('updates and merges are of what is there', async () => {
  const one = fresh({ note: { type: 'Property', value: { a: 1, b: 2 } } });
  await batch('create', [one]);
  const gone = fresh();
  const change = {
    id: one.id,
    type: 'Bus',
    speed: { type: 'Property', value: 5 },
    extra: { type: 'Property', value: 1 },
  };
  const partly = await batch('update', [change, gone]);
  expect([partly.status, partly.body.success]).toEqual([207, [one.id]]);
  expect(partly.body.errors[0]).toMatchObject({ entityId: gone.id, error: { status: 404 } });
  expect(
    (await batch('update', [{ ...change, speed: { type: 'Property', value: 6 } }], '?options=noOverwrite'))
      .status,
  ).toBe(204);
  expect(await simplified(one.id)).toMatchObject({ speed: 5, extra: 1 });
  const merge = {
    id: one.id,
    type: 'Bus',
    note: { type: 'Property', value: { b: 'urn:ngsi-ld:null', c: 3 } },
    extra: 'urn:ngsi-ld:null',
  };
  expect((await batch('merge', [merge])).status).toBe(204);
  expect(await simplified(one.id)).toEqual({ id: one.id, type: 'Bus', speed: 5, note: { a: 1, c: 3 } });
});

test('deleting names what was not there; a purge takes what a query finds, or only some attributes', async () => {
  const [one, two] = [fresh({ type: 'Tram', line: 7 }), fresh({ type: 'Tram', line: 8 })];
  await batch('create', [one, two]);
  const partly = await batch('delete', [one.id, 'urn:ngsi-ld:Bus:none']);
  expect([partly.status, partly.body.success]).toEqual([207, [one.id]]);
  expect((await ask('DELETE', '/entities?type=Tram&drop=line')).status).toBe(204);
  expect(await simplified(two.id)).toEqual({ id: two.id, type: 'Tram', speed: 1 });
  expect((await ask('DELETE', '/entities')).status).toBe(400);
  expect((await ask('DELETE', '/entities?type=Tram')).status).toBe(204);
  expect((await ask('GET', `/entities/${two.id}`)).status).toBe(404);
});
