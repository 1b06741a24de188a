// The whole sign-in through the running city, a real PostgreSQL and the simulated national identity provider.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportJWK, generateKeyPair } from 'jose';
import { type TestCity, testCity } from '@city/kernel/testing';
import { type FaultKind, type RunningSimulator, signInAs } from '@city/vneid-simulator';
import { module } from '../module.ts';
import { type Browser, type IdentityCity, identityCity, readTrail } from '../testing/identity-city.ts';

let started: IdentityCity;
let city: TestCity;
let vneid: RunningSimulator;

beforeAll(async () => {
  started = await identityCity();
  ({ city, vneid } = started);
});
afterAll(() => started?.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const newBrowser = () => started.browser();
const trail = () => readTrail(city);

describe('signing in', () => {
  it('takes a citizen to the provider and back to where they were', async () => {
    const browser = newBrowser();
    const answer = await browser.signIn('nguyen-thi-mai', {
      query: '?return_to=%2Freports%2Fnew%3Fstep%3D2',
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/reports/new?step=2']);
    const me = (await browser.json('/api/me')).json();
    expect(me).toMatchObject({
      name: 'Nguyễn Thị Mai',
      kind: 'citizen',
      level: 2,
      identityLevel: 2,
      post: null,
      posts: [],
    });
    expect(me.session.endsAt).toBe('2026-09-09T02:30:00.000Z');
    expect(me.session.idleEndsAt).toBe('2026-09-08T10:30:00.000Z');
  });

  it('pushes its request, asks with S256, and sends no secret through the browser', async () => {
    const url = await newBrowser().leave();
    expect(url.origin).toBe(vneid.issuer);
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
  });

  it('knows the same person again, also when the provider gives them a new subject', async () => {
    const first = newBrowser();
    await first.signIn('tran-van-hung');
    const { id } = (await first.json('/api/me')).json();
    const second = newBrowser();
    await second.signIn('tran-van-hung', { identityLevel: 1, authenticationLevel: 1 });
    expect((await second.json('/api/me')).json()).toMatchObject({ id, level: 1, identityLevel: 1 });
    await city.sql(`update identity.upstream_identity set subject = 'older' where person_id = $1`, [id]);
    const third = newBrowser();
    await third.signIn('tran-van-hung');
    expect((await third.json('/api/me')).json().id).toBe(id);
    expect(
      await city.sql(`select 1 from identity.upstream_identity where person_id = $1`, [id]),
    ).toHaveLength(2);
  });

  it('makes one person of two first sign-ins at the same moment', async () => {
    const browsers = [newBrowser(), newBrowser(), newBrowser()];
    const backs = await Promise.all(
      browsers.map(async (browser) => signInAs(await browser.leave(), { persona: 'vu-hoang-long' })),
    );
    await Promise.all(browsers.map((browser, at) => browser.open(backs[at]!.pathname + backs[at]!.search)));
    const ids = await Promise.all(
      browsers.map(async (browser) => (await browser.json('/api/me')).json().id as string),
    );
    expect(new Set(ids).size).toBe(1);
  });

  it('puts officials at their post, and remembers the one chosen last', async () => {
    const browser = newBrowser();
    await browser.signIn('ngo-thi-hanh', { query: '?return_to=/desk' });
    const me = (await browser.json('/api/me')).json();
    expect(me).toMatchObject({
      kind: 'officer',
      post: {
        role: 'coordinator',
        body: 'dieu-phoi-1022',
        unit: null,
        title: { en: 'Coordinator · 1022 Coordination' },
      },
    });
    expect(me.session.idleEndsAt).toBe('2026-09-08T03:00:00.000Z');
    const moderator = me.posts.find((post: { role: string }) => post.role === 'moderator').id as string;
    expect((await browser.json('/api/me/post', { post: moderator })).json()).toMatchObject({
      kind: 'officer',
      post: { id: moderator },
    });
    const again = newBrowser();
    city.clock.advance(1000);
    await again.signIn('ngo-thi-hanh');
    expect((await again.json('/api/me')).json().post.id).toBe(moderator);
  });

  it('keeps working when the provider rotates its keys, again and again', async () => {
    for (let round = 0; round < 4; round++) {
      expect((await newBrowser().signIn('nguyen-thi-mai')).statusCode).toBe(303);
      await vneid.rotateKeys();
      if (round % 2) await vneid.rotateKeys();
    }
  });

  it('lets two tabs sign in at once', async () => {
    const browser = newBrowser();
    const [one, two] = [await browser.leave('?return_to=/one'), await browser.leave('?return_to=/two')];
    const backOne = await signInAs(one, { persona: 'nguyen-thi-mai' });
    const backTwo = await signInAs(two, { persona: 'nguyen-thi-mai' });
    expect((await browser.open(backOne.pathname + backOne.search)).headers.location).toBe('/one');
    expect((await browser.open(backTwo.pathname + backTwo.search)).headers.location).toBe('/two');
  });

  it('comes back under the name by which this machine was called', async () => {
    const browser = newBrowser();
    const headers = { host: '127.0.0.1:8080' };
    const back = await signInAs(await browser.leave('?return_to=/me', headers), {
      persona: 'nguyen-thi-mai',
    });
    expect(back.origin).toBe('http://127.0.0.1:8080');
    expect((await browser.open(back.pathname + back.search, undefined, headers)).headers.location).toBe(
      '/me',
    );
  });

  it('never lets a foreign Host header name where to come back', async () => {
    const back = await signInAs(await newBrowser().leave('', { host: 'evil.example' }), {
      persona: 'nguyen-thi-mai',
    });
    expect(back.origin).toBe('http://localhost:8080');
  });

  it('proves itself with a key where one is configured', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), alg: 'ES256', kid: 'city' };
    const keyed = await identityCity({
      authentication: { method: 'private_key_jwt', jwks: { keys: [jwk] } },
      environment: {
        CITY_IDENTITY_CLIENT_KEY: JSON.stringify({ ...(await exportJWK(pair.privateKey)), kid: 'city' }),
      },
    });
    try {
      expect((await keyed.browser().signIn('nguyen-thi-mai')).statusCode).toBe(303);
    } finally {
      await keyed.stop();
    }
  });

  it('gives a new token each time and ends the session that the browser had', async () => {
    const browser = newBrowser();
    await browser.signIn('nguyen-thi-mai');
    const before = browser.session!;
    await browser.signIn('pham-gia-bao');
    expect(browser.session).not.toBe(before);
    const thief = newBrowser();
    thief.cookies.set('city_session', before);
    expect((await thief.json('/api/me')).statusCode).toBe(401);
    expect((await browser.json('/api/me')).json().name).toBe('Phạm Gia Bảo');
  });

  it('keeps numbers, phones and tokens out of the tables in clear', async () => {
    const browser = newBrowser();
    await browser.signIn('nguyen-thi-mai');
    const tables = ['person', 'person_number', 'upstream_identity', 'post', 'session'].map(
      (name) => `identity.${name}`,
    );
    for (const table of [...tables, 'trail.entry', 'events.outbox']) {
      const rows = await city.sql<{ row: string }>(
        `select to_jsonb(t)::text || encode(convert_to(t::text, 'UTF8'), 'escape') as row from ${table} t`,
      );
      const dump = rows.map(({ row }) => row).join('\n');
      const hex = (text: string) => Buffer.from(text).toString('hex');
      for (const clear of ['031190000001', '900000001', browser.session!]) {
        expect(dump.includes(clear) || dump.includes(hex(clear)), `${clear} in ${table}`).toBe(false);
      }
    }
  });
});

