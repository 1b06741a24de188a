// The provider as services meet it: an unmodified openid-client over HTTP, a browser, the national identity app behind.
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentityCity } from '../testing/identity-city.ts';
import {
  authorize,
  oidcCity,
  redeem,
  redirectUri,
  register,
  type Registered,
  walk,
} from '../testing/oidc-client.ts';

let made: IdentityCity;
let library: Registered;
beforeAll(async () => {
  made = await oidcCity();
  library = await register(made, 'library');
});
afterAll(() => made.stop());

const failure = (error: unknown) => (error as { error?: string; cause?: { error?: string } }).error;

describe('signing in at a service', () => {
  test('asks the person once, tells what was agreed to, and signs with ES256', async () => {
    const browser = made.browser();
    const got = await authorize(library, browser);
    expect(got.consent).toContain('Họ và tên');
    expect(got.consent).toContain('Thư viện thành phố');
    const tokens = await redeem(library, got);
    const claims = tokens.claims()!;
    expect(claims).toMatchObject({ iss: made.publicUrl, aud: 'library' });
    expect(claims.sub).not.toMatch(/^[0-9a-f-]{36}$/);
    const told = await oidc.fetchUserInfo(library.config, tokens.access_token, claims.sub);
    expect(told).toMatchObject({ name: 'Vũ Hoàng Long' });
    const again = await authorize(library, browser);
    expect(again.consent).toBe('');
    expect((await redeem(library, again)).claims()!.sub).toBe(claims.sub);
  });

  test('gives services of two sectors two names for one person', async () => {
    const shop = await register(made, 'shop');
    const browser = made.browser();
    const one = (await redeem(library, await authorize(library, browser))).claims()!;
    const other = (await redeem(shop, await authorize(shop, browser))).claims()!;
    expect(one.sub).not.toBe(other.sub);
  });

  test('binds tokens to a key with DPoP and its nonces', async () => {
    const browser = made.browser();
    const dpop = oidc.getDPoPHandle(library.config, await oidc.randomDPoPKeyPair('ES256'));
    const tokens = await redeem(library, await authorize(library, browser, {}, { dpop }), dpop);
    expect(tokens.token_type).toBe('dpop');
    const sub = tokens.claims()!.sub;
    expect(await oidc.fetchUserInfo(library.config, tokens.access_token, sub, { DPoP: dpop })).toMatchObject({
      sub,
    });
    const thief = oidc.getDPoPHandle(library.config, await oidc.randomDPoPKeyPair('ES256'));
    await expect(
      oidc.fetchUserInfo(library.config, tokens.access_token, sub, { DPoP: thief }),
    ).rejects.toThrow();
  });

  test('tells the client when the person does not agree', async () => {
    const browser = made.browser();
    const verifier = oidc.randomPKCECodeVerifier();
    const begin = oidc.buildAuthorizationUrl(library.config, {
      redirect_uri: redirectUri,
      scope: 'openid profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const asked = await walk(browser, begin.href, 'pham-gia-bao');
    expect(asked.body).toContain('name="answer"');
    const no = await browser.open(asked.url.pathname, { answer: 'no' });
    const back = await walk(browser, new URL(String(no.headers.location), asked.url).href);
    expect(back.url.searchParams.get('error')).toBe('access_denied');
  });
});

describe('what is refused', () => {
  test('a code is used once: the second time kills what the first brought', async () => {
    const got = await authorize(library, made.browser(), {
      scope: 'openid profile offline_access',
      prompt: 'consent',
    });
    const tokens = await redeem(library, got);
    await expect(
      redeem(library, got).catch((error) => Promise.reject(new Error(failure(error)))),
    ).rejects.toThrow('invalid_grant');
    const refreshed = oidc.refreshTokenGrant(library.config, tokens.refresh_token!);
    await expect(refreshed.catch((error) => Promise.reject(new Error(failure(error))))).rejects.toThrow(
      'invalid_grant',
    );
  });

  test('two at once with one code: one gets tokens at most', async () => {
    const got = await authorize(library, made.browser());
    const both = await Promise.allSettled([redeem(library, got), redeem(library, got)]);
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  test('one assertion of a client presented twice at once: one passes at most', async () => {
    const robot = await register(made, 'repeater', {
      metadata: { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
    });
    let body = '';
    robot.config[oidc.customFetch] = async (url, options) => {
      body = String(options.body);
      return fetch(url, options as RequestInit);
    };
    await oidc.clientCredentialsGrant(robot.config);
    const again = () =>
      fetch(`${made.publicUrl}/oidc/token`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await again()).status).not.toBe(200);
    let fresh = '';
    robot.config[oidc.customFetch] = async (_url, options) => {
      fresh = String(options.body);
      throw new Error('kept back');
    };
    await expect(oidc.clientCredentialsGrant(robot.config)).rejects.toThrow();
    body = fresh;
    const both = await Promise.all([again(), again(), again(), again()]);
    expect(both.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
  });

  test('a refresh token turns over; the old one ends the whole grant', async () => {
    const got = await authorize(library, made.browser(), {
      scope: 'openid offline_access',
      prompt: 'consent',
    });
    const first = await redeem(library, got);
    const second = await oidc.refreshTokenGrant(library.config, first.refresh_token!);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    await expect(oidc.refreshTokenGrant(library.config, first.refresh_token!)).rejects.toThrow();
    await expect(oidc.refreshTokenGrant(library.config, second.refresh_token!)).rejects.toThrow();
  });

  test('an address that is not registered, and a request without PKCE', async () => {
    const base = { redirect_uri: 'http://localhost:9999/other', scope: 'openid' };
    await expect(oidc.buildAuthorizationUrlWithPAR(library.config, base)).rejects.toThrow();
    const plain = oidc.buildAuthorizationUrl(library.config, { ...base, redirect_uri: redirectUri });
    const answer = await walk(made.browser(), plain.href);
    expect(answer.url.searchParams.get('error')).toBe('invalid_request');
    const foreign = await walk(made.browser(), oidc.buildAuthorizationUrl(library.config, base).href);
    expect([foreign.status, foreign.url.origin]).toEqual([400, made.publicUrl]);
    expect(foreign.body).toContain('Không đi tiếp được');
  });
});

describe('levels and freshness', () => {
  test('a service may ask for a level; the sign-in answers with it', async () => {
    const acr = 'urn:vn:nd69:xacthuc:2';
    const tokens = await redeem(library, await authorize(library, made.browser(), { acr_values: acr }));
    expect(tokens.claims()).toMatchObject({ acr });
  });

  test('max_age=0 and prompt=none', async () => {
    const browser = made.browser();
    await authorize(library, browser);
    const fresh = await redeem(library, await authorize(library, browser, { max_age: '0' }));
    expect(Number(fresh.claims()!['auth_time'])).toBeGreaterThan(Date.now() / 1000 - 60);
    const silent = await authorize(library, browser, { prompt: 'none' });
    expect(silent.callback.searchParams.get('code')).not.toBeNull();
    const nobody = await authorize(library, made.browser(), { prompt: 'none' });
    expect(nobody.callback.searchParams.get('error')).toBe('login_required');
  });
});

describe('the end of a session', () => {
  test('signing out of the city ends the tokens of its session', async () => {
    const browser = made.browser();
    const tokens = await redeem(library, await authorize(library, browser));
    const sub = tokens.claims()!.sub;
    await oidc.fetchUserInfo(library.config, tokens.access_token, sub);
    await browser.open('/sign-out', {});
    await expect(oidc.fetchUserInfo(library.config, tokens.access_token, sub)).rejects.toThrow();
  });

  test('a service may ask to sign out; the person confirms and comes back', async () => {
    const browser = made.browser();
    const tokens = await redeem(library, await authorize(library, browser));
    const end = oidc.buildEndSessionUrl(library.config, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: 'http://localhost:9999/bye',
    });
    const page = await walk(browser, end.href);
    expect(page.body).toContain('Đăng xuất khỏi thành phố?');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)![1]!;
    const out = await browser.open('/oidc/session/end/confirm', { xsrf, logout: 'yes' });
    expect(String(out.headers.location)).toContain('http://localhost:9999/bye');
    const silent = await authorize(library, browser, { prompt: 'none' });
    expect(silent.callback.searchParams.get('error')).toBe('login_required');
  });
});

describe('services without a person, and devices', () => {
  test('client credentials', async () => {
    const robot = await register(made, 'robot', {
      metadata: { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
    });
    const tokens = await oidc.clientCredentialsGrant(robot.config);
    expect(await oidc.tokenIntrospection(robot.config, tokens.access_token)).toMatchObject({
      active: true,
      client_id: 'robot',
    });
    await oidc.tokenRevocation(robot.config, tokens.access_token);
    expect(await oidc.tokenIntrospection(robot.config, tokens.access_token)).toMatchObject({ active: false });
  });

  test('a device shows a code, the person confirms it elsewhere', async () => {
    const { config: kiosk } = await register(made, 'kiosk', {
      metadata: {
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
        redirect_uris: [],
        response_types: [],
      },
    });
    const begun = await oidc.initiateDeviceAuthorization(kiosk, { scope: 'openid profile' });
    const browser = made.browser();
    const page = await walk(browser, begun.verification_uri);
    const xsrfOf = (html: string) => /name="xsrf" value="([^"]+)"/.exec(html)![1]!;
    const confirm = await browser.open('/oidc/device', {
      xsrf: xsrfOf(page.body),
      user_code: begun.user_code,
    });
    expect(confirm.body).toContain(begun.user_code);
    const yes = await browser.open('/oidc/device', {
      xsrf: xsrfOf(confirm.body),
      user_code: begun.user_code,
      confirm: 'yes',
    });
    let at = await walk(browser, new URL(String(yes.headers.location), made.publicUrl).href);
    const agreed = await browser.open(at.url.pathname, { answer: 'yes' });
    at = await walk(browser, new URL(String(agreed.headers.location), made.publicUrl).href);
    expect(at.body).toContain('Thiết bị đã đăng nhập');
    const tokens = await oidc.pollDeviceAuthorizationGrant(kiosk, { ...begun, interval: 0.1 });
    expect(tokens.access_token).toBeTruthy();
  });
});
