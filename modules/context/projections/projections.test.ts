// What the city knows anyway appears as entities: units of today, public reports step by step; what is hidden again goes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventFacts, EventFactsSchema, eventNames } from '@city/feedback';
import { system } from '@city/kernel/access';
import { defineEvent } from '@city/kernel/events';
import type { TestCity } from '@city/kernel/testing';
import { brokerOf } from '../broker.ts';
import type { Tables } from '../tables.ts';
import { type Client, clientOf, openCity } from '../testing.ts';
import { publisherOf } from './publish.ts';
import { unitsSweep } from './units.sweep.ts';

let city: TestCity;
let ask: Client;
beforeAll(async () => {
  city = await openCity();
  ask = clientOf(city);
});
afterAll(() => city?.stop());

const link = {
  link: '<https://haiphong.example/ngsi-ld/context.jsonld>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"',
};
const history = (id: string) =>
  ask('GET', `/temporal/entities/${id}?timeproperty=createdAt`, undefined, link);

test('every unit of today is an entity, and looking again writes nothing', async () => {
  const sweep = unitsSweep(brokerOf(city.module<Tables>('context')));
  await sweep.run();
  const count = async () =>
    (await ask('GET', '/entities?type=AdministrativeArea&limit=0&count=true', undefined, link)).headers[
      'ngsild-results-count'
    ];
  const units = city.city.geo.units.at('2026-09-08');
  expect(Number(await count())).toBe(units.length);
  expect(units.length).toBeGreaterThan(100);
  const code = units.find(({ name }) => name === 'An Biên')?.code;
  const found = await ask(
    'GET',
    `/entities/urn:ngsi-ld:AdministrativeArea:HP:${code}?options=keyValues&lang=vi`,
    undefined,
    link,
  );
  expect(found.body).toMatchObject({
    type: 'AdministrativeArea',
    name: 'An Biên',
    officialCode: code,
    scope: `/HaiPhong/${code}`,
  });
  const before = await city.sql<{ number: string }>('select count(*) as number from context.attr_instance');
  await sweep.run();
  expect(await city.sql('select count(*) as number from context.attr_instance')).toEqual(before);
});

const facts = (more: Partial<EventFacts> = {}): EventFacts =>
  ({
    trackingCode: 'HP-26-TEST',
    seq: 1,
    service: 'flooding',
    severity: 'normal',
    priority: 2,
    unit: '11383',
    unitValidFrom: '2025-07-01',
    body: 'ubnd-11383',
    state: 'new',
    lat: 20.86,
    lon: 106.68,
    filedAt: '2026-09-08T02:30:00.000Z',
    dueAt: null,
    at: '2026-09-08T02:30:00.000Z',
    isPublic: true,
    ...more,
  }) as EventFacts;

async function happens(name: string, data: EventFacts): Promise<void> {
  const event = defineEvent(name, 1, EventFactsSchema);
  await city
    .module<Tables>('context')
    .db.transaction(system('test'), async (tx) => tx.emit(event, data.trackingCode, data));
  // Transactions of others on the same server may still hold the event back.
  await expect
    .poll(() => city.dispatcher.step('context.project-reports'), { timeout: 15_000 })
    .toBeGreaterThan(0);
}

test('a public report follows its steps, each state is kept once, and what is hidden goes', async () => {
  const id = 'urn:ngsi-ld:CityReport:HP:HP-26-TEST';
  await happens(eventNames.filed, facts());
  await happens(eventNames.accepted, facts({ seq: 2, state: 'accepted', at: '2026-09-08T02:40:00.000Z' }));
  const found = await ask('GET', `/entities/${id}?options=keyValues`, undefined, link);
  expect(found.body).toMatchObject({
    type: 'CityReport',
    service: 'flooding',
    state: 'accepted',
    inArea: 'urn:ngsi-ld:AdministrativeArea:HP:11383',
    scope: '/HaiPhong/11383',
  });
  const { body } = await history(id);
  expect(body.state.map(({ value }: { value: string }) => value)).toEqual(['new', 'accepted']);
  expect(body.service).toHaveLength(1);
  await happens(eventNames.hidden, facts({ seq: 3, isPublic: false }));
  expect((await ask('GET', `/entities/${id}`)).status).toBe(404);
});