describe('a sign-in is refused', () => {
  const expectNobody = async (browser: Browser) => {
    expect(browser.session).toBeUndefined();
    expect((await browser.json('/api/me')).statusCode).toBe(401);
  };
  const lastEntry = async () => (await trail()).at(-1);

  it('when the code is replayed, in the same browser and in another with its cookies', async () => {
    const browser = newBrowser();
    const back = await signInAs(await browser.leave(), { persona: 'nguyen-thi-mai' });
    const thief = browser.copy();
    expect((await browser.open(back.pathname + back.search)).statusCode).toBe(303);
    const replayed = await browser.open(back.pathname + back.search);
    expect(replayed.statusCode).toBe(400);
    expect(replayed.body).toContain('Lần đăng nhập này đã dùng rồi');
    expect(await lastEntry()).toMatchObject({
      action: 'session.refused',
      outcome: 'refused',
      reason: 'unknown_attempt',
    });
    expect((await thief.open(back.pathname + back.search)).statusCode).toBe(400);
    expect(await lastEntry()).toMatchObject({ reason: 'not_genuine' });
    await expectNobody(thief);
  });

  it('when the state is tampered with, missing, or of another browser', async () => {
    const browser = newBrowser();
    const back = await signInAs(await browser.leave(), { persona: 'nguyen-thi-mai' });
    const stranger = newBrowser();
    await stranger.leave();
    expect((await stranger.open(back.pathname + back.search)).statusCode).toBe(400);
    await expectNobody(stranger);
    const changed = new URL(back);
    changed.searchParams.set('state', 'another');
    expect((await browser.open(changed.pathname + changed.search)).statusCode).toBe(400);
    changed.searchParams.delete('state');
    expect((await browser.open(changed.pathname + changed.search)).statusCode).toBe(400);
    expect((await browser.open(`${back.pathname}${back.search}&state=twice`)).statusCode).toBe(400);
    await expectNobody(browser);
  });

  it('when the cookie of the attempt was tampered with', async () => {
    const browser = newBrowser();
    const back = await signInAs(await browser.leave(), { persona: 'nguyen-thi-mai' });
    const cookie = browser.cookies.get('city_sign_in')!;
    browser.cookies.set(
      'city_sign_in',
      `${cookie.slice(0, 50)}${cookie[50] === 'A' ? 'B' : 'A'}${cookie.slice(51)}`,
    );
    expect((await browser.open(back.pathname + back.search)).statusCode).toBe(400);
    await expectNobody(browser);
  });

  it('when more than ten minutes have passed', async () => {
    const browser = newBrowser();
    const back = await signInAs(await browser.leave(), { persona: 'nguyen-thi-mai' });
    city.clock.advance(600_000);
    expect((await browser.open(back.pathname + back.search)).statusCode).toBe(400);
    await expectNobody(browser);
  });

  it.each<FaultKind>([
    'wrong_nonce',
    'wrong_issuer',
    'wrong_audience',
    'wrong_signature',
    'wrong_subject',
    'expired_token',
  ])('when the provider’s answer has a %s', async (fault) => {
    const browser = newBrowser();
    const answer = await browser.signIn('nguyen-thi-mai', { fault });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('không khớp với lần đăng nhập này');
    expect(await lastEntry()).toMatchObject({
      action: 'session.refused',
      reason: 'not_genuine',
      subject_id: null,
    });
    await expectNobody(browser);
  });

  it('when another issuer answers (mix-up, RFC 9207)', async () => {
    const browser = newBrowser();
    const back = await signInAs(await browser.leave(), { persona: 'nguyen-thi-mai' });
    back.searchParams.set('iss', 'https://evil.example');
    expect((await browser.open(back.pathname + back.search)).statusCode).toBe(400);
    await expectNobody(browser);
  });

  it('when the person declines or the account is locked', async () => {
    const browser = newBrowser();
    expect((await browser.signIn('nguyen-thi-mai', { decision: 'deny' })).statusCode).toBe(403);
    const locked = await browser.signIn('dinh-van-khoa');
    expect(locked.statusCode).toBe(403);
    expect(locked.body).toContain('tài khoản đang bị khóa');
    expect(await lastEntry()).toMatchObject({ reason: 'declined' });
    await expectNobody(browser);
  });

  it('when it was proved at a lower level than was asked for', async () => {
    const browser = newBrowser();
    const answer = await browser.signIn('nguyen-thi-mai', { query: '?level=3', authenticationLevel: 2 });
    expect([answer.statusCode, answer.body.includes('mức xác thực 3')]).toEqual([403, true]);
    await expectNobody(browser);
    expect((await browser.signIn('nguyen-thi-mai', { query: '?level=3' })).statusCode).toBe(303);
    expect((await browser.json('/api/me')).json().level).toBe(3);
  });

  it('when the provider’s subject and the number belong to different persons', async () => {
    await newBrowser().signIn('do-thi-nhan');
    await newBrowser().signIn('pham-gia-bao');
    const [nhan, bao] = await city.sql<{ id: string }>(
      `select id from identity.person where name in ('Đỗ Thị Nhàn', 'Phạm Gia Bảo') order by name desc`,
    );
    await city.sql('update identity.upstream_identity set person_id = $1 where person_id = $2', [
      bao!.id,
      nhan!.id,
    ]);
    const browser = newBrowser();
    const answer = await browser.signIn('do-thi-nhan');
    expect(answer.statusCode).toBe(409);
    await expectNobody(browser);
    await city.sql(`delete from identity.upstream_identity where person_id = $1`, [bao!.id]);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/%09/evil.example'.replace('%09', '\t'),
    'javascript:alert(1)',
    '/sign-in',
  ])('when it should lead on to %j', async (target) => {
    const answer = await city.app.inject({ url: `/sign-in?return_to=${encodeURIComponent(target)}` });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.json()).toMatchObject({ code: 'return_to_refused', errors: [{ pointer: '/return_to' }] });
    const away = await city.app.inject({ url: `/sign-in/vneid?return_to=${encodeURIComponent(target)}` });
    expect([away.statusCode, away.headers.location]).toEqual([400, undefined]);
  });
});

