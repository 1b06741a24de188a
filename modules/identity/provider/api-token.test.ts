// Access tokens at the city's own interface: whom they make the caller, and every reason for which they are refused.
import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '@city/kernel/testing';
import type { IdentityCity } from '../testing/identity-city.ts';
import { authorize, oidcCity, redirectUri, register, type Registered } from '../testing/oidc-client.ts';

let made: IdentityCity;
let app: Registered;
beforeAll(async () => {
  made = await oidcCity();
  app = await register(made, 'my-app');
});
afterAll(() => made.stop());

const resource = () => `${made.publicUrl}/api`;

/** Tokens for the city's interface, plain or bound to a key. */
async function tokensFor(scope = 'openid city.me', dpop?: oidc.DPoPHandle, browser = made.browser()) {
  const got = await authorize(
    app,
    browser,
    { scope, resource: resource(), prompt: 'consent' },
    dpop ? { dpop } : {},
  );
  const tokens = await oidc.authorizationCodeGrant(
    app.config,
    got.callback,
    {
      pkceCodeVerifier: got.verifier,
      expectedState: got.state,
      expectedNonce: got.nonce,
      idTokenExpected: true,
    },
    { resource: resource() },
    dpop ? { DPoP: dpop } : {},
  );
  return { browser, got, tokens, token: tokens.access_token };
}

const call = (authorization: string, headers: Record<string, string> = {}, path = '/api/me') =>
  fetch(`${made.publicUrl}${path}`, { headers: { authorization, ...headers } });
const partsOf = (token: string) =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));

test('a token makes its person the caller; it is signed, short, and for this interface only', async () => {
  const { token, got } = await tokensFor();
  expect(got.consent).toContain('Xem tên và mức xác thực của bạn ở thành phố');
  const [header, payload] = partsOf(token);
  expect(header).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
  expect(payload).toMatchObject({ aud: resource(), client_id: 'my-app', scope: 'city.me' });
  expect(payload.exp - payload.iat).toBe(300);
  expect(payload.sub).not.toMatch(/^[0-9a-f-]{36}$/);
  const answer = await call(`Bearer ${token}`);
  expect([answer.status, (await answer.json()).name]).toEqual([200, 'Vũ Hoàng Long']);
});

test('without the scope it is refused, and routes that take no token do not look at it', async () => {
  const { token } = await tokensFor('openid city.reports');
  const answer = await call(`Bearer ${token}`);
  expect(answer.status).toBe(403);
  expect(answer.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"');
  expect(await answer.json()).toMatchObject({ code: 'token_scope_missing' });
  expect((await call(`Bearer ${token}`, {}, '/api/me/acting')).status).toBe(401);
});

test('forged, altered, foreign and unsigned tokens are refused', async () => {
  const { token } = await tokensFor();
  const [header, payload] = partsOf(token);
  const { privateKey } = await generateKeyPair('ES256');
  const sign = (claims: object, head: object = {}) =>
    new SignJWT({ ...payload, ...claims }).setProtectedHeader({ ...header, ...head }).sign(privateKey);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const altered = `${encode(header)}.${encode({ ...payload, scope: 'city.me city.reports' })}.${token.split('.')[2]}`;
  const all = [
    await sign({}),
    altered,
    `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`,
    'opaque',
    '',
  ];
  for (const one of all) {
    const answer = await call(`Bearer ${one}`);
    expect([answer.status, (await answer.json()).code], one).toEqual([401, 'token_refused']);
  }
});

test('an identity token and an opaque token are no access tokens here', async () => {
  const { tokens } = await tokensFor();
  expect((await call(`Bearer ${tokens.id_token}`)).status).toBe(401);
  const other = await authorize(app, made.browser());
  const opaque = await oidc.authorizationCodeGrant(app.config, other.callback, {
    pkceCodeVerifier: other.verifier,
    expectedState: other.state,
    expectedNonce: other.nonce,
  });
  expect((await call(`Bearer ${opaque.access_token}`)).status).toBe(401);
});

test('a resource that is not the city’s is refused', async () => {
  const { config } = app;
  const asked = oidc.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: redirectUri,
    scope: 'openid city.me',
    resource: 'https://elsewhere.example/api',
    code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
  });
  await expect(asked).rejects.toMatchObject({ error: 'invalid_target' });
});

test('a token bound to a key needs a fresh proof of that key, each once', async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const dpop = oidc.getDPoPHandle(app.config, pair);
  const { token } = await tokensFor('openid city.me', dpop);
  const jwk = await exportJWK(pair.publicKey);
  const prove = (claims: object = {}, key = pair.privateKey, shown = jwk, at = Date.now()) =>
    new SignJWT({
      htm: 'GET',
      htu: `${made.publicUrl}/api/me`,
      jti: crypto.randomUUID(),
      ath: createHash('sha256').update(token).digest('base64url'),
      iat: Math.floor(at / 1000),
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: shown })
      .sign(key);
  const once = await prove();
  expect((await call(`DPoP ${token}`, { dpop: once })).status).toBe(200);
  const again = await call(`DPoP ${token}`, { dpop: once });
  expect([again.status, again.headers.get('www-authenticate')]).toEqual([
    401,
    'DPoP error="invalid_dpop_proof", algs="ES256"',
  ]);
  const thief = await generateKeyPair('ES256', { extractable: true });
  const wrong = [
    await prove({ htm: 'POST' }),
    await prove({ htu: `${made.publicUrl}/api/me/acting` }),
    await prove({ htu: 'https://elsewhere.example/api/me' }),
    await prove({ ath: createHash('sha256').update('another').digest('base64url') }),
    await prove({ jti: undefined }),
    await prove({}, pair.privateKey, jwk, Date.now() - 120_000),
    await prove({}, pair.privateKey, jwk, Date.now() + 120_000),
    await prove({}, thief.privateKey),
    await prove({}, thief.privateKey, await exportJWK(thief.publicKey)),
    `${await prove()}, ${await prove()}`,
  ];
  for (const [at, proof] of wrong.entries())
    expect((await call(`DPoP ${token}`, { dpop: proof })).status, String(at)).toBe(401);
  expect((await call(`DPoP ${token}`)).status).toBe(401);
  // Stolen and sent as a plain token, or a plain one sent as bound.
  expect((await call(`Bearer ${token}`)).status).toBe(401);
  const plain = (await tokensFor()).token;
  expect((await call(`DPoP ${plain}`, { dpop: await prove() })).status).toBe(401);
});

test('a signed token dies within a second of what it came from', async () => {
  const dead = async (token: string) => {
    const from = performance.now();
    await eventually(
      async () => (await call(`Bearer ${token}`)).status,
      (status) => status === 401,
      3000,
    );
    expect(performance.now() - from).toBeLessThan(1300);
  };
  const out = await tokensFor();
  expect((await call(`Bearer ${out.token}`)).status).toBe(200);
  await out.browser.open('/sign-out', {});
  await dead(out.token);

  const lasting = await tokensFor('openid offline_access city.me');
  expect((await call(`Bearer ${lasting.token}`)).status).toBe(200);
  await lasting.browser.open('/sign-out', { everywhere: 'yes' });
  await dead(lasting.token);

  const revoked = await tokensFor('openid offline_access city.me');
  expect((await call(`Bearer ${revoked.token}`)).status).toBe(200);
  await oidc.tokenRevocation(app.config, revoked.tokens.refresh_token!);
  await dead(revoked.token);
});
