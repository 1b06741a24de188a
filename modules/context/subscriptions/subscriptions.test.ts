// Subscriptions through the running city: what is taken, who hears of what, in which form, over HTTP and MQTT.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { generate, type Packet, parser } from 'mqtt-packet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokerOf } from '../broker.ts';
import type { TestCity } from '@city/kernel/testing';
import type { Tables } from '../tables.ts';
import { type Client, clientOf, core, openCity } from '../testing.ts';
import { clockSweep } from './clock.sweep.ts';
import { deliveryOf } from './deliver.ts';

let city: TestCity;
let ask: Client;
let receiver: Server;
let endpoint: string;
const received: { headers: IncomingHttpHeaders; body: ReturnType<JSON['parse']>; url: string }[] = [];
let answerWith = 200;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({
        headers: request.headers,
        body: JSON.parse(Buffer.concat(parts).toString()),
        url: request.url ?? '',
      });
      response.writeHead(answerWith).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/notify`;
  city = await openCity({ CITY_FETCH_ALLOW: '127.0.0.1' });
  ask = clientOf(city);
});
afterAll(async () => {
  await city?.stop();
  receiver?.close();
});

const broker = () => brokerOf(city.module<Tables>('context'));
let number = 0;

/** Subscribes to a type of its own, so that no test hears of another. */
async function subscribe(more: object = {}, notification: object = {}) {
  const type = `Kind${(number += 1)}`;
  const body = {
    id: `urn:ngsi-ld:Subscription:s${number}`,
    type: 'Subscription',
    entities: [{ type }],
    ...more,
    notification: {
      ...notification,
      endpoint: { uri: endpoint, ...(notification as { endpoint?: object }).endpoint },
    },
  };
  const answer = await ask('POST', '/subscriptions', body);
  expect([answer.status, answer.text]).toEqual([201, '']);
  return { type, id: body.id, entity: `urn:x:e${number}` };
}

/** What arrived for a subscription once all that waits has been sent. */
async function heard(id: string) {
  await deliveryOf(broker()).drain();
  return received.filter(({ body }) => body.subscriptionId === id);
}

const p = (value: unknown) => ({ type: 'Property', value });

describe('a subscription', () => {
  test('comes back as it was given, with its state', async () => {
    const { id, type } = await subscribe(
      { watchedAttributes: ['speed'], q: 'speed>5' },
      { format: 'keyValues', attributes: ['speed'] },
    );
    const found = await ask('GET', `/subscriptions/${id}`);
    expect(found.body).toEqual({
      id,
      type: 'Subscription',
      entities: [{ type }],
      watchedAttributes: ['speed'],
      q: 'speed>5',
      status: 'active',
      notificationTrigger: ['attributeCreated', 'attributeUpdated'],
      notification: { format: 'keyValues', attributes: ['speed'], endpoint: { uri: endpoint } },
    });
    expect(
      (await ask('PATCH', `/subscriptions/${id}`, { isActive: false, description: 'rests' })).status,
    ).toBe(204);
    expect((await ask('GET', `/subscriptions/${id}`)).body).toMatchObject({
      status: 'paused',
      isActive: false,
      description: 'rests',
    });
    expect((await ask('POST', '/subscriptions', { ...found.body, status: undefined })).status).toBe(409);
    expect((await ask('DELETE', `/subscriptions/${id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE'])
      expect((await ask(method, `/subscriptions/${id}`)).status).toBe(404);
    expect((await ask('GET', '/subscriptions/InvalidUri')).status).toBe(400);
  });

  const good = {
    type: 'Subscription',
    entities: [{ type: 'T' }],
    notification: { endpoint: { uri: 'http://localhost:1111/notify' } },
  };
  test.each([
    ['no entities and nothing watched', { entities: undefined }],
    ['no notification', { notification: undefined }],
    ['another type', { type: 'Subscriptions' }],
    ['nothing to watch', { watchedAttributes: [] }],
    ['an expiry in the past', { expiresAt: '2000-01-01T00:00:00Z' }],
    ['both a clock and watching', { timeInterval: 5, watchedAttributes: ['a'] }],
    ['both a clock and a throttle', { timeInterval: 5, throttling: 5 }],
    ['a negative throttle', { throttling: -1 }],
    ['a query that is none', { q: 'a>' }],
    ['a geo-query that is none', { geoQ: { georel: 'near' } }],
    ['a trigger that is none', { notificationTrigger: ['entitySeen'] }],
    ['an endpoint that is none', { notification: { endpoint: { uri: 'my endpoint' } } }],
    ['an endpoint of a file', { notification: { endpoint: { uri: 'file:///etc/passwd' } } }],
    [
      'a form that cannot be given',
      { notification: { endpoint: { uri: 'http://x.example/', accept: 'text/plain' } } },
    ],
    ['a selector without a type', { entities: [{ id: 'urn:x:1' }] }],
    [
      'changes shown without their form',
      { notification: { showChanges: true, format: 'keyValues', endpoint: { uri: 'http://x.example/' } } },
    ],
  ])('with %s is refused', async (_why, wrong) => {
    const answer = await ask('POST', '/subscriptions', { ...good, ...wrong });
    expect([answer.status, answer.body.type]).toEqual([
      400,
      'https://uri.etsi.org/ngsi-ld/errors/BadRequestData',
    ]);
  });

  test('without an id gets one; a list of them has pages', async () => {
    const tenant = { 'ngsild-tenant': 'pages' };
    for (let times = 0; times < 3; times += 1)
      expect((await ask('POST', '/subscriptions', good, tenant)).headers['location']).toContain(
        '/ngsi-ld/v1/subscriptions/urn:',
      );
    const page = await ask('GET', '/subscriptions?limit=1&offset=1&count=true', undefined, tenant);
    expect([page.body.length, page.headers['ngsild-results-count']]).toEqual([1, '3']);
    expect(page.headers['link']).toBe(
      '</ngsi-ld/v1/subscriptions?count=true&limit=1&offset=0>; rel="prev";type="application/json", </ngsi-ld/v1/subscriptions?count=true&limit=1&offset=2>; rel="next";type="application/json"',
    );
  });

  test('in a context of several parts gets one of ours that can be served', async () => {
    const context = [{ wind: 'https://example.org/wind' }, core];
    const id = 'urn:ngsi-ld:Subscription:implicit';
    expect((await ask('POST', '/subscriptions', { ...good, id, '@context': context })).status).toBe(201);
    const address = (await ask('GET', `/subscriptions/${id}`)).body.jsonldContext;
    const local = String(address).split('/').at(-1);
    expect((await ask('GET', `/jsonldContexts/${local}?details=true`)).body).toMatchObject({
      kind: 'ImplicitlyCreated',
    });
    expect((await ask('DELETE', `/jsonldContexts/${local}?reload=true`)).status).toBe(400);
  });
});

