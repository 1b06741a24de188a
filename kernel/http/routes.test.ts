// What every route gets from its door: access first, strict bodies, problems that name the field, one effect per key.
import { sql } from 'kysely';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, signedIn } from '@city/kernel/access';
import { buildOpenApi, created, page, route, view } from '@city/kernel/http';
import { defineModule } from '@city/kernel/module';
import { citizen, type TestCity, testCity } from '@city/kernel/testing';

const Thing = Type.Object({ id: Type.Integer(), label: Type.String() }, { title: 'Thing' });
let city: TestCity;
let handled = 0;

const things = defineModule<unknown>({
  name: 'things',
  title: { vi: 'Đồ vật', en: 'Things' },
  needs: [],
  permissions: { 'things.thing.make': { describe: { vi: 'Tạo', en: 'Make' }, who: signedIn } },
  routes: () => [
    route(
      {
        method: 'POST',
        url: '/api/things',
        permission: 'things.thing.make',
        summary: { vi: 'Tạo', en: 'Make' },
        body: Type.Object(
          { label: Type.String({ minLength: 2 }), size: Type.Optional(Type.Integer({ maximum: 9 })) },
          { additionalProperties: false },
        ),
        response: { 201: Thing },
        idempotent: true,
      },
      async (c) => {
        return c.transaction(async (tx) => {
          handled++;
          await sql`select pg_sleep(0.01)`.execute(tx.db);
          tx.trail({ action: 'thing.made' });
          return created('/api/things/1', { id: handled, label: c.body.label, secret: 'never leaves' });
        });
      },
    ),
    route(
      {
        method: 'GET',
        url: '/api/things/:id',
        permission: 'public: things are public',
        summary: { vi: 'Xem', en: 'Show' },
        params: Type.Object({ id: Type.Integer() }),
        query: Type.Object(
          { at: Type.Optional(Type.String({ format: 'date' })) },
          { additionalProperties: false },
        ),
        response: { 200: Thing },
      },
      async (c) => ({ id: c.params.id, label: String(c.query.at) }),
    ),
    page(
      {
        method: 'POST',
        url: '/things',
        permission: 'public: a form for all',
        summary: { vi: 'Mẫu', en: 'Form' },
        body: Type.Object({ count: Type.Integer() }),
      },
      async (c) => view('Things', `count ${c.body.count}, ${c.uploads.length} files`),
    ),
  ],
  retention: [],
});

beforeAll(async () => {
  city = await testCity({ modules: [things as never] });
});
afterAll(() => city?.stop());

test('who may not call learns nothing about what would be valid', async () => {
  const answer = await city.as(anonymous).post('/api/things', { nonsense: true });
  expect([answer.statusCode, answer.json().code]).toEqual([401, 'sign_in_needed']);
});

test('a body is taken strictly: no other fields, no texts for numbers, each fault named in both languages', async () => {
  const answer = await city.as(citizen()).post('/api/things', { label: 'x', size: '5', other: 1 });
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  const { errors } = answer.json();
  expect(errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
    '/label',
    '/other',
    '/size',
  ]);
  expect(errors[0].messages.vi).not.toBe(errors[0].messages.en);
});

test('only declared fields leave', async () => {
  const answer = await city.as(citizen()).post('/api/things', { label: 'chair' });
  expect(answer.statusCode).toBe(201);
  expect(answer.headers.location).toBe('/api/things/1');
  expect(answer.json()).not.toHaveProperty('secret');
});

test('one Idempotency-Key has one effect under twenty parallel calls, and another body is refused', async () => {
  const caller = city.as(citizen());
  const before = (
    await city.sql<{ n: number }>(`select count(*)::int as n from trail.entry where action = 'thing.made'`)
  )[0]?.n as number;
  const headers = { 'idempotency-key': 'a-key-of-mine' };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => caller.post('/api/things', { label: 'table' }, headers)),
  );
  expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
  expect(answers.every((answer) => answer.statusCode === 201)).toBe(true);
  const after = (
    await city.sql<{ n: number }>(`select count(*)::int as n from trail.entry where action = 'thing.made'`)
  )[0]?.n as number;
  expect(after - before).toBe(1);
  const other = await caller.post('/api/things', { label: 'lamp' }, headers);
  expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused']);
});

test('query and path are read as text and checked', async () => {
  const anyone = city.as(anonymous);
  expect((await anyone.get('/api/things/7?at=2025-06-30')).json()).toEqual({ id: 7, label: '2025-06-30' });
  expect((await anyone.get('/api/things/seven')).json().errors[0].pointer).toBe('/id');
  expect((await anyone.get('/api/things/7?at=30.6.2025')).json().errors[0].pointer).toBe('/at');
});

test('a malformed, oversized or foreign body is refused with its own code', async () => {
  const caller = city.as(citizen());
  const json = { 'content-type': 'application/json' };
  const broken = await caller.inject({
    method: 'POST',
    url: '/api/things',
    headers: json,
    payload: '{"label":',
  });
  expect([broken.statusCode, broken.json().code]).toEqual([400, 'malformed_body']);
  const huge = await caller.inject({
    method: 'POST',
    url: '/api/things',
    headers: json,
    payload: JSON.stringify({ label: 'x'.repeat(1_100_000) }),
  });
  expect([huge.statusCode, huge.json().code]).toEqual([413, 'body_too_large']);
  const xml = await caller.inject({
    method: 'POST',
    url: '/api/things',
    headers: { 'content-type': 'text/xml' },
    payload: '<a/>',
  });
  expect([xml.statusCode, xml.json().code]).toEqual([415, 'unsupported_media_type']);
  const foreign = await caller.post(
    '/api/things',
    { label: 'chair' },
    { origin: 'https://elsewhere.example' },
  );
  expect([foreign.statusCode, foreign.json().code]).toEqual([403, 'cross_origin']);
});

test('a browser form posts numbers as text and files beside them', async () => {
  const anyone = city.as(anonymous);
  expect((await anyone.form('/things', { count: '3' })).body).toContain('count 3, 0 files');
  const file = {
    field: 'photo',
    filename: 'a.jpg',
    contentType: 'image/jpeg',
    data: Buffer.from('not really'),
  };
  expect((await anyone.form('/things', { count: '4' }, [file])).body).toContain('count 4, 1 files');
});

test('the OpenAPI document is 3.1, names its schemas and every problem', async () => {
  const document = buildOpenApi(city.app) as {
    openapi: string;
    paths: Record<string, Record<string, { responses: object }>>;
    components: { schemas: object };
  };
  expect(document.openapi).toBe('3.1.1');
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Problem', 'Thing']));
  expect(Object.keys(document.paths['/api/things']?.['post']?.responses ?? {})).toEqual(
    expect.arrayContaining(['201', '400', '401', '403']),
  );
  const { Validator } = await import('@seriousme/openapi-schema-validator');
  expect((await new Validator().validate(document)).valid).toBe(true);
});

test('metrics answer loopback only, and not through a proxy', async () => {
  expect((await city.app.inject('/metrics')).statusCode).toBe(200);
  expect(
    (await city.app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode,
  ).toBe(404);
  expect((await city.app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(404);
});
