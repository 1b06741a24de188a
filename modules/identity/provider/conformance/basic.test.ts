// The modules of the OpenID Foundation's plan "Basic OP" (oidcc-basic-certification-test-plan), each as a test of ours under its name.
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, IdentityCity } from '../../testing/identity-city.ts';
import { addDestination } from '../../testing/means.ts';
import { oidcCity, redirectUri, walk } from '../../testing/oidc-client.ts';
import {
  basic,
  begin,
  beginAt,
  challenge,
  claimsOf,
  post,
  type Raw,
  rawClient,
  redeemCode,
  signedIn,
  userinfo,
  verifier,
} from '../../testing/raw-client.ts';

let made: IdentityCity;
let client: Raw;
let second: Raw;
let person: Browser;
beforeAll(async () => {
  made = await oidcCity({ work: true });
  client = await rawClient(made, 'basic-one');
  second = await rawClient(made, 'basic-two', {
    metadata: { token_endpoint_auth_method: 'client_secret_post', id_token_signed_response_alg: 'RS256' },
  });
  person = made.browser();
  await signedIn(made, person, client, { scope: 'openid profile email phone identity' });
}, 60_000);
afterAll(() => made.stop());

const keys = () => createRemoteJWKSet(new URL(`${made.publicUrl}/oidc/jwks`));
const failed = (back: URLSearchParams) => back.get('error');

