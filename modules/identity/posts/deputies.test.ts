// Standing in: named for dated days and a scope, acting under the post's name, on the trail by whom, ended at once.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Browser, identityCity, type IdentityCity } from '../testing/identity-city.ts';
import type { DeputyList } from './deputy-schemas.ts';
import { checkNaming, daysOf, type DeputyRule } from './deputy-rules.ts';

let stage: IdentityCity;
let leader: Browser;
let officer: Browser;
beforeAll(async () => {
  stage = await identityCity();
});
afterAll(() => stage.stop());

beforeEach(async () => {
  stage.city.clock.set('2026-09-08T02:00:00Z');
  await stage.city.sql('truncate identity.deputy');
  leader = await signedIn('pham-thi-hoa', 'leader');
  officer = await signedIn('bui-minh-duc', 'officer');
});

type Me = { post: Post | null; posts: Post[] };
type Post = {
  id: string;
  role: string;
  title: { vi: string };
  deputy: { scope: string[]; until: string } | null;
};
const me = async (browser: Browser): Promise<Me> => (await browser.json('/api/me')).json();
const deputies = async (browser: Browser): Promise<DeputyList> =>
  (await browser.json('/api/me/deputies')).json();

async function signedIn(persona: string, role: string): Promise<Browser> {
  const browser = stage.browser();
  await browser.signIn(persona);
  const post = (await me(browser)).posts.find((one) => one.role === role);
  await browser.json('/api/me/post', { post: post?.id ?? null });
  return browser;
}

async function name(more: Record<string, unknown> = {}) {
  const { mayName } = await deputies(leader);
  const deputy = mayName.find(({ role }) => role === 'officer')?.id;
  const body = {
    deputy,
    from: '2026-09-09',
    to: '2026-09-11',
    scope: ['approve', 'handle'],
    reason: 'Đi công tác',
  };
  return leader.json('/api/me/deputies', { ...body, ...more });
}

test('from the first to the last day the deputy may act from the post, and on no other', async () => {
  expect((await name()).statusCode).toBe(201);
  const standsIn = async (at: string) => {
    stage.city.clock.set(at);
    officer = await signedIn('bui-minh-duc', 'officer');
    return (await me(officer)).posts.find(({ deputy }) => deputy !== null);
  };
  expect(await standsIn('2026-09-08T16:59:00Z')).toBeUndefined();
  expect(await standsIn('2026-09-08T17:00:00Z')).toMatchObject({
    role: 'leader',
    title: { vi: 'Thay Chủ tịch · UBND phường Lê Chân' },
    deputy: { scope: ['approve', 'handle'], until: '2026-09-11' },
  });
  expect(await standsIn('2026-09-11T16:59:00Z')).toBeDefined();
  expect(await standsIn('2026-09-11T17:00:00Z')).toBeUndefined();
});

test('whoever stands in neither passes it on nor sees the namings; the trail says by which naming they acted', async () => {
  const { id } = (await name({ from: '2026-09-08' })).json();
  const post = (await me(officer)).posts.find(({ deputy }) => deputy !== null);
  await officer.json('/api/me/post', { post: post?.id });
  expect((await officer.json('/api/me/deputies')).statusCode).toBe(403);
  await officer.json('/api/me/post', { post: post?.id });
  const [entry] = await stage.city.sql<{ detail: { deputy?: string }; actor_post: string }>(
    `select detail, actor_post from trail.entry where action = 'post.switched' order by seq desc limit 1`,
  );
  expect(entry).toMatchObject({ actor_post: post?.id, detail: { deputy: id } });
});

test('ending it takes the post away at once', async () => {
  const { id } = (await name({ from: '2026-09-08' })).json();
  const post = (await me(officer)).posts.find(({ deputy }) => deputy !== null);
  await officer.json('/api/me/post', { post: post?.id });
  expect((await me(officer)).post?.role).toBe('leader');
  expect((await leader.json(`/api/me/deputies/${id}/end`, {})).statusCode).toBe(200);
  expect((await me(officer)).post).toBeNull();
  expect((await leader.json(`/api/me/deputies/${id}/end`, {})).json().code).toBe('deputy_not_found');
});

test('who names is told what is wrong with it', async () => {
  const code = async (more: Record<string, unknown>) => (await name(more)).json().code;
  expect(await code({ from: '2026-09-07' })).toBe('deputy_days_wrong');
  expect(await code({ from: '2026-09-12', to: '2026-09-11' })).toBe('deputy_days_wrong');
  expect(await code({ to: '2026-12-31' })).toBe('deputy_too_long');
  expect(await code({ scope: ['sign-contracts'] })).toBe('deputy_scope_wrong');
  expect(await code({ deputy: '01a21f6f-2d30-7044-ad16-69a6ba5beb83' })).toBe('deputy_unknown');
  expect((await name()).statusCode).toBe(201);
  expect(await code({ from: '2026-09-11', to: '2026-09-12' })).toBe('deputy_overlaps');
});

test('only posts of the same body can stand in, and both sides see the naming', async () => {
  const { mayName } = await deputies(leader);
  expect(new Set(mayName.map(({ body }) => body))).toEqual(new Set(['ubnd-11383']));
  await name();
  expect((await deputies(leader)).given).toMatchObject([{ from: '2026-09-09', isOn: false }]);
  expect((await deputies(officer)).received).toMatchObject([{ to: '2026-09-11', reason: 'Đi công tác' }]);
});

const rule: DeputyRule = {
  id: 'one',
  role: 'leader',
  deputies: ['officer'],
  mostDays: 3,
  scopes: ['approve'],
  document: 'none',
  validFrom: '2021-01-01',
  validTo: null,
};

test.each([
  ['2026-02-27', '2026-03-01', 3],
  ['2028-02-28', '2028-03-01', 3],
  ['2026-09-08', '2026-09-08', 1],
])('from %s to %s are %i days', (from, to, days) => {
  expect(daysOf({ from, to })).toBe(days);
  if (days <= rule.mostDays)
    expect(() => checkNaming(rule, { from, to, scope: ['approve'] }, from)).not.toThrow();
});

test('posts are told to others once, and again only when they change', async () => {
  const count = async () =>
    (
      await stage.city.sql<{ n: number }>(
        `select count(*)::int as n from events.outbox where type = 'identity.post.kept'`,
      )
    )[0]?.n;
  const { module } = await import('../module.ts');
  const before = await count();
  expect(before).toBeGreaterThan(5);
  await module.seed?.(stage.city.module('identity'), () => {});
  expect(await count()).toBe(before);
  await stage.city.sql(`update identity.post set title_vi = 'khác' where code = 'dieu-phoi-1'`);
  await module.seed?.(stage.city.module('identity'), () => {});
  expect(await count()).toBe((before ?? 0) + 1);
});
