// The protocol over a real socket: media types, lengths, methods, tenants, contexts and what every answer carries.
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { type Client, clientOf, core, openCity } from '../testing.ts';

let city: TestCity;
let ask: Client;
let port: number;
beforeAll(async () => {
  city = await openCity();
  ask = clientOf(city);
  await city.app.listen({ port: 0, host: '127.0.0.1' });
  port = (city.app.server.address() as AddressInfo).port;
  await ask('POST', '/entities', {
    id: 'urn:x:1',
    type: 'Thing',
    a: 1,
    location: { type: 'Point', coordinates: [1, 2] },
  });
});
afterAll(() => city?.stop());

interface Raw {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
}

/** Sends exactly these headers; a body without a length goes out in chunks. */
function raw(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Raw> {
  return new Promise((done, fail) => {
    const sent = request(
      { port, host: '127.0.0.1', method, path: `/ngsi-ld/v1${path}`, headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          done({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    sent.on('error', fail);
    if (body !== undefined) sent.write(body);
    sent.end();
  });
}

test.each(['POST /entities', 'PATCH /entities/urn:x:1/attrs', 'PUT /entities/urn:x:1'])(
  '%s without a length is a bare 411',
  async (name) => {
    const [method = '', path = ''] = name.split(' ');
    const headers = {
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
      'ngsild-tenant': 'nowhere',
    };
    const answer = await raw(method, path, headers, '{"id":"urn:x:2","type":"Thing"}');
    expect([answer.status, answer.text]).toEqual([411, '']);
  },
);

test('an answer without content has no length, a problem has its own media type', async () => {
  const body = JSON.stringify({ a: { type: 'Property', value: 2 } });
  const headers = { 'content-type': 'application/merge-patch+json', 'content-length': String(body.length) };
  const done = await raw('PATCH', '/entities/urn:x:1', headers, body);
  expect([done.status, done.headers['content-length']]).toEqual([204, undefined]);
  const missing = await raw('GET', '/entities/urn:x:none', {});
  expect([missing.status, missing.headers['content-type']]).toEqual([404, 'application/json']);
});

describe('media types', () => {
  test.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/ld+json, application/json', 'application/json'],
    ['application/geo+json, application/json', 'application/json'],
    ['application/json;q=0.1, application/ld+json;q=0.9', 'application/ld+json'],
    ['application/ld+json', 'application/ld+json'],
    ['application/geo+json', 'application/geo+json'],
  ])('%s is answered with %s', async (accept, given) => {
    const answer = await ask('GET', '/entities/urn:x:1', undefined, accept === undefined ? {} : { accept });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, given]);
    if (given === 'application/ld+json') expect(answer.body['@context']).toBe(core);
    else expect(answer.body['@context']).toBe(given === 'application/geo+json' ? core : undefined);
  });

  test('what cannot be given is not acceptable, what cannot be read is unsupported', async () => {
    expect((await ask('GET', '/entities/urn:x:1', undefined, { accept: 'application/xml' })).status).toBe(
      406,
    );
    expect((await ask('GET', '/types', undefined, { accept: 'application/geo+json' })).status).toBe(406);
    expect(
      (await ask('POST', '/entities', { id: 'urn:x:9', type: 'T' }, { 'content-type': 'text/plain' })).status,
    ).toBe(415);
  });
});

test('unknown addresses and methods are told apart', async () => {
  expect((await ask('GET', '/nothing')).status).toBe(404);
  const wrong = await ask('PUT', '/entities', { id: 'urn:x:1', type: 'T' });
  expect([wrong.status, wrong.headers['allow']]).toEqual([405, 'POST, GET, DELETE']);
});

describe('tenants', () => {
  test('come into being with the first entity, see nothing of each other, and are named in every answer', async () => {
    const a = { 'ngsild-tenant': 'a' };
    const before = await ask('GET', '/entities?type=Thing', undefined, a);
    expect([before.status, before.body.type.split('/').at(-1), before.headers['ngsild-tenant']]).toEqual([
      404,
      'NonexistentTenant',
      'a',
    ]);
    const made = await ask('POST', '/entities', { id: 'urn:t:1', type: 'Thing' }, a);
    expect([made.status, made.headers['ngsild-tenant']]).toEqual([201, 'a']);
    await ask('POST', '/entities', { id: 'urn:t:2', type: 'Thing' }, { 'ngsild-tenant': 'b' });
    expect((await ask('GET', '/entities?type=Thing', undefined, a)).body).toEqual([
      { id: 'urn:t:1', type: 'Thing' },
    ]);
    expect((await ask('GET', '/entities/urn:t:1', undefined, { 'ngsild-tenant': 'b' })).status).toBe(404);
    expect((await ask('GET', '/entities/urn:t:1')).status).toBe(404);
    expect((await ask('GET', '/types', undefined, { 'ngsild-tenant': 'not a name' })).status).toBe(400);
  });

  test('have an identity of their own each', async () => {
    const alias = async (headers: Record<string, string>) =>
      (await ask('GET', '/info/sourceIdentity', undefined, headers)).body.contextSourceAlias;
    const all = [
      await alias({}),
      await alias({ 'ngsild-tenant': 'a' }),
      await alias({ 'ngsild-tenant': 'b' }),
    ];
    expect(new Set(all).size).toBe(3);
    expect(await alias({ 'ngsild-tenant': 'a' })).toBe(all[1]);
  });
});

describe('contexts', () => {
  const add = (body: unknown, headers = {}) =>
    ask('POST', '/jsonldContexts', body, { 'content-type': 'application/json', ...headers });

  test('a hosted one is added, listed, used, served and deleted', async () => {
    const made = await add({ '@context': { wind: 'https://example.org/wind' } });
    expect([made.status, made.text]).toEqual([201, '']);
    const address = String(made.headers['location']);
    const id = address.split('/').at(-1);
    const link = {
      link: `<http://localhost:8080${address}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`,
    };
    expect((await ask('POST', '/entities', { id: 'urn:c:1', type: 'Thing', wind: 3 }, link)).status).toBe(
      201,
    );
    expect((await ask('GET', '/entities/urn:c:1', undefined, link)).body).toMatchObject({
      wind: { value: 3 },
    });
    expect((await ask('GET', '/entities/urn:c:1')).body).toMatchObject({
      'https://example.org/wind': { value: 3 },
    });
    const details = (await ask('GET', `/jsonldContexts/${id}?details=true`)).body;
    expect(details).toMatchObject({
      localId: id,
      kind: 'Hosted',
      numberOfHits: 2,
      URL: expect.stringContaining(address),
    });
    expect((await ask('GET', `/jsonldContexts/${id}`)).body).toEqual({
      '@context': { wind: 'https://example.org/wind' },
    });
    expect((await ask('GET', '/jsonldContexts?kind=Hosted')).body).toEqual([
      expect.stringContaining(address),
    ]);
    for (const method of ['GET', 'DELETE'])
      expect(
        (await ask(method, `/jsonldContexts/${id}`, undefined, { 'ngsild-tenant': 'other' })).status,
      ).toBe(404);
    expect((await ask('DELETE', `/jsonldContexts/${id}?reload=true`)).status).toBe(400);
    expect((await ask('DELETE', `/jsonldContexts/${id}`)).status).toBe(204);
    expect((await ask('GET', `/jsonldContexts/${id}`)).status).toBe(404);
  });

  test('a shipped one is cached when used and read anew when asked; the core stays', async () => {
    const url = 'https://haiphong.example/ngsi-ld/context.jsonld';
    const link = { link: `<${url}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"` };
    expect((await ask('GET', '/entities?type=CityReport', undefined, link)).status).toBe(200);
    const at = `/jsonldContexts/${encodeURIComponent(url)}`;
    expect((await ask('GET', `${at}?details=true`)).body).toMatchObject({
      URL: url,
      kind: 'Cached',
      numberOfHits: 1,
    });
    expect((await ask('GET', at)).status).toBe(422);
    expect((await ask('DELETE', `${at}?reload=true`)).status).toBe(204);
    expect((await ask('DELETE', at)).status).toBe(204);
    expect((await ask('DELETE', `/jsonldContexts/${encodeURIComponent(core)}`)).status).toBe(400);
  });

  test.each([5, true, ['https://x.example', 5], undefined])('%j is no context', async (context) => {
    expect((await add({ '@context': context })).status).toBe(400);
  });
});

test('the outside is not asked for a context, whatever it is called', async () => {
  for (const url of [
    'http://127.0.0.1:1/c.jsonld',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
  ]) {
    const answer = await ask('POST', '/entities', { id: 'urn:s:1', type: 'T', '@context': url });
    expect([answer.status, answer.body.type.split('/').at(-1)]).toEqual([504, 'LdContextNotAvailable']);
  }
});