describe('the answer', () => {
  test('oidcc-server: id_token signed, nonce and state echoed, issuer in the answer, nothing cached', async () => {
    const { back } = await begin(made, person, client);
    expect([back.get('state'), back.get('iss')]).toEqual(['a-state', made.publicUrl]);
    const { body, headers } = await redeemCode(made, client, back.get('code'));
    expect(headers.get('cache-control')).toContain('no-store');
    expect(body['token_type']).toBe('Bearer');
    const { payload } = await jwtVerify(String(body['id_token']), keys(), {
      issuer: made.publicUrl,
      audience: client.id,
      requiredClaims: ['sub', 'iat', 'exp', 'auth_time', 'acr'],
    });
    // at_hash is for answers that carry both; in the code flow it is optional and not there (Core 3.1.3.6).
    expect(payload).toMatchObject({ nonce: 'a-nonce' });
    expect(payload).not.toHaveProperty('c_hash');
  });

  test('oidcc-id-token with RS256 for a client that registered it; the other key stays', async () => {
    const { back } = await begin(made, person, second);
    const { body } = await post(made, '/oidc/token', {
      grant_type: 'authorization_code',
      code: back.get('code') ?? '',
      redirect_uri: redirectUri,
      client_id: second.id,
      client_secret: second.secret,
    });
    const { protectedHeader } = await jwtVerify(String(body['id_token']), keys(), { audience: second.id });
    expect(protectedHeader.alg).toBe('RS256');
  });

  test('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    expect((await signedIn(made, person, client, { nonce: undefined })).claims).not.toHaveProperty('nonce');
  });

  test('oidcc-ensure-post-request-succeeds', async () => {
    const { search } = new URL(beginAt(made, client));
    const answer = await person.open('/oidc/auth', Object.fromEntries(new URLSearchParams(search)), {
      origin: 'http://localhost:9999',
    });
    expect(answer.statusCode).toBe(303);
    const at = await walk(person, new URL(String(answer.headers.location), made.publicUrl).href);
    expect(at.url.searchParams.get('code')?.length).toBeGreaterThan(20);
  });

  test('oidcc-ensure-request-with-unknown-parameter-succeeds; -other-scope-order-succeeds', async () => {
    const { back } = await begin(made, person, client, { extra: 'foobar', scope: 'profile openid' });
    expect(back.get('code')).toBeTruthy();
  });

  test('oidcc-ensure-request-with-valid-pkce-succeeds; a wrong verifier does not', async () => {
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const one = await begin(made, person, client, pkce);
    const good = await redeemCode(made, client, one.back.get('code'), { code_verifier: verifier });
    expect(good.status).toBe(200);
    for (const code_verifier of [undefined, verifier.split('').reverse().join('')]) {
      const { back } = await begin(made, person, client, pkce);
      const { body } = await redeemCode(made, client, back.get('code'), { code_verifier });
      expect(body['error']).toBe('invalid_grant');
    }
  });

  test.each([
    ['query', /^\?.*code=/],
    ['fragment', /^#.*code=/],
  ])('response_mode=%s', async (response_mode, where) => {
    const { page } = await begin(made, person, client, { response_mode });
    expect(page.url.search + page.url.hash).toMatch(where);
  });

  test('response_mode=form_post: a form to the client that our policy lets go there, and nowhere else', async () => {
    const at = await walk(person, beginAt(made, client, { response_mode: 'form_post' }));
    expect(at.body).toContain(`action="${redirectUri}"`);
    expect(at.body).toMatch(/name="code" value="[^"]+"/);
    const policy = at.headers['content-security-policy'] as string;
    expect(policy).toContain("form-action 'self' ");
    expect(/form-action ([^;]+)/.exec(policy)![1]).toContain('http://localhost:9999');
    expect(/script-src ([^;]+)/.exec(policy)![1]).toMatch(/'sha256-/);
  });
});

describe('what is refused', () => {
  test('oidcc-response-type-missing', async () => {
    const { back } = await begin(made, person, client, { response_type: undefined });
    expect([failed(back), back.get('state')]).toEqual(['invalid_request', 'a-state']);
  });

  test.each(['http://localhost:9999/callback2', 'http://localhost:9999/callback?a=b', undefined])(
    'oidcc-ensure-registered-redirect-uri: %s is told to the person, never sent there',
    async (redirect_uri) => {
      const { page } = await begin(made, person, client, { redirect_uri });
      expect([page.status, page.url.origin]).toEqual([400, made.publicUrl]);
    },
  );

  test('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported, signed ones too', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const request = `${encode({ alg: 'none' })}.${encode({ client_id: client.id, response_type: 'code' })}.`;
    expect(failed((await begin(made, person, client, { request })).back)).toBe('request_not_supported');
  });

  test('oidcc-request-uri-unsigned: an address of a request is not fetched', async () => {
    const { back } = await begin(made, person, client, { request_uri: 'http://localhost:9999/request.jwt' });
    expect(failed(back)).toBe('request_uri_not_supported');
  });

  test('registration in a request (Core 7.2.1)', async () => {
    const { back } = await begin(made, person, client, { registration: '{"client_name":"x"}' });
    expect(failed(back)).toBe('registration_not_supported');
  });

  test('oidcc-codereuse: the second time is refused, and the tokens of the first are over', async () => {
    const { back } = await begin(made, person, client);
    const first = await redeemCode(made, client, back.get('code'));
    expect((await userinfo(made, first.body['access_token'])).status).toBe(200);
    expect((await redeemCode(made, client, back.get('code'))).body['error']).toBe('invalid_grant');
    expect((await userinfo(made, first.body['access_token'])).status).toBe(401);
  });

  test('a code of another client, with another address, or unknown', async () => {
    const { back } = await begin(made, person, client);
    const other = { client_id: second.id, client_secret: second.secret };
    const grant = { grant_type: 'authorization_code', code: back.get('code')!, redirect_uri: redirectUri };
    expect((await post(made, '/oidc/token', { ...grant, ...other })).body['error']).toBe('invalid_grant');
    const again = await begin(made, person, client);
    const moved = await redeemCode(made, client, again.back.get('code'), { redirect_uri: `${redirectUri}/` });
    expect(moved.body['error']).toBe('invalid_grant');
    expect((await redeemCode(made, client, 'unknown')).body['error']).toBe('invalid_grant');
  });
});

describe('how a client proves itself', () => {
  const grant = { grant_type: 'refresh_token', refresh_token: 'unknown' };

  test('oidcc-server-client-secret-post, and basic', async () => {
    const { id, secret } = second;
    const posted = await post(made, '/oidc/token', { ...grant, client_id: id, client_secret: secret });
    expect(posted.body['error']).toBe('invalid_grant');
    expect((await post(made, '/oidc/token', grant, basic(client))).body['error']).toBe('invalid_grant');
    const twice = { ...grant, client_id: client.id, client_secret: client.secret };
    expect((await post(made, '/oidc/token', twice, basic(client))).body['error']).toBe('invalid_request');
    expect((await post(made, '/oidc/token', { ...grant, client_id: id })).body['error']).toBe(
      'invalid_client',
    );
  });

  test('a wrong, an empty and the kept secret are refused with 401; a client that does not exist looks the same', async () => {
    const answers = [];
    for (const one of [
      { ...client, secret: 'wrong' },
      { ...client, secret: 'kept as a hash' },
      { id: 'no-such-client', secret: 'wrong' },
    ]) {
      const { status, body, headers } = await post(made, '/oidc/token', grant, basic(one));
      answers.push([status, body['error']]);
      expect(headers.get('www-authenticate')).toMatch(/^Basic/);
    }
    expect(new Set(answers.map(String))).toEqual(new Set(['401,invalid_client']));
  });
});