test('another module publishes and withdraws; what stands so already is left alone', async () => {
  const publisher = publisherOf(city.city, 'sensing');
  const station = (value: number) => ({
    id: 'urn:ngsi-ld:WaterObserved:HP:HonDau',
    type: 'WaterObserved',
    scope: '/HaiPhong/11455',
    attributes: {
      height: { type: 'Property' as const, value, unitCode: 'MTR', observedAt: '2026-09-08T02:00:00Z' },
    },
  });
  await publisher.publish([station(3.1)]);
  await publisher.publish([station(3.1)]);
  await publisher.publish([station(3.4)]);
  expect(
    (await ask('GET', '/entities/urn:ngsi-ld:WaterObserved:HP:HonDau', undefined, link)).body.height,
  ).toMatchObject({ value: 3.4 });
  expect((await history('urn:ngsi-ld:WaterObserved:HP:HonDau')).body.height).toHaveLength(2);
  const events = await city.sql<{ data: unknown }>(
    `select data from events.outbox where type = 'context.entities.changed' order by xid desc, seq desc limit 1`,
  );
  expect(events[0]?.data).toEqual({ tenant: 'default', entityIds: ['urn:ngsi-ld:WaterObserved:HP:HonDau'] });
  await publisher.withdraw(['urn:ngsi-ld:WaterObserved:HP:HonDau']);
  expect((await ask('GET', '/entities/urn:ngsi-ld:WaterObserved:HP:HonDau')).status).toBe(404);
  await expect(publisher.publish([{ ...station(1), id: 'no uri' }])).rejects.toMatchObject({
    kind: 'BadRequestData',
  });
});

test('people find the kinds of things on a page, with numbers and examples', async () => {
  const anyone = city.as({ kind: 'anonymous', id: null, name: null });
  const types = await anyone.get('/context', { accept: 'text/html' });
  expect([types.statusCode, types.body.includes('Phường, xã, đặc khu')]).toEqual([200, true]);
  const one = await anyone.get('/context/type?name=AdministrativeArea', { accept: 'text/html' });
  const first = city.city.geo.units.at('2026-09-08').toSorted((a, b) => (a.code < b.code ? -1 : 1))[0];
  expect([one.statusCode, one.body.includes(first?.name ?? '?')]).toEqual([200, true]);
  expect((await anyone.get('/context/type?name=Nothing', { accept: 'text/html' })).statusCode).toBe(404);
});

test('the page shows nothing that the interface would refuse', async () => {
  const closed = await openCity({ CONTEXT_OPEN_TENANTS: '', CONTEXT_PUBLIC_TENANTS: 'other' });
  try {
    await publisherOf(closed.city, 'sensing').publish([
      {
        id: 'urn:ngsi-ld:WaterObserved:HP:Closed',
        type: 'WaterObserved',
        scope: '/HaiPhong/11455',
        attributes: { height: { type: 'Property', value: 1 } },
      },
    ]);
    const anyone = closed.as({ kind: 'anonymous', id: null, name: null });
    expect((await clientOf(closed)('GET', '/entities/urn:ngsi-ld:WaterObserved:HP:Closed')).status).toBe(401);
    const types = await anyone.get('/context', { accept: 'text/html' });
    expect([types.statusCode, types.body.includes('WaterObserved')]).toEqual([200, false]);
    const one = await anyone.get('/context/type?name=WaterObserved', { accept: 'text/html' });
    expect(one.statusCode).toBe(404);
  } finally {
    await closed.stop();
  }
});
