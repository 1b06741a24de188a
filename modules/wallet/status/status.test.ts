// Status lists in a running city: drawn at random and never twice, revocations seen at once, the past kept.
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { importX509, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { type TestCity, testCity } from '@city/kernel/testing';
import { followChain } from '../keys/chain.ts';
import { module } from '../module.ts';
import type { Tables } from '../tables.ts';
import { walletOf } from '../wallet.ts';
import { expandStatuses, readStatus } from './bitmap.ts';
import { changeStatus, drawPlaces } from './status.store.ts';

let city: TestCity;
beforeAll(async () => {
  city = await testCity({ modules: [module as never] });
});
afterAll(() => city?.stop());

const shape = { bits: 1, size: 1_048_576 } as const;
const context = () => city.module<Tables>('wallet');
const draw = (count: number, of: { bits: 1 | 2 | 4; size: number } = shape) =>
  context().db.transaction(system('test'), (tx) =>
    drawPlaces(
      tx,
      of,
      Array.from({ length: count }, () => randomUUID()),
    ),
  );
const revoke = (place: { listId: string; idx: number }) =>
  context().db.transaction(system('test'), (tx) => changeStatus(tx, { ...place, value: 1, reason: 'lost' }));

async function readToken(listId: string, query = '') {
  const answer = await city
    .as(anonymous)
    .get(`/wallet/status/${listId}${query}`, { accept: 'application/statuslist+jwt' });
  expect(answer.statusCode).toBe(200);
  const header = JSON.parse(Buffer.from(answer.body.split('.')[0] ?? '', 'base64url').toString());
  const anchors = await walletOf(context()).authority.anchors();
  expect(await followChain(header.x5c, anchors, city.clock.now())).not.toBeNull();
  const key = await importX509(
    `-----BEGIN CERTIFICATE-----\n${header.x5c[0]}\n-----END CERTIFICATE-----`,
    'ES256',
  );
  const { payload } = await jwtVerify(answer.body, key, {
    typ: 'statuslist+jwt',
    currentDate: city.clock.now(),
  });
  const { bits, lst } = payload['status_list'] as { bits: 1; lst: string };
  return { answer, payload, statusOf: (idx: number) => readStatus(bits, expandStatuses(lst, 1 << 20), idx) };
}

test('fifty issuers at once get random indexes, none twice', async () => {
  const drawn = (await Promise.all(Array.from({ length: 50 }, () => draw(5)))).flat();
  expect(new Set(drawn.map(({ listId, idx }) => `${listId}/${idx}`)).size).toBe(250);
  expect(new Set(drawn.map(({ listId }) => listId)).size).toBe(1);
  const sorted = drawn.map(({ idx }) => idx).sort((a, b) => a - b);
  expect((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)).toBeGreaterThan(shape.size / 2);
});

test('a revocation stands in the next answer, and the list as it was before stays to be had', async () => {
  const [place] = await draw(1);
  if (!place) throw new Error('nothing drawn');
  const before = await readToken(place.listId);
  expect(before.statusOf(place.idx)).toBe(0);
  expect(before.payload.sub).toBe(walletOf(context()).statusLists.uriOf(place.listId));
  expect(before.payload['ttl']).toBe(300);
  const asked = Math.floor(city.clock.now().getTime() / 1000);
  city.clock.advance(5_000);
  await revoke(place);
  const after = await readToken(place.listId);
  expect(after.statusOf(place.idx)).toBe(1);
  expect(after.answer.headers['access-control-allow-origin']).toBe('*');
  expect((await readToken(place.listId, `?time=${asked}`)).statusOf(place.idx)).toBe(0);
});

test('the token is made anew before it runs out', async () => {
  const [place] = await draw(1);
  if (!place) throw new Error('nothing drawn');
  const first = await readToken(place.listId);
  city.clock.advance(20 * 3600 * 1000);
  const second = await readToken(place.listId);
  expect(Number(second.payload.iat)).toBeGreaterThan(Number(first.payload.iat));
});

test('a list that fills up is closed and the next one opened', async () => {
  const drawn = (await Promise.all(Array.from({ length: 20 }, () => draw(1, { bits: 4, size: 16 })))).flat();
  expect(new Set(drawn.map(({ listId, idx }) => `${listId}/${idx}`)).size).toBe(20);
  expect(new Set(drawn.map(({ listId }) => listId)).size).toBeGreaterThan(1);
});

test('unknown lists, times ahead and times before the list are named as such', async () => {
  const [place] = await draw(1);
  const ahead = Math.floor(city.clock.now().getTime() / 1000) + 60;
  const codes = [];
  for (const url of [
    `/wallet/status/${randomUUID()}`,
    `/wallet/status/${place?.listId}?time=${ahead}`,
    `/wallet/status/${place?.listId}?time=1000`,
  ]) {
    const answer = await city.as(anonymous).get(url);
    codes.push([answer.statusCode, answer.json().code]);
  }
  expect(codes).toEqual([
    [404, 'wallet_status_list_unknown'],
    [400, 'wallet_status_time_ahead'],
    [404, 'wallet_status_list_unknown'],
  ]);
});

test('a million entries with ten thousand revoked are signed, small, and packed for whoever takes gzip', async () => {
  await draw(1, { bits: 2, size: shape.size });
  const rows = await city.sql<{ id: string }>(
    'select id from wallet.status_list where bits = 1 and closed_at is null',
  );
  const listId = rows[0]?.id ?? '';
  await city.sql(
    `with taken as (insert into wallet.status_entry
       select $1, (random() * 1048575)::int, gen_random_uuid(), now() from generate_series(1, 10000)
       on conflict do nothing returning list_id, idx)
     insert into wallet.status_change
       select gen_random_uuid(), list_id, idx, 1, $2::timestamptz - interval '1 second', 'test' from taken`,
    [listId, city.clock.now()],
  );
  const ask = (encoding: string) =>
    city
      .as(anonymous)
      .inject({ method: 'GET', url: `/wallet/status/${listId}`, headers: { 'accept-encoding': encoding } });
  const [plain, packed] = [await ask('identity'), await ask('gzip, br')];
  const payload = JSON.parse(Buffer.from(plain.body.split('.')[1] ?? '', 'base64url').toString());
  expect(Buffer.from(payload.status_list.lst, 'base64url').length).toBeLessThan(15_000);
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.rawPayload.length).toBeLessThan(25_600);
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
});

test('what is drawn or changed can be neither moved nor erased by the module', async () => {
  for (const table of ['status_entry', 'status_change', 'key'])
    await expect(
      context().db.transaction(system('test'), (tx) =>
        tx.db.deleteFrom(`wallet.${table}` as 'wallet.key').execute(),
      ),
    ).rejects.toMatchObject({ code: '42501' });
});