describe('userinfo', () => {
  test('oidcc-userinfo-get, -post-header, -post-body answer the same; a token in the query is refused', async () => {
    const { tokens, claims } = await signedIn(made, person, client, { scope: 'openid profile' });
    const token = String(tokens['access_token']);
    const get = await userinfo(made, token);
    expect(get.body).toMatchObject({ sub: claims['sub'], name: 'Vũ Hoàng Long' });
    expect((await post(made, '/oidc/me', {}, { authorization: `Bearer ${token}` })).body).toEqual(get.body);
    expect((await post(made, '/oidc/me', { access_token: token })).body).toEqual(get.body);
    const inQuery = await fetch(`${made.publicUrl}/oidc/me?access_token=${token}`);
    expect(inQuery.status).toBe(400);
    const twice = await post(made, '/oidc/me', { access_token: token }, { authorization: `Bearer ${token}` });
    expect(twice.status).toBe(400);
    const bad = await userinfo(made, 'unknown');
    expect([bad.status, bad.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Bearer .*invalid_token/),
    ]);
  });

  test('oidcc-scope-profile, -email, -phone, -all: exactly what was asked for, also when it is not known', async () => {
    const told = async (scope: string) =>
      Object.keys(
        (await userinfo(made, (await signedIn(made, person, client, { scope })).tokens['access_token'])).body,
      ).sort();
    expect(await told('openid')).toEqual(['sub']);
    expect(await told('openid profile')).toEqual(['birthdate', 'name', 'sub']);
    expect(await told('openid email')).toEqual(['sub']);
    await addDestination(made, person, 'long@example.vn');
    expect(await told('openid email')).toEqual(['email', 'email_verified', 'sub']);
    const { tokens } = await signedIn(made, person, client, { scope: 'openid profile email phone' });
    expect((await userinfo(made, tokens['access_token'])).body).toMatchObject({
      email: 'long@example.vn',
      email_verified: true,
      phone_number: expect.stringMatching(/^\+84\d{9}$/),
      phone_number_verified: true,
    });
  });

  test('oidcc-claims-essential: claims that no scope brings, in userinfo or the id_token, where they were asked for', async () => {
    const claims = { userinfo: { name: { essential: true } }, id_token: { birthdate: null } };
    const asked = { scope: 'openid', claims: JSON.stringify(claims) };
    const got = await signedIn(made, person, client, asked);
    expect(got.claims['birthdate']).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(got.claims).not.toHaveProperty('name');
    const { body } = await userinfo(made, got.tokens['access_token']);
    expect(Object.keys(body).sort()).toEqual(['name', 'sub']);
  });

  test('claims that are no JSON, and a subject that is somebody else', async () => {
    expect(failed((await begin(made, person, client, { claims: '{' })).back)).toBe('invalid_request');
    const other = JSON.stringify({ id_token: { sub: { value: 'somebody else' } } });
    const { back } = await begin(made, person, client, { claims: other, prompt: 'none' });
    expect(failed(back)).toBe('login_required');
  });
});

