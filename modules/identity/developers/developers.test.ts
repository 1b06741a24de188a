// A developer from the first visit to an application that serves everybody; and what stops it within the second.
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { citizen, officer } from '@city/kernel/testing';
import { type Browser, type IdentityCity, readTrail } from '../testing/identity-city.ts';
import { oidcCity, redirectUri, walk } from '../testing/oidc-client.ts';
import { LIMITS } from '../limits.ts';
import { basic, post, userinfo } from '../testing/raw-client.ts';

let made: IdentityCity;
let developer: Browser;
const administrator = officer({ body: 'ubnd-31', role: 'administrator', unit: null }, { level: 2 });
beforeAll(async () => {
  made = await oidcCity();
  developer = made.browser();
  await developer.signIn('vu-hoang-long');
}, 60_000);
afterAll(() => made.stop());

const textIn = (html: string, name: string) =>
  new RegExp(`<dt>${name}</dt>\\s*<dd[^>]*><code>([^<]+)</code>`).exec(html)?.[1] ?? '';
const own = () => `${made.publicUrl}/developers/try-back`;

/** Registers one with a secret; answers its name and the secret that was shown. */
async function register(browser = developer, name = 'Sổ tay du lịch', redirects = own()) {
  const answer = await browser.open('/developers/clients', { name, redirects, proof: 'secret' });
  return { id: textIn(answer.body, 'client_id'), secret: textIn(answer.body, 'client_secret'), page: answer };
}

describe('registering', () => {
  test('the first page explains, in both languages, without signing in', async () => {
    const page = await made.browser().open('/developers');
    expect(page.body).toContain(`${made.publicUrl}/.well-known/openid-configuration`);
    const english = await made.browser().open('/developers?lang=en');
    expect(english.body).toContain('For developers');
  });

  test('the secret is shown once and kept nowhere', async () => {
    const { id, secret, page } = await register();
    expect(page.headers['cache-control']).toContain('no-store');
    expect(secret).toMatch(/^hps_[A-Za-z0-9_-]{43}$/);
    const again = await developer.open(`/developers/clients/${id}`);
    expect(again.body).toContain('Sổ tay du lịch');
    expect(again.body).not.toContain(secret);
    const [{ kept }] = (await made.city.sql(
      `select (select string_agg(c::text, '') from identity.oidc_client c) ||
              (select string_agg(t::text, '') from trail.entry t) as kept`,
    )) as [{ kept: string }];
    expect(kept).toContain(id);
    expect(kept).not.toContain(secret);
  });

  test.each([
    ['http://example.org/cb', 'redirects'],
    ['https://example.org/cb#part', 'redirects'],
    ['https://user@example.org/cb', 'redirects'],
    ['javascript:alert(1)', 'redirects'],
    ['https://EXAMPLE.org/cb', 'redirects'],
    ['', 'redirects'],
  ])(
    'the redirect address “%s” is refused in words, beside its field, with what was written kept',
    async (address) => {
      const answer = await developer.open('/developers/clients', {
        name: 'Tên còn đây',
        redirects: address || ' ',
        proof: 'none',
      });
      expect(answer.body).toContain('href="#redirects"');
      expect(answer.body).toContain('Tên còn đây');
    },
  );

  test('keys: a public ES256 key is taken, a private one, another kind and nonsense are not', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const [open, secret] = [await exportJWK(pair.publicKey), await exportJWK(pair.privateKey)];
    const rsa = await exportJWK((await generateKeyPair('RS256', { extractable: true })).publicKey);
    const send = (keys: string) =>
      developer.open('/developers/clients', { name: 'Có khóa', redirects: own(), proof: 'keys', keys });
    for (const keys of [
      JSON.stringify(secret),
      JSON.stringify({ keys: [rsa] }),
      'nonsense',
      '{"keys":[null]}',
      '',
    ])
      expect((await send(keys || ' ')).body).toContain('href="#keys"');
    for (const keys of [JSON.stringify({ keys: [open] }), JSON.stringify(open), 'https://example.org/jwks'])
      expect((await send(keys)).statusCode).toBe(303);
  });

  test('another person’s application does not exist, whatever is asked of it', async () => {
    const { id } = await register();
    const other = made.browser();
    await other.signIn('pham-gia-bao');
    expect((await other.open(`/developers/clients/${id}`)).statusCode).toBe(404);
    for (const [what, form] of Object.entries({
      secret: {},
      remove: { sure: 'yes' },
      redirects: { redirects: own() },
    }))
      expect((await other.open(`/developers/clients/${id}/${what}`, form as never)).statusCode).toBe(404);
    expect((await other.open(`/developers/try/${id}`)).statusCode).toBe(404);
  });
});

