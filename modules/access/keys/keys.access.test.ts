// Signing keys at the desk: who sees them, two persons for a change, what comes of it, and what is refused.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Actor, anonymous } from '@city/kernel/access';
import { defineModule, type SigningKeyFacts } from '@city/kernel/module';
import { citizen, officer, type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import type { AccessTables } from '../tables.ts';
import type { Keys } from './key-schemas.ts';
import { rotateKeysJob } from './rotate.action.ts';

const words = { vi: 'khóa thử', en: 'keys for a test' };
let made: SigningKeyFacts[] = [];
/** A keeper of two rings: one that makes a key when told to, one whose key changes by hand. */
const keeper = defineModule({
  name: 'keeper',
  title: words,
  needs: [],
  permissions: {},
  routes: () => [],
  retention: [],
  signingKeys: [
    {
      name: 'main',
      title: words,
      keys: async () => made,
      rotate: async (m) => {
        const id = `key-${made.length + 1}`;
        const at = m.now();
        made = [aKey(id, at), ...made.map((one) => ({ ...one, state: 'checking' as const }))];
        return id;
      },
    },
    { name: 'paper', title: words, keys: async () => [], byHand: { vi: 'đổi bằng tay', en: 'by hand' } },
  ],
});
const aKey = (id: string, at: Date): SigningKeyFacts => ({
  id,
  use: words,
  state: 'signing',
  madeAt: at,
  signsFrom: at,
  until: null,
  nextAt: null,
});

const administrator = () => officer({ body: 'trung-tam-dieu-hanh', role: 'administrator' });
const [first, second] = [administrator(), administrator()];
const inspector = officer({ body: 'thanh-tra-thanh-pho', role: 'inspector' });
const main = { module: 'keeper', ring: 'main', reason: 'Định kỳ hằng năm' };
let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never, keeper as never] });
});
afterAll(() => city?.stop());
beforeEach(async () => {
  made = [aKey('key-1', city.clock.now())];
  await city.sql('truncate access.key_rotation');
});

const base = '/api/desk/keys';
const seen = async (who: Actor = first): Promise<Keys> => (await city.as(who).get(base)).json();
async function asked(who: Actor = first): Promise<string> {
  const answer = await city.as(who).post(`${base}/rotations`, main);
  expect(answer.statusCode, answer.body).toBe(201);
  return (answer.json() as Keys).rotations[0]!.id;
}
const codeOf = async (who: Actor, path: string, body: object = {}) =>
  (await city.as(who).post(`${base}/rotations${path}`, body)).json().code;
const work = (rotation: string) =>
  rotateKeysJob.run(city.module<AccessTables>('access'), { rotation } as never, 1);

test('another administrator confirms, the key is made once, and each step is on the trail', async () => {
  const id = await asked();
  expect((await city.as(second).post(`${base}/rotations/${id}/confirm`, {})).statusCode).toBe(200);
  await work(id);
  await work(id);
  const { rings, rotations } = await seen();
  expect(rings.find(({ ring }) => ring === 'main')?.keys.map(({ id: key, state }) => [key, state])).toEqual([
    ['key-2', 'signing'],
    ['key-1', 'checking'],
  ]);
  expect(rotations).toMatchObject([{ id, state: 'done', outcome: 'key-2', isOwn: true }]);
  const trail = await city.sql<{ action: string; actor_id: string }>(
    `select action, actor_id from trail.entry where object_id = $1 order by seq`,
    [id],
  );
  expect(trail.map(({ action }) => action)).toEqual([
    'key-rotation.asked',
    'key-rotation.confirmed',
    'key-rotation.done',
  ]);
  expect(trail.slice(0, 2).map(({ actor_id: actor }) => actor)).toEqual([first.id, second.id]);
});

test('whoever asked does not confirm, and nobody else takes it back', async () => {
  const id = await asked();
  expect(await codeOf(first, `/${id}/confirm`)).toBe('key_rotation_second_person');
  expect(await codeOf(first, `/${id}/refuse`)).toBe('key_rotation_second_person');
  expect(await codeOf(second, `/${id}/withdraw`)).toBe('key_rotation_second_person');
  await work(id);
  expect(made).toHaveLength(1);
  expect((await city.as(first).post(`${base}/rotations/${id}/withdraw`, {})).statusCode).toBe(200);
  expect(await codeOf(second, `/${id}/confirm`)).toBe('key_rotation_over');
});

test('one waits at a time; unconfirmed it lapses after a day and makes room', async () => {
  const id = await asked();
  expect(await codeOf(second, '', main)).toBe('key_rotation_open');
  city.clock.advance(24 * 3_600_000);
  expect(await codeOf(second, `/${id}/confirm`)).toBe('key_rotation_over');
  expect((await seen()).rotations[0]?.state).toBe('lapsed');
  await asked(second);
});

test('what changes by hand, and what is not there, cannot be asked for', async () => {
  expect(await codeOf(first, '', { ...main, ring: 'paper' })).toBe('key_ring_by_hand');
  expect(await codeOf(first, '', { ...main, ring: 'other' })).toBe('key_ring_unknown');
  const none = '01900000-0000-7000-8000-000000000000';
  expect(await codeOf(second, `/${none}/confirm`)).toBe('key_rotation_not_found');
});

test('inspectors look and change nothing', async () => {
  const id = await asked();
  expect(await seen(inspector)).toMatchObject({ mayRotate: false, rotations: [{ id, isOwn: false }] });
  expect((await city.as(inspector).post(`${base}/rotations/${id}/confirm`, {})).statusCode).toBe(403);
});

test('access.keys.see and access.keys.rotate: closed to everybody else', async () => {
  const id = '01900000-0000-7000-8000-000000000000';
  for (const place of [
    'GET /api/desk/keys',
    'POST /api/desk/keys/rotations',
    'POST /api/desk/keys/rotations/:id/confirm',
    'POST /api/desk/keys/rotations/:id/refuse',
    'POST /api/desk/keys/rotations/:id/withdraw',
  ]) {
    const [method, path] = place.split(' ') as ['GET' | 'POST', string];
    const url = path.replace(':id', id);
    const ask = async (actor: Actor) =>
      (await city.as(actor).inject({ method, url, ...(method === 'POST' ? { payload: {} } : {}) }))
        .statusCode;
    expect([place, await ask(anonymous)]).toEqual([place, 401]);
    for (const actor of [citizen({ level: 4 }), officer({ body: 'ubnd-11383', role: 'leader' })])
      expect([place, await ask(actor)]).toEqual([place, 403]);
  }
});

test('the database lets nobody confirm what they asked for, whatever a route forgets', async () => {
  const id = await asked();
  const change = city
    .module<AccessTables>('access')
    .db.transaction(first, (tx) =>
      tx.db
        .updateTable('access.key_rotation')
        .set({ state: 'confirmed', ended_by: first.id, ended_at: tx.now })
        .where('rotation_id', '=', id)
        .execute(),
    );
  await expect(change).rejects.toThrow(/key_rotation/);
});