describe('a notification', () => {
  test('goes out when an entity begins or an attribute changes, and carries its context', async () => {
    const { id, type, entity } = await subscribe(
      {},
      { endpoint: { receiverInfo: [{ key: 'X-Token', value: 'abc' }] } },
    );
    await ask('POST', '/entities', { id: entity, type, speed: p(1) });
    await ask('PATCH', `/entities/${entity}/attrs/speed`, { value: 2 });
    const [first, second] = await heard(id);
    expect(first?.body).toEqual({
      id: expect.stringMatching(/^urn:ngsi-ld:Notification:/),
      type: 'Notification',
      subscriptionId: id,
      notifiedAt: '2026-09-08T02:30:00.000Z',
      data: [{ id: entity, type, speed: p(1) }],
    });
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-token': 'abc',
      link: expect.stringContaining(core),
    });
    expect(second?.body.data[0].speed).toEqual(p(2));
    expect((await ask('GET', `/subscriptions/${id}`)).body.notification).toMatchObject({
      timesSent: 2,
      timesFailed: 0,
      status: 'ok',
      lastSuccess: expect.any(String),
    });
  });

  test('goes out in the order of the changes, also when a hundred come in one moment', async () => {
    const { id, type, entity } = await subscribe();
    await ask('POST', '/entities', { id: entity, type, speed: p(0) });
    for (let value = 1; value <= 100; value++)
      await ask('PATCH', `/entities/${entity}/attrs/speed`, { value });
    const speeds = (await heard(id)).map(({ body }) => body.data[0].speed.value);
    expect(speeds).toEqual(Array.from({ length: 101 }, (_, value) => value));
  });

  test('in JSON-LD and GeoJSON has the form of those', async () => {
    const ld = await subscribe({}, { endpoint: { accept: 'application/ld+json' } });
    const geo = await subscribe({}, { format: 'keyValues', endpoint: { accept: 'application/geo+json' } });
    for (const { entity, type } of [ld, geo])
      await ask('POST', '/entities', { id: entity, type, location: { type: 'Point', coordinates: [1, 2] } });
    const [inLd] = await heard(ld.id);
    expect([inLd?.headers['link'], inLd?.body.data[0]['@context']]).toEqual([undefined, core]);
    const [inGeo] = await heard(geo.id);
    expect(inGeo?.body.data).toMatchObject({
      type: 'FeatureCollection',
      features: [{ geometry: { type: 'Point', coordinates: [1, 2] } }],
    });
  });

  test('is about what is watched, matches and is named only', async () => {
    const { id, type, entity } = await subscribe(
      {
        watchedAttributes: ['a'],
        q: 'b>5',
        scopeQ: '/hp/#',
        geoQ: { georel: 'near;maxDistance==1000', geometry: 'Point', coordinates: [106.68, 20.86] },
      },
      { attributes: ['a'], format: 'simplified' },
    );
    const at = (lon: number) => ({
      type: 'GeoProperty',
      value: { type: 'Point', coordinates: [lon, 20.86] },
    });
    await ask('POST', '/entityOperations/create', [
      { id: entity, type, scope: '/hp/1', a: p(1), b: p(9), location: at(106.68) },
      { id: `${entity}b`, type, scope: '/hp/1', a: p(1), b: p(1), location: at(106.68) },
      { id: `${entity}c`, type, scope: '/ha/1', a: p(1), b: p(9), location: at(106.68) },
      { id: `${entity}d`, type, scope: '/hp/1', a: p(1), b: p(9), location: at(107.68) },
      { id: `${entity}e`, type, scope: '/hp/1', b: p(9), location: at(106.68) },
    ]);
    await ask('PATCH', `/entities/${entity}/attrs/b`, { value: 10 });
    const all = await heard(id);
    expect(all.map(({ body }) => body.data)).toEqual([[{ id: entity, type, scope: '/hp/1', a: 1 }]]);
  });

  test('is sent for each trigger when it fires, and not else', async () => {
    const on = async (trigger: string) => subscribe({ notificationTrigger: [trigger] });
    const names = [
      'entityCreated',
      'entityUpdated',
      'entityDeleted',
      'attributeCreated',
      'attributeUpdated',
      'attributeDeleted',
    ];
    const counts: Record<string, number> = {};
    for (const name of names) {
      const { id, type, entity } = await on(name);
      await ask('POST', '/entities', { id: entity, type, a: p(1) });
      await ask('POST', `/entities/${entity}/attrs`, { b: p(1) });
      await ask('PATCH', `/entities/${entity}/attrs/b`, { value: 2 });
      await ask('DELETE', `/entities/${entity}/attrs/b`);
      await ask('DELETE', `/entities/${entity}`);
      counts[name] = (await heard(id)).length;
    }
    expect(counts).toEqual({
      entityCreated: 1,
      entityUpdated: 3,
      entityDeleted: 1,
      attributeCreated: 2,
      attributeUpdated: 1,
      attributeDeleted: 2,
    });
  });

  test('says what has gone as null, and what was before when asked', async () => {
    const { id, type, entity } = await subscribe(
      { notificationTrigger: ['attributeUpdated', 'attributeDeleted', 'entityDeleted'] },
      { showChanges: true },
    );
    await ask('POST', '/entities', {
      id: entity,
      type,
      a: p(1),
      words: { type: 'LanguageProperty', languageMap: { vi: 'chào' } },
      at: { type: 'Relationship', object: 'urn:x:1' },
    });
    await ask('PATCH', `/entities/${entity}/attrs/a`, { value: 2 });
    await ask('DELETE', `/entities/${entity}/attrs/words`);
    await ask('DELETE', `/entities/${entity}`);
    const [changed, less, gone] = (await heard(id)).map(({ body }) => body.data[0]);
    expect(changed.a).toEqual({ type: 'Property', value: 2, previousValue: 1 });
    expect(less.words).toEqual({
      type: 'LanguageProperty',
      languageMap: { '@none': 'urn:ngsi-ld:null' },
      previousLanguageMap: { vi: 'chào' },
    });
    expect(gone).toEqual({
      id: entity,
      type,
      deletedAt: '2026-09-08T02:30:00.000Z',
      a: { type: 'Property', value: 'urn:ngsi-ld:null', previousValue: 2 },
      at: { type: 'Relationship', object: 'urn:ngsi-ld:null', previousObject: 'urn:x:1' },
    });
  });

  test('of an entity that has gone says no more than that, unless more was asked for', async () => {
    const { id, type, entity } = await subscribe({ notificationTrigger: ['entityDeleted'] });
    await ask('POST', '/entities', { id: entity, type, a: p(1) });
    await ask('DELETE', `/entities/${entity}`);
    expect((await heard(id))[0]?.body.data).toEqual([{ id: entity, type, deletedAt: expect.any(String) }]);
  });

  test('joins what relationships lead to', async () => {
    const { id, type, entity } = await subscribe({}, { join: 'inline', joinLevel: 1, attributes: ['to'] });
    await ask('POST', '/entities', { id: 'urn:x:linked', type: 'Other', name: p('x') });
    await ask('POST', '/entities', {
      id: entity,
      type,
      to: { type: 'Relationship', object: 'urn:x:linked' },
      more: p(1),
    });
    expect((await heard(id))[0]?.body.data[0]).toEqual({
      id: entity,
      type,
      to: {
        type: 'Relationship',
        object: 'urn:x:linked',
        entity: { id: 'urn:x:linked', type: 'Other', name: p('x') },
      },
    });
  });

  test('is not sent while paused, run out, or too soon after the last', async () => {
    const paused = await subscribe({ isActive: false });
    const short = await subscribe({ expiresAt: '2026-09-08T02:31:00Z' });
    const slow = await subscribe({ throttling: 30 });
    for (const { entity, type } of [paused, short, slow])
      await ask('POST', '/entities', { id: entity, type, a: p(1) });
    for (const { entity } of [paused, short, slow])
      await ask('PATCH', `/entities/${entity}/attrs/a`, { value: 2 });
    expect(
      [await heard(paused.id), await heard(short.id), await heard(slow.id)].map(({ length }) => length),
    ).toEqual([0, 2, 1]);
    city.clock.advance(61_000);
    for (const { entity } of [short, slow]) await ask('PATCH', `/entities/${entity}/attrs/a`, { value: 3 });
    expect([await heard(short.id), await heard(slow.id)].map(({ length }) => length)).toEqual([2, 2]);
    expect((await ask('GET', `/subscriptions/${short.id}`)).body.status).toBe('expired');
  });

  test('by the clock comes at each turn, changed or not', async () => {
    const { id, type, entity } = await subscribe({ timeInterval: 10 });
    await ask('POST', '/entities', { id: entity, type, a: p(1) });
    const sweep = clockSweep(broker());
    for (let turn = 0; turn < 3; turn += 1) {
      const next = await sweep.run();
      expect(next).not.toBeNull();
      city.clock.advance(5_000);
    }
    await sweep.run();
    expect((await heard(id)).map(({ body }) => body.data[0].id)).toEqual([entity]);
    await ask('DELETE', `/subscriptions/${id}`);
  });

  test('that does not arrive is counted, and the change stands', async () => {
    const { id, type, entity } = await subscribe();
    answerWith = 500;
    expect((await ask('POST', '/entities', { id: entity, type, a: p(1) })).status).toBe(201);
    await heard(id);
    answerWith = 200;
    expect((await ask('GET', `/subscriptions/${id}`)).body.notification).toMatchObject({
      timesSent: 1,
      timesFailed: 1,
      status: 'failed',
      lastFailure: expect.any(String),
    });
    expect(await city.sql('select 1 from context.notification')).toEqual([]);
  });

  test('never goes into the inside of the house', async () => {
    const { id, type, entity } = await subscribe(
      {},
      { endpoint: { uri: 'http://169.254.169.254/latest/meta-data' } },
    );
    await ask('POST', '/entities', { id: entity, type, a: p(1) });
    await heard(id);
    expect((await ask('GET', `/subscriptions/${id}`)).body.notification).toMatchObject({ timesFailed: 1 });
  });
});

