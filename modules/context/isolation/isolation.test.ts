// No way through the interface leads from one tenant into another: random entities and questions, answered as if the others did not exist.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { type Client, clientOf, openCity } from '../testing.ts';

let city: TestCity;
let ask: Client;
beforeAll(async () => {
  city = await openCity({ CONTEXT_TEMPORAL_PAGE: '1000' });
  ask = clientOf(city);
});
afterAll(() => city?.stop());

/** Every tenant marks what it writes; the mark of another must never come back. */
const tenants = ['north', 'south', 'east'] as const;
type Tenant = (typeof tenants)[number];
const markOf = (tenant: Tenant) => `mark-of-${tenant}`;
const as = (tenant: Tenant) => ({ 'ngsild-tenant': tenant });

const id = fc.constantFrom('urn:x:1', 'urn:x:2', 'urn:x:3', 'urn:x:4');
const written = fc.record({
  tenant: fc.constantFrom(...tenants),
  id,
  to: id,
  type: fc.constantFrom('Thing', 'Place'),
  level: fc.integer({ min: 0, max: 9 }),
});

const question = fc.oneof(
  id.map((one) => `/entities/${one}`),
  id.map((one) => `/entities/${one}?join=inline&joinLevel=3`),
  id.map((one) => `/entities/${one}?join=flat&joinLevel=3&options=keyValues`),
  fc.constantFrom('Thing', 'Place', '*').map((type) => `/entities?type=${encodeURIComponent(type)}`),
  fc.integer({ min: 0, max: 9 }).map((level) => `/entities?q=level%3E%3D${level}`),
  fc
    .integer({ min: 0, max: 9 })
    .map((level) => `/entities?type=Thing&join=inline&q=to%7Blevel%7D%3E%3D${level}`),
  fc.constant('/entities?type=*&georel=near;maxDistance==100000000&geometry=Point&coordinates=[0,0]'),
  fc.constant('/entities?idPattern=.*&local=true&orderBy=level'),
  fc.constant('/entities?scopeQ=/%23&local=true'),
  fc.constant('/temporal/entities?type=*&timerel=after&timeAt=2000-01-01T00:00:00Z&timeproperty=createdAt'),
  id.map((one) => `/temporal/entities/${one}`),
  fc.constant(
    '/temporal/entities?type=*&timerel=after&timeAt=2000-01-01T00:00:00Z&timeproperty=createdAt&options=aggregatedValues&aggrMethods=max,distinctCount',
  ),
  fc.constantFrom(
    '/types',
    '/types?details=true',
    '/types/Thing',
    '/attributes',
    '/attributes?details=true',
    '/attributes/level',
    '/subscriptions',
    '/jsonldContexts?details=true',
  ),
);

test('what another tenant wrote never comes back, whatever is asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(written, { minLength: 1, maxLength: 12 }),
      fc.array(question, { minLength: 4, maxLength: 10 }),
      async (writes, questions) => {
        for (const tenant of tenants) await ask('DELETE', '/entities?type=*', undefined, as(tenant));
        for (const { tenant, id: one, to, type, level } of writes) {
          const body = {
            id: one,
            type,
            scope: `/${markOf(tenant)}`,
            [`only_${tenant}`]: markOf(tenant),
            level: { type: 'Property', value: level },
            note: { type: 'Property', value: markOf(tenant) },
            to: { type: 'Relationship', object: to },
            location: { type: 'Point', coordinates: [level, level] },
          };
          const answer = await ask('POST', '/entityOperations/upsert', [body], as(tenant));
          expect([201, 204]).toContain(answer.status);
        }
        for (const tenant of tenants)
          for (const path of questions) {
            const answer = await ask('GET', path, undefined, as(tenant));
            expect([path, answer.status < 500]).toEqual([path, true]);
            for (const other of tenants.filter((one) => one !== tenant)) {
              expect([path, answer.text.includes(markOf(other))]).toEqual([path, false]);
              expect([path, answer.text.includes(`only_${other}`)]).toEqual([path, false]);
            }
          }
      },
    ),
    { numRuns: 25 },
  );
});

test('what is deleted, patched or purged in one tenant stands in the others', async () => {
  for (const tenant of tenants)
    await ask(
      'POST',
      '/entityOperations/upsert',
      [{ id: 'urn:x:same', type: 'Same', note: markOf(tenant) }],
      as(tenant),
    );
  await ask('PATCH', '/entities/urn:x:same/attrs/note', { value: 'changed' }, as('north'));
  await ask('DELETE', '/entities?type=Same', undefined, as('south'));
  await ask('DELETE', '/temporal/entities/urn:x:same', undefined, as('south'));
  const east = await ask('GET', '/entities/urn:x:same?options=keyValues', undefined, as('east'));
  expect(east.body.note).toBe(markOf('east'));
  expect((await ask('GET', '/temporal/entities/urn:x:same', undefined, as('east'))).status).toBe(200);
  expect((await ask('GET', '/entities/urn:x:same', undefined, as('south'))).status).toBe(404);
});

test('a subscription of one tenant hears of nothing in another', async () => {
  const subscription = {
    type: 'Subscription',
    entities: [{ type: '*' }],
    notification: { endpoint: { uri: 'http://127.0.0.1:9/never' } },
  };
  await ask('POST', '/subscriptions', subscription, as('north'));
  const before = await city.sql('select 1 from context.notification');
  await ask(
    'POST',
    '/entityOperations/upsert',
    [{ id: 'urn:x:heard', type: 'Heard', note: 'x' }],
    as('south'),
  );
  expect(await city.sql(`select 1 from context.notification where tenant = 'south'`)).toEqual([]);
  expect((await city.sql('select 1 from context.notification')).length).toBe(before.length);
});
