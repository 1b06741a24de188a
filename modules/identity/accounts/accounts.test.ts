// An account is disabled: sessions, tokens and every way in stop within the second; another administrator enables it again.
import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { officer } from '@city/kernel/testing';
import { createPasskey, answerWith } from '../testing/software-passkey.ts';
import { type IdentityCity, readTrail } from '../testing/identity-city.ts';
import { authorize, oidcCity, redeem, register, type Registered } from '../testing/oidc-client.ts';
import { persona } from '../testing/people.ts';

let made: IdentityCity;
let library: Registered;
const administrator = () => officer({ body: 'ubnd-31', role: 'administrator', unit: null }, { level: 2 });
const [one, other] = [administrator(), administrator()];
beforeAll(async () => {
  made = await oidcCity();
  library = await register(made, 'library');
}, 60_000);
afterAll(() => made.stop());

const reason = 'Chủ tài khoản báo mất điện thoại và giấy tờ.';
const disable = (who: string, by = one) =>
  made.city.as(by).inject({
    method: 'POST',
    url: '/api/desk/accounts',
    payload: { personalNumber: persona(who).personalNumber, reason },
  });
const enable = (id: string, by: typeof one) =>
  made.city.as(by).inject({
    method: 'POST',
    url: `/api/desk/accounts/${id}/enable`,
    payload: { reason: 'Đã đối chiếu người và thẻ tại quầy.' },
  });

test('sessions, tokens of services, tokens at the city’s interface and passkeys stop at once', async () => {
  const browser = made.browser();
  const asked = { scope: 'openid profile offline_access', prompt: 'consent' };
  const tokens = await redeem(
    library,
    await authorize(library, browser, asked, { persona: 'vu-hoang-long' }),
  );
  const api = await register(made, 'api-user', { firstParty: true });
  const resource = { scope: 'openid city.me', resource: `${made.publicUrl}/api` };
  const got = await authorize(api, browser, resource, { persona: 'vu-hoang-long' });
  const forApi = await redeem(api, got, undefined, { resource: resource.resource });
  const me = () =>
    fetch(`${made.publicUrl}/api/me`, { headers: { authorization: `Bearer ${forApi.access_token}` } });
  expect((await me()).status).toBe(200);
  const begun = await browser.json('/api/me/passkeys/options', {});
  browser.keep(begun);
  const { passkey, credential } = createPasskey(begun.json().options, { origin: made.publicUrl });
  expect((await browser.json('/api/me/passkeys', { credential })).statusCode).toBeLessThan(300);

  const from = performance.now();
  const disabled = await disable('vu-hoang-long');
  expect(disabled.statusCode).toBe(201);
  expect((await browser.json('/api/me')).statusCode).toBe(401);
  const sub = tokens.claims()!.sub;
  await expect(oidc.fetchUserInfo(library.config, tokens.access_token, sub)).rejects.toThrow();
  await expect(oidc.refreshTokenGrant(library.config, tokens.refresh_token!)).rejects.toThrow();
  await expect.poll(async () => (await me()).status, { timeout: 2000 }).toBe(401);
  expect(performance.now() - from).toBeLessThan(10_000);

  const fresh = made.browser();
  const asking = await fresh.json('/api/sign-in/passkey/options', {});
  fresh.keep(asking);
  const signed = answerWith(passkey, asking.json().options, { origin: made.publicUrl });
  const refused = await fresh.json('/api/sign-in/passkey', { credential: signed });
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'account_disabled']);
  const byVneid = await made.browser().signIn('vu-hoang-long');
  expect(byVneid.statusCode).toBe(403);
  expect(byVneid.body).toContain('1022');
  const { id } = disabled.json() as { id: string };
  const about = (await readTrail(made.city)).find(({ action }) => action === 'account.disabled');
  expect(about).toMatchObject({ subject_id: id, actor_kind: 'officer', actor_id: one.id, reason });
});

test('whoever disabled it does not enable it; another does, and nothing from before comes back', async () => {
  const browser = made.browser();
  await browser.signIn('pham-gia-bao');
  const { id } = (await disable('pham-gia-bao')).json() as { id: string };
  expect((await disable('pham-gia-bao', other)).json().code).toBe('account_disabled_already');
  expect((await enable(id, one)).json().code).toBe('account_second_officer');
  const list = (await made.city.as(other).get('/api/desk/accounts')).json() as { items: object[] };
  expect(list.items).toContainEqual(
    expect.objectContaining({ person: id, name: 'Phạm Gia Bảo', isOwn: false, reason }),
  );
  expect((await enable(id, other)).statusCode).toBe(200);
  expect((await enable(id, other)).json().code).toBe('account_not_disabled');
  expect((await browser.json('/api/me')).statusCode).toBe(401);
  expect((await made.browser().signIn('pham-gia-bao')).statusCode).toBe(303);
});

test('nobody disables an account that is not there, or their own; the database refuses it too', async () => {
  const unknown = await made.city.as(one).inject({
    method: 'POST',
    url: '/api/desk/accounts',
    payload: { personalNumber: '031099999999', reason },
  });
  expect(unknown.statusCode).toBeGreaterThanOrEqual(400);
  const browser = made.browser();
  await browser.signIn('nguyen-thi-mai');
  const own = (await browser.json('/api/me')).json().id as string;
  const self = officer({ body: 'ubnd-31', role: 'administrator', unit: null }, { id: own, level: 2 });
  expect((await disable('nguyen-thi-mai', self)).json().code).toBe('account_own');
  const end = (actor: typeof one) =>
    made.city.module('identity').db.transaction(actor, async (tx) => {
      const { sql } = await import('kysely');
      await sql`select identity.end_blocked(${own}::uuid, now())`.execute(tx.db as never);
    });
  await expect(end(one)).rejects.toThrow(/not disabled/);
  await expect(end({ ...one, post: { ...one.post!, role: 'officer' } })).rejects.toThrow(/administrator/);
});
