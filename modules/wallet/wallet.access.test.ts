// Who is refused by the wallet, that nothing is stored when they are, and that nobody sees another's credentials or checks.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { citizen } from '@city/kernel/testing';
import { outsideWallet } from './testing/outside-wallet.ts';
import { askBadge } from './testing/presenting.ts';
import { fetchBadges, offerBadge, type WalletCity, walletCity } from './testing/wallet-city.ts';

let it: WalletCity;
beforeAll(async () => {
  it = await walletCity();
});
afterAll(() => it?.city.stop());

const id = randomUUID();
test.each([
  'GET /me/wallet',
  'POST /me/wallet/offers',
  'POST /me/wallet/credentials/:id/revoke',
  'GET /verify',
  'POST /verify',
  'GET /verify/:id',
  'GET /verify/:id/return',
])('%s is closed to whoever is not signed in', async (name) => {
  const [method, pattern] = name.split(' ') as ['GET' | 'POST', string];
  const url = pattern.replace(':id', id);
  for (const caller of [anonymous, system('stranger')]) {
    const answer = await it.city
      .as(caller)
      .inject({ method, url, ...(method === 'POST' ? { payload: {} } : {}) });
    expect(answer.statusCode).toBeOneOf([401, 403]);
  }
  expect(await it.city.sql('select 1 from wallet.offer union all select 1 from wallet.presentation')).toEqual(
    [],
  );
});

test('nobody gives back, sees or returns to what is another’s', async () => {
  await fetchBadges(outsideWallet(it.city), await offerBadge(it));
  const [batch] = await it.city.sql<{ id: string }>('select id from wallet.batch');
  const stranger = it.city.as(citizen());
  expect((await stranger.form(`/me/wallet/credentials/${batch?.id}/revoke`, {})).statusCode).toBe(404);
  expect(await it.city.sql('select 1 from wallet.batch where revoked_at is not null')).toEqual([]);
  const asked = await askBadge(it);
  expect((await stranger.get(`/verify/${asked.id}`, { accept: 'text/html' })).statusCode).toBe(404);
  expect((await stranger.get('/me/wallet', { accept: 'text/html' })).body).not.toMatch(/>Còn hiệu lực</);
});

test('a purpose for other posts, or none of ours, is refused and nothing is asked', async () => {
  const person = it.city.as(citizen());
  const before = await it.city.sql('select 1 from wallet.presentation');
  expect(
    (await person.form('/verify', { purpose: 'official-between-bodies', device: 'other' })).statusCode,
  ).toBe(403);
  expect((await person.form('/verify', { purpose: 'everything', device: 'other' })).statusCode).toBe(400);
  expect(await it.city.sql('select 1 from wallet.presentation')).toHaveLength(before.length);
});

test('without saying who acts, the module’s own role sees no row of anybody', async () => {
  expect(await it.city.sql('select 1 from wallet.batch')).not.toEqual([]);
  for (const table of ['offer', 'access', 'batch', 'credential', 'presentation']) {
    const { rows } = await it.wallet.m.db.transaction(anonymous, (tx) =>
      sql`select 1 from ${sql.table(`wallet.${table}`)}`.execute(tx.db),
    );
    expect(rows).toEqual([]);
  }
});