describe('while the provider is away', () => {
  it('says so with 503 and Retry-After, keeps sessions alive, and recovers by itself', async () => {
    const browser = newBrowser();
    await browser.signIn('nguyen-thi-mai');
    const other = newBrowser();
    const back = await signInAs(await other.leave(), { persona: 'tran-van-hung' });
    vneid.setOutage(true);
    const away = await newBrowser().open('/sign-in/vneid');
    expect([away.statusCode, away.headers['retry-after']]).toEqual([503, '5']);
    expect(away.body).toContain('VNeID đang tạm nghỉ');
    expect((await other.open(back.pathname + back.search)).statusCode).toBe(503);
    expect((await trail()).at(-1)).toMatchObject({ outcome: 'failed', reason: 'provider_away' });
    expect((await browser.json('/api/me')).statusCode).toBe(200);
    vneid.setOutage(false);
    expect((await newBrowser().signIn('nguyen-thi-mai')).statusCode).toBe(303);
  });

  it('does not keep the city from starting', async () => {
    const lonely = await testCity({
      modules: [module as never],
      environment: { CITY_IDENTITY_ISSUER: 'http://127.0.0.1:9', CITY_IDENTITY_CLIENT_SECRET: 'none' },
    });
    try {
      const answer = await lonely.app.inject({ url: '/sign-in/vneid', headers: { accept: 'text/html' } });
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    } finally {
      await lonely.stop();
    }
  });

  it('survives a provider error in the middle, and a slow one', async () => {
    const browser = newBrowser();
    expect((await browser.signIn('nguyen-thi-mai', { fault: 'server_error' })).statusCode).toBe(503);
    expect((await browser.signIn('mai-thi-cham')).statusCode).toBe(303);
  });
});
