// The wall of the routes: who may call, what leaves, and that the refusal is tested, for every route of the city.
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { checkOf, route } from '@city/kernel/http';
import type { TestCity } from '@city/kernel/testing';
import { routeComplaints } from './route-rules.ts';
import { refusalTestsOf, wholeCity } from './whole-city.ts';

let city: TestCity;
beforeAll(async () => {
  city = await wholeCity();
});
afterAll(() => city?.stop());

test('every route says who may call it, what it answers, and has a test of its refusal', () => {
  expect(city.routes.length).toBeGreaterThan(5);
  expect(routeComplaints(city.routes, (name) => city.city.access.has(name), refusalTestsOf)).toEqual([]);
});

test('every schema of a route can be compiled, in and out', () => {
  const compile = SerializerSelector()({}, {});
  for (const { route: one } of city.routes) {
    const { method, url, query, params, body, response = {} } = one.definition;
    for (const schema of [query, params, body]) if (schema) checkOf(schema, { text: true })({});
    for (const [httpStatus, schema] of Object.entries(response))
      expect(compile({ schema, method, url, httpStatus } as never), `${method} ${url}`).toBeTypeOf(
        'function',
      );
  }
});

test('a route without permission, without answer schema or without refusal test is named by the same rules', () => {
  const bad = { method: 'POST', url: '/api/bad', summary: { vi: 'x', en: 'x' } } as never;
  const complaints = routeComplaints(
    [{ module: 'feedback', route: route(bad, async () => ({})) }],
    () => false,
    () => '',
  );
  expect(complaints).toHaveLength(3);
  expect(complaints.join()).toContain('say who may call it');
  expect(complaints.join()).toContain('test of its refusal');
});

test('an undeclared permission stops the composition', async () => {
  const { defineModule } = await import('@city/kernel/module');
  const { testCity } = await import('@city/kernel/testing');
  const lax = defineModule({
    name: 'lax',
    title: { vi: 'x', en: 'x' },
    needs: [],
    permissions: {},
    routes: () => [
      route(
        { method: 'GET', url: '/api/lax', permission: 'lax.thing.see', summary: { vi: 'x', en: 'x' } },
        async () => ({}),
      ),
    ],
    retention: [],
  });
  await expect(testCity({ modules: [lax as never] })).rejects.toThrow('lax.thing.see is not declared');
});

test('an anonymous caller is refused by every route that is not public, before anything else is looked at', async () => {
  const closed = city.routes.filter(({ route: one }) => !one.definition.permission.startsWith('public: '));
  for (const { route: one } of closed) {
    const url = one.definition.url.replace(/:(\w+)/g, 'x').replace('*', 'x');
    const answer = await city.as(anonymous).inject({
      method: one.definition.method,
      url,
      headers: { 'content-type': 'application/json' },
      payload: '{}',
    });
    expect([one.definition.method, url, answer.statusCode]).toEqual([one.definition.method, url, 401]);
  }
});