/** Goes through the walk until the code is there. */
async function walkThrough(browser: Browser, id: string, persona = 'vu-hoang-long') {
  const first = await browser.open(`/developers/try/${id}`);
  const link = /href="(\/oidc\/auth\?[^"]+)"/.exec(first.body)![1]!.replaceAll('&amp;', '&');
  let at = await walk(browser, made.publicUrl + link, persona);
  if (at.body.includes('name="answer"')) {
    const given = await browser.open(at.url.pathname, { answer: 'yes' });
    at = await walk(browser, new URL(String(given.headers.location), at.url).href, persona);
  }
  return at;
}
const codeIn = (html: string) => /name="code" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('the walk through a code flow', () => {
  test('request, what came back, tokens, userinfo; a wrong secret is told as the provider tells it', async () => {
    const { id, secret } = await register();
    const back = await walkThrough(developer, id);
    expect(back.body).toContain('state và iss khớp');
    const done = await developer.open('/developers/try-tokens', { code: codeIn(back.body), secret });
    expect(done.body).toContain('Xong: ứng dụng biết ai vừa đăng nhập.');
    expect(done.body).toContain('Vũ Hoàng Long');
    const again = await walkThrough(developer, id);
    const wrong = await developer.open('/developers/try-tokens', {
      code: codeIn(again.body),
      secret: 'hps_wrong',
    });
    expect(wrong.body).toContain('invalid_client');
  });

  test('an application without the address is told which one to add', async () => {
    const { id } = await register(developer, 'Chưa có địa chỉ', 'https://example.org/cb');
    const page = await developer.open(`/developers/try/${id}`);
    expect(page.body).toContain(own());
    const { statusCode } = await developer.open(`/developers/clients/${id}/redirects`, {
      redirects: `https://example.org/cb\n${own()}`,
    });
    expect(statusCode).toBe(303);
    expect((await developer.open(`/developers/try/${id}`)).body).toContain('/oidc/auth?');
  });

  test('nobody but its developer signs in at a sandbox application', async () => {
    const { id } = await register(developer, 'Chỉ mình tôi', `${own()}\n${redirectUri}`);
    const link = `${made.publicUrl}/oidc/auth?${new URLSearchParams({
      response_type: 'code',
      client_id: id,
      redirect_uri: redirectUri,
      scope: 'openid',
      state: 'x',
      code_challenge: 'A'.repeat(43),
      code_challenge_method: 'S256',
    })}`;
    const at = await walk(made.browser(), link, 'pham-gia-bao');
    expect(at.url.searchParams.get('error')).toBe('access_denied');
  });
});

test('a secret turns over: the new one works at once, the one before for a day, an older one no more', async () => {
  const { id, secret: first } = await register();
  const turn = async () =>
    textIn((await developer.open(`/developers/clients/${id}/secret`, {})).body, 'client_secret');
  const second = await turn();
  const works = async (secret: string) =>
    (
      await post(
        made,
        '/oidc/token',
        { grant_type: 'refresh_token', refresh_token: 'x' },
        basic({ id, secret }),
      )
    ).body['error'] === 'invalid_grant';
  expect([await works(first), await works(second)]).toEqual([true, true]);
  const third = await turn();
  expect([await works(first), await works(second), await works(third)]).toEqual([false, true, true]);
});