describe('over MQTT', () => {
  let server: TcpServer;
  const packets: Packet[] = [];
  const sockets = new Set<Socket>();
  beforeAll(async () => {
    server = createTcp((socket) => {
      sockets.add(socket);
      let version = 4;
      const incoming = parser();
      const write = (packet: object) =>
        socket.write(generate(packet as Packet, { protocolVersion: version } as never));
      incoming.on('packet', (packet: Packet) => {
        packets.push(packet);
        if (packet.cmd === 'connect') {
          version = packet.protocolVersion ?? 4;
          write({ cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false });
        }
        if (packet.cmd === 'publish' && packet.qos === 1)
          write({ cmd: 'puback', messageId: packet.messageId, reasonCode: 0 });
        if (packet.cmd === 'publish' && packet.qos === 2)
          write({ cmd: 'pubrec', messageId: packet.messageId, reasonCode: 0 });
        if (packet.cmd === 'pubrel') write({ cmd: 'pubcomp', messageId: packet.messageId, reasonCode: 0 });
      });
      socket.on('data', (data) => void incoming.parse(data));
      socket.on('error', () => {});
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server?.close();
  });

  test.each([
    [0, 'mqtt5.0'],
    [1, 'mqtt5.0'],
    [2, 'mqtt5.0'],
    [1, 'mqtt3.1.1'],
    [2, 'mqtt3.1.1'],
  ])('with quality %i in %s the message arrives with its metadata', async (qos, version) => {
    packets.length = 0;
    const uri = `mqtt://user:secret@127.0.0.1:${(server.address() as AddressInfo).port}/city/air`;
    const notifierInfo = [
      { key: 'MQTT-QoS', value: String(qos) },
      { key: 'MQTT-Version', value: version },
    ];
    const { id, type, entity } = await subscribe({}, { endpoint: { uri, notifierInfo } });
    await ask('POST', '/entities', { id: entity, type, a: p(1) });
    await heard(id);
    const connect = packets.find(({ cmd }) => cmd === 'connect');
    expect(connect).toMatchObject({ username: 'user', protocolVersion: version === 'mqtt5.0' ? 5 : 4 });
    const publish = packets.find(({ cmd }) => cmd === 'publish') as {
      topic: string;
      qos: number;
      payload: Buffer;
    };
    expect([publish.topic, publish.qos]).toEqual(['city/air', qos]);
    expect(JSON.parse(publish.payload.toString())).toMatchObject({
      metadata: { 'Content-Type': 'application/json', Link: expect.stringContaining(core) },
      body: { type: 'Notification', subscriptionId: id, data: [{ id: entity }] },
    });
    expect((await ask('GET', `/subscriptions/${id}`)).body.notification.status).toBe('ok');
  });
});
