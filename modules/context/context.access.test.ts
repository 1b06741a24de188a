// Who is refused by context: writing needs a right, tenants that are not public cannot be read, and nothing changes meanwhile.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { citizen, officer, type TestCity, testCity } from '@city/kernel/testing';
import { module } from './module.ts';
import { clientOf } from './testing.ts';

let city: TestCity;
const office = officer({ body: 'so-khcn', unit: null, role: 'administrator' });
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
  const write = clientOf(city, office);
  expect((await write('POST', '/entities', { id: 'urn:x:open', type: 'Thing' })).status).toBe(201);
  const inside = { 'ngsild-tenant': 'inside' };
  expect((await write('POST', '/entities', { id: 'urn:x:closed', type: 'Thing' }, inside)).status).toBe(201);
});
afterAll(() => city?.stop());

const writes: readonly (readonly [string, string, unknown])[] = [
  ['POST', '/entities', { id: 'urn:x:new', type: 'Thing' }],
  ['PUT', '/entities/urn:x:open', { type: 'Other' }],
  ['PATCH', '/entities/urn:x:open', { a: { type: 'Property', value: 1 } }],
  ['DELETE', '/entities/urn:x:open', undefined],
  ['DELETE', '/entities?type=Thing', undefined],
  ['POST', '/entities/urn:x:open/attrs', { a: { type: 'Property', value: 1 } }],
  ['PATCH', '/entities/urn:x:open/attrs', { a: { type: 'Property', value: 1 } }],
  ['PATCH', '/entities/urn:x:open/attrs/a', { value: 1 }],
  ['PUT', '/entities/urn:x:open/attrs/a', { type: 'Property', value: 1 }],
  ['DELETE', '/entities/urn:x:open/attrs/a', undefined],
  ['POST', '/entityOperations/create', [{ id: 'urn:x:new', type: 'Thing' }]],
  ['POST', '/entityOperations/upsert', [{ id: 'urn:x:new', type: 'Thing' }]],
  ['POST', '/entityOperations/update', [{ id: 'urn:x:open', type: 'Thing' }]],
  ['POST', '/entityOperations/merge', [{ id: 'urn:x:open', type: 'Thing' }]],
  ['POST', '/entityOperations/delete', ['urn:x:open']],
  ['POST', '/jsonldContexts', { '@context': {} }],
];

const strangers = [
  ['nobody', anonymous, 401],
  ['a citizen', citizen(), 403],
  ['an officer of another office', officer({ body: 'ubnd-11383', unit: '11383', role: 'officer' }), 403],
] as const;

describe.each(strangers)('%s', (_who, actor, refused) => {
  test.each(writes)('may not %s %s', async (method, path, body) => {
    const answer = await clientOf(city, actor)(
      method,
      path,
      body,
      path === '/jsonldContexts' ? { 'content-type': 'application/json' } : {},
    );
    expect(answer.status).toBe(refused);
    expect(answer.body.type).toContain('https://uri.etsi.org/ngsi-ld/errors/');
    const rows = await city.sql<{ id: string; types: string[] }>(
      'select id, types from context.entity order by id',
    );
    expect(rows.map(({ id }) => id)).toEqual(['urn:x:closed', 'urn:x:open']);
    expect(await city.sql('select 1 from context.ld_context')).toEqual([]);
  });

  test('reads what is public, and nothing of another tenant', async () => {
    const ask = clientOf(city, actor);
    expect((await ask('GET', '/entities/urn:x:open')).status).toBe(200);
    const inside = { 'ngsild-tenant': 'inside' };
    for (const path of ['/entities/urn:x:closed', '/entities?type=Thing', '/types', '/attributes'])
      expect((await ask('GET', path, undefined, inside)).status).toBe(refused);
  });
});

test('whether a tenant exists does not show to whoever may not read it', async () => {
  const ask = clientOf(city);
  const answers = await Promise.all(
    ['inside', 'nowhere'].map((tenant) =>
      ask('GET', '/entities?type=Thing', undefined, { 'ngsild-tenant': tenant }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
});

test('the city’s own services write, and see a tenant that does not exist as such', async () => {
  const ask = clientOf(city, system('sensing'));
  expect((await ask('POST', '/entities', { id: 'urn:x:s', type: 'Sensor' })).status).toBe(201);
  const unknown = await ask('GET', '/entities?type=Thing', undefined, { 'ngsild-tenant': 'nowhere' });
  expect([unknown.status, unknown.body.type, unknown.headers['ngsild-tenant']]).toEqual([
    404,
    'https://uri.etsi.org/ngsi-ld/errors/NonexistentTenant',
    'nowhere',
  ]);
  expect((await ask('DELETE', '/entities/urn:x:s')).status).toBe(204);
});