describe('into production, stopped, let on', () => {
  const desk = (what: string, body: object, by = administrator) =>
    made.city.as(by).inject({ method: 'POST', url: `/api/desk/clients/${what}`, payload: body });
  let id: string;
  let secret: string;
  const reason = 'Tra cứu tuyến xe buýt và lưu điểm đến quen của người dùng.';

  /** Tokens of a person through the walk's address. */
  async function tokensOf(persona: string) {
    const browser = made.browser();
    const verifier = 'v'.repeat(43);
    const { createHash } = await import('node:crypto');
    const link = `${made.publicUrl}/oidc/auth?${new URLSearchParams({
      response_type: 'code',
      client_id: id,
      redirect_uri: own(),
      scope: 'openid profile offline_access',
      prompt: 'consent',
      state: 'x',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })}`;
    let at = await walk(browser, link, persona);
    const given = await browser.open(at.url.pathname, { answer: 'yes' });
    const resumed = await browser.open(new URL(String(given.headers.location), at.url).pathname);
    at = { ...at, url: new URL(String(resumed.headers.location), made.publicUrl) };
    const grant = {
      grant_type: 'authorization_code',
      code: at.url.searchParams.get('code') ?? '',
      redirect_uri: own(),
      code_verifier: verifier,
    };
    return post(made, '/oidc/token', grant, basic({ id, secret }));
  }

  test('a developer asks, another person decides, and then everybody gets in under the registered name', async () => {
    ({ id, secret } = await register());
    const asked = await developer.open(`/developers/clients/${id}/production`, {
      owner: 'Sở Giao thông',
      reason,
      number: 'yes',
    });
    expect(asked.statusCode).toBe(303);
    expect(
      (await developer.open(`/developers/clients/${id}/production`, { owner: 'Sở Giao thông', reason }))
        .statusCode,
    ).toBe(409);
    const list = (await made.city.as(administrator).get('/api/desk/clients')).json() as {
      items: { id: string; state: string; wish: object }[];
    };
    expect(list.items.find((one) => one.id === id)).toMatchObject({
      state: 'waiting',
      wish: { by: 'Vũ Hoàng Long', owner: 'Sở Giao thông', purposes: ['personal_number'] },
    });
    const granted = await desk(`${id}/decide`, {
      isGranted: true,
      answer: 'Đủ căn cứ, không cần số định danh.',
      purposes: [],
    });
    expect(granted.statusCode).toBe(200);
    const tokens = await tokensOf('pham-gia-bao');
    expect(tokens.status).toBe(200);
    expect((await userinfo(made, tokens.body['access_token'])).body).toHaveProperty('name');
    // What people are sent to is no longer one person's to change.
    expect(
      (await developer.open(`/developers/clients/${id}/redirects`, { redirects: own() })).statusCode,
    ).toBe(409);
  });

  test('stopped, its tokens are over at once; let on, they stay over', async () => {
    const { body } = await tokensOf('tran-van-hung');
    expect((await userinfo(made, body['access_token'])).status).toBe(200);
    expect(
      (await desk(`${id}/stop`, { reason: 'Gửi dữ liệu cho bên thứ ba ngoài mục đích.' })).statusCode,
    ).toBe(200);
    const refresh = () =>
      post(
        made,
        '/oidc/token',
        { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) },
        basic({ id, secret }),
      );
    expect((await userinfo(made, body['access_token'])).status).toBe(401);
    expect((await refresh()).status).toBe(401);
    expect((await desk(`${id}/stop`, { reason: 'Dừng thêm một lần nữa.' })).statusCode).toBe(409);
    expect((await developer.open(`/developers/clients/${id}`)).body).toContain('Gửi dữ liệu cho bên thứ ba');
    expect((await desk(`${id}/lift`, { reason: 'Đã sửa và cam kết bằng văn bản.' })).statusCode).toBe(200);
    expect((await userinfo(made, body['access_token'])).status).toBe(401);
    expect((await refresh()).body['error']).toBe('invalid_grant');
    expect((await tokensOf('tran-van-hung')).status).toBe(200);
    const actions = (await readTrail(made.city)).map(({ action }) => action);
    for (const action of [
      'client.registered',
      'client.production-wished',
      'client.admitted',
      'client.stopped',
      'client.let-on',
    ])
      expect(actions).toContain(action);
  });

  test('nobody but an administrator decides, and nobody on what they asked for themselves', async () => {
    expect((await desk(`${id}/stop`, { reason: 'Một người dân muốn dừng.' }, citizen())).statusCode).toBe(
      403,
    );
    const eager = made.browser();
    await eager.signIn('nguyen-thi-mai');
    const other = await register(eager);
    const owner = (await eager.json('/api/me')).json().id as string;
    await eager.open(`/developers/clients/${other.id}/production`, { owner: 'Sở Giao thông', reason });
    const self = officer({ body: 'ubnd-31', role: 'administrator', unit: null }, { id: owner, level: 2 });
    const own = await desk(`${other.id}/decide`, { isGranted: true, answer: 'Tự duyệt cho nhanh.' }, self);
    expect([own.statusCode, own.json().code]).toEqual([403, 'client_wish_own']);
  });
});

test('ten applications are enough for one person; removing one makes room', async () => {
  const eager = made.browser();
  await eager.signIn('tran-van-hung');
  const ids: string[] = [];
  for (let count = 0; count < LIMITS.sandboxClients; count++) ids.push((await register(eager)).id);
  expect((await register(eager)).page.body).toContain('nhiều nhất 10 ứng dụng');
  await eager.open(`/developers/clients/${ids[0]}/remove`, { sure: 'yes' });
  expect((await register(eager)).id).toMatch(/^thu-/);
});

test('removed, it is gone for its developer too, and its tokens are over', async () => {
  const leaving = made.browser();
  await leaving.signIn('do-thi-nhan');
  const { id, secret } = await register(leaving);
  const back = await walkThrough(leaving, id, 'do-thi-nhan');
  const done = await leaving.open('/developers/try-tokens', { code: codeIn(back.body), secret });
  const token = /&quot;access_token&quot;: &quot;([^&]+)&quot;/.exec(done.body)![1]!;
  expect((await userinfo(made, token)).status).toBe(200);
  expect((await leaving.open(`/developers/clients/${id}/remove`, { sure: 'yes' })).statusCode).toBe(303);
  expect((await userinfo(made, token)).status).toBe(401);
  expect((await leaving.open(`/developers/clients/${id}`)).statusCode).toBe(404);
  expect((await leaving.open('/developers/clients')).body).not.toContain(id);
});
