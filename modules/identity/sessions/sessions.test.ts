// Sessions in the running city: how they end, who may not use them, what the cookie looks like, acting from a post.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { eventually, type TestCity } from '@city/kernel/testing';
import { type Browser, type IdentityCity, identityCity, readTrail } from '../testing/identity-city.ts';
import { forgetJob } from './forget.job.ts';

let started: IdentityCity;
let city: TestCity;
beforeAll(async () => {
  started = await identityCity();
  ({ city } = started);
});
afterAll(() => started?.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const minute = 60_000;
const whoIs = async (browser: Browser) => (await browser.json('/api/me')).statusCode;
async function signedIn(persona = 'nguyen-thi-mai', level: 1 | 2 = 2): Promise<Browser> {
  const browser = started.browser();
  await browser.signIn(persona, { authenticationLevel: level });
  return browser;
}

describe('a session ends', () => {
  it('for a citizen after eight idle hours, however long it was used before', async () => {
    const browser = await signedIn();
    city.clock.advance(7 * 60 * minute);
    expect(await whoIs(browser)).toBe(200);
    city.clock.advance(7 * 60 * minute);
    expect(await whoIs(browser)).toBe(200);
    city.clock.advance(8 * 60 * minute);
    expect(await whoIs(browser)).toBe(401);
  });

  it('for a citizen after a day, idle or not', async () => {
    const browser = await signedIn();
    for (let hour = 0; hour < 23; hour++) {
      city.clock.advance(60 * minute);
      expect(await whoIs(browser)).toBe(200);
    }
    city.clock.advance(60 * minute);
    expect(await whoIs(browser)).toBe(401);
  });

  it('for an officer after thirty idle minutes, and after ten hours', async () => {
    const idle = await signedIn('bui-minh-duc');
    city.clock.advance(29 * minute);
    expect(await whoIs(idle)).toBe(200);
    city.clock.advance(30 * minute);
    expect(await whoIs(idle)).toBe(401);
    const busy = await signedIn('bui-minh-duc');
    for (let quarter = 0; quarter < 39; quarter++) {
      city.clock.advance(15 * minute);
      expect(await whoIs(busy)).toBe(200);
    }
    city.clock.advance(15 * minute);
    expect(await whoIs(busy)).toBe(401);
  });

  it('late for the operator of a wall, who watches without touching', async () => {
    const browser = await signedIn('phan-anh-tuan');
    city.clock.advance(11 * 60 * minute);
    expect(await whoIs(browser)).toBe(200);
  });

  it('at once when signing out: a stolen cookie is worth nothing', async () => {
    const browser = await signedIn();
    const thief = browser.copy();
    expect(await whoIs(thief)).toBe(200);
    const out = await browser.open('/sign-out', {});
    expect([out.statusCode, out.headers.location]).toEqual([303, '/signed-out']);
    expect(out.headers['clear-site-data']).toBe('"cache"');
    expect(browser.session).toBeUndefined();
    expect(await whoIs(thief)).toBe(401);
    expect((await readTrail(city)).at(-1)).toMatchObject({ action: 'session.ended', reason: 'signed out' });
    const page = await browser.open('/signed-out');
    expect(page.body).toContain('Bạn đã đăng xuất');
    expect(page.body).toContain(`${started.vneid.issuer}/end-session?client_id=hoa-phuong`);
  });

  it('everywhere when asked to, and only for the one who asks', async () => {
    const [phone, desk, other] = [await signedIn(), await signedIn(), await signedIn('tran-van-hung')];
    await phone.open('/sign-out', { everywhere: 'yes' });
    expect([await whoIs(phone), await whoIs(desk), await whoIs(other)]).toEqual([401, 401, 200]);
    const entry = (await readTrail(city)).at(-1)!;
    expect(entry).toMatchObject({
      action: 'session.ended',
      actor_kind: 'citizen',
      reason: 'signed out everywhere',
    });
  });

  it('within a second when another process or an administrator revokes it', async () => {
    const browser = await signedIn();
    expect(await whoIs(browser)).toBe(200);
    await city.sql(
      `update identity.session set ended_at = now(), ended_why = 'revoked' where ended_at is null`,
    );
    const from = performance.now();
    await eventually(
      () => whoIs(browser),
      (status) => status === 401,
      2000,
    );
    expect(performance.now() - from).toBeLessThan(1200);
  });

  it('when nobody remembers it: ended sessions are forgotten after ninety days', async () => {
    await signedIn();
    city.clock.advance(91 * 24 * 60 * minute);
    const fresh = await signedIn();
    await forgetJob.run(city.module('identity'), {} as never, 1);
    expect(await city.sql('select 1 from identity.session')).toHaveLength(1);
    expect(await whoIs(fresh)).toBe(200);
  });
});

describe('a cookie', () => {
  it.each([
    ['empty', ''],
    ['too short', 'x'],
    ['made up', 'a'.repeat(43)],
    ['endless', 'a'.repeat(5000)],
    ['hostile', "'; drop table identity.session; --"],
  ])('that is %s signs nobody in', async (_, value) => {
    const browser = started.browser();
    browser.cookies.set('city_session', value);
    expect(await whoIs(browser)).toBe(401);
  });

  it('can be read by no script and is sent by no other site', async () => {
    const answer = await started.browser().signIn('nguyen-thi-mai');
    const cookie = answer.cookies.find(({ name }) => name === 'city_session')!;
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(cookie.domain).toBeUndefined();
  });

  it('is bound to the host over https', async () => {
    const secure = await identityCity({ publicUrl: 'https://city.example' });
    try {
      const browser = secure.browser();
      const answer = await browser.signIn('nguyen-thi-mai');
      const cookie = answer.cookies.find(({ name }) => name === '__Host-city_session')!;
      expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/' });
      expect(await whoIs(browser)).toBe(200);
      await browser.open('/sign-out', {});
      expect(await whoIs(browser)).toBe(401);
    } finally {
      await secure.stop();
    }
  });

  it('does not help another site: a foreign origin may not sign anyone out', async () => {
    const browser = await signedIn();
    const answer = await browser.open('/sign-out', {}, { origin: 'https://evil.example' });
    expect(answer.statusCode).toBe(403);
    expect(await whoIs(browser)).toBe(200);
  });
});

describe('a post', () => {
  it('is left and taken again, each time on the trail', async () => {
    const browser = await signedIn('bui-minh-duc');
    const { post } = (await browser.json('/api/me')).json();
    expect((await browser.json('/api/me/post', { post: null })).json()).toMatchObject({
      kind: 'citizen',
      post: null,
    });
    expect((await browser.json('/api/me')).json()).toMatchObject({ kind: 'citizen', post: null });
    expect((await readTrail(city)).at(-1)).toMatchObject({
      action: 'post.switched',
      outcome: 'allowed',
      actor_kind: 'officer',
    });
    const back = await browser.open('/me/post', { post: post.id });
    expect([back.statusCode, back.headers.location]).toEqual([303, '/me']);
    expect((await browser.json('/api/me')).json()).toMatchObject({
      kind: 'officer',
      post: { id: post.id, body: 'ubnd-11383', unit: '11383' },
    });
  });

  it('of another is refused, and the refusal is on the trail', async () => {
    const other = (await (await signedIn('hoang-thi-lan')).json('/api/me')).json().post.id as string;
    const browser = await signedIn('bui-minh-duc');
    const answer = await browser.json('/api/me/post', { post: other });
    expect([answer.statusCode, answer.json().code, answer.json().errors[0].pointer]).toEqual([
      403,
      'post_not_yours',
      '/post',
    ]);
    expect((await readTrail(city)).at(-1)).toMatchObject({
      action: 'post.switched',
      outcome: 'refused',
      reason: 'post_not_yours',
    });
    expect((await browser.json('/api/me/post', { post: 'x' })).statusCode).toBe(400);
    expect((await browser.json('/api/me/post', { post: null, more: 1 })).statusCode).toBe(400);
  });

  it('needs two factors: with one the official is a citizen until they sign in again', async () => {
    const browser = await signedIn('bui-minh-duc', 1);
    const me = (await browser.json('/api/me')).json();
    expect(me).toMatchObject({ kind: 'citizen', post: null, postsNeedLevel: 2 });
    const refused = await browser.json('/api/me/post', { post: me.posts[0].id });
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'stronger_sign_in_needed']);
    expect((await browser.open('/me')).body).toContain('/sign-in?return_to=/me&amp;level=2');
    await browser.signIn('bui-minh-duc', { query: '?level=2&return_to=/me' });
    expect((await browser.json('/api/me')).json().kind).toBe('officer');
  });

  it('ends with its last day, also in an open session', async () => {
    const browser = await signedIn('bui-minh-duc');
    await city.sql(`update identity.post set valid_to = '2026-09-08' where code like 'le-chan-%'`);
    expect((await browser.json('/api/me')).json().kind).toBe('officer');
    // 17:00 UTC is midnight in Hải Phòng.
    for (let at = city.clock.now().getTime(); at < Date.parse('2026-09-08T16:59:00Z'); at += 20 * minute) {
      city.clock.set(new Date(at));
      await browser.json('/api/me');
    }
    const late = await signedIn('bui-minh-duc');
    city.clock.set('2026-09-08T16:59:59Z');
    expect((await late.json('/api/me')).json().kind).toBe('officer');
    city.clock.set('2026-09-08T17:00:00Z');
    await eventually(
      async () => (await late.json('/api/me')).json().kind,
      (kind) => kind === 'citizen',
      2000,
    );
    await city.sql(`update identity.post set valid_to = null where code like 'le-chan-%'`);
  });

  it('is seeded once, however often the seed runs', async () => {
    const { module } = await import('../module.ts');
    const read = () =>
      city.sql('select id, code, body, role, person_id, holder_index from identity.post order by code');
    const before = await read();
    await module.seed?.(city.module('identity'), () => {});
    expect(await read()).toEqual(before);
    const file = join(projectRoot(), 'city', 'haiphong', 'people', 'posts.json');
    const { posts } = JSON.parse(readFileSync(file, 'utf8')) as { posts: readonly object[] };
    expect(before.length).toBe(posts.length);
  });
});