describe('prompt, max_age, hints', () => {
  test('oidcc-prompt-login: another sign-in, later than the first; the same person', async () => {
    const browser = made.browser();
    const first = await signedIn(made, browser, client);
    const before = browser.session;
    const again = await signedIn(made, browser, client, { prompt: 'login' });
    expect(again.claims['sub']).toBe(first.claims['sub']);
    expect(Number(again.claims['auth_time'])).toBeGreaterThanOrEqual(Number(first.claims['auth_time']));
    expect(browser.session).not.toBe(before);
  });

  test('prompt=consent asks again; none with anything else makes no sense', async () => {
    const asked = await walk(person, beginAt(made, client, { prompt: 'consent' }));
    expect(asked.body).toContain('name="answer"');
    expect(failed((await begin(made, person, client, { prompt: 'none login' })).back)).toBe(
      'invalid_request',
    );
  });

  test('oidcc-prompt-none-not-logged-in, -logged-in', async () => {
    const nobody = await begin(made, made.browser(), client, { prompt: 'none' });
    expect([failed(nobody.back), nobody.back.get('state')]).toEqual(['login_required', 'a-state']);
    const silent = await signedIn(made, person, client, { prompt: 'none' });
    expect(silent.claims['sub']).toBeTruthy();
    const stranger = await rawClient(made, 'not-agreed');
    expect(failed((await begin(made, person, stranger, { prompt: 'none' })).back)).toBe('consent_required');
  });

  test('oidcc-max-age-1 signs in again; oidcc-max-age-10000 does not', async () => {
    const browser = made.browser();
    const first = await signedIn(made, browser, client);
    const long = await signedIn(made, browser, client, { max_age: '10000' });
    expect(long.claims['auth_time']).toBe(first.claims['auth_time']);
    const silent = await begin(made, browser, client, { max_age: '0', prompt: 'none' });
    expect(failed(silent.back)).toBe('login_required');
    const before = browser.session;
    await signedIn(made, browser, client, { max_age: '0' });
    expect(browser.session).not.toBe(before);
    expect(failed((await begin(made, browser, client, { max_age: '-1' })).back)).toBe('invalid_request');
  });

  test('oidcc-id-token-hint: of the same person; of another one, tampered, or of another client is refused', async () => {
    const { idToken } = await signedIn(made, person, client);
    const good = await begin(made, person, client, { id_token_hint: idToken, prompt: 'none' });
    expect(good.back.get('code')).toBeTruthy();
    const other = await signedIn(made, made.browser(), second);
    expect(claimsOf(idToken)['sub']).not.toBe(other.claims['sub']);
    const [head, body] = idToken.split('.');
    for (const hint of [other.idToken, `${head}.${body}.${'A'.repeat(86)}`, 'nonsense']) {
      const { back } = await begin(made, person, client, { id_token_hint: hint, prompt: 'none' });
      expect(failed(back)).toMatch(/^(invalid_request|login_required)$/);
    }
  });

  test('oidcc-login-hint, -display-page, -display-popup, -claims-locales, -ensure-request-with-acr-values-succeeds', async () => {
    for (const more of [
      { login_hint: 'foo@example.com' },
      { display: 'page' },
      { display: 'popup' },
      { claims_locales: 'vi en' },
      { acr_values: 'urn:vn:nd69:xacthuc:1 urn:vn:nd69:xacthuc:2 unknown' },
    ])
      expect((await begin(made, person, client, more)).back.get('code'), JSON.stringify(more)).toBeTruthy();
    const { claims } = await signedIn(made, person, client, { acr_values: 'unknown' });
    expect(claims['acr']).toMatch(/^urn:vn:nd69:xacthuc:\d$/);
  });

  test('oidcc-ui-locales: the question in the language wished for, unless the person chose one', async () => {
    const asked = (browser: Browser, ui_locales: string) =>
      walk(browser, beginAt(made, client, { prompt: 'consent', ui_locales }));
    const browser = made.browser();
    await signedIn(made, browser, client);
    expect((await asked(browser, 'se en-GB vi')).body).toContain('lang="en"');
    expect((await asked(browser, 'vi')).body).toContain('lang="en"');
    expect((await asked(person, 'de vi')).body).toContain('lang="vi"');
  });
});

test('oidcc-refresh-token: another id_token of the same sign-in, and a narrower scope on request', async () => {
  const { tokens, claims } = await signedIn(made, person, client, {
    scope: 'openid profile offline_access',
    prompt: 'consent',
  });
  const refresh = (refresh_token: unknown, more = {}) =>
    post(
      made,
      '/oidc/token',
      { grant_type: 'refresh_token', refresh_token: String(refresh_token), ...more },
      basic(client),
    );
  const next = await refresh(tokens['refresh_token'], { scope: 'openid' });
  const { iss, sub, aud, auth_time: at } = claims;
  expect(claimsOf(String(next.body['id_token']))).toMatchObject({ iss, sub, aud, auth_time: at });
  expect(next.body['scope']).toBe('openid');
  const wider = await refresh(next.body['refresh_token'], { scope: 'openid email' });
  expect(wider.body['error']).toBe('invalid_scope');
});
