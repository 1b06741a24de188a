// The FAPI 2.0 Security Profile for clients that are registered under it, and the requests that its conformance plan wants refused.
import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
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
import { LIMITS } from '../limits.ts';

let made: IdentityCity;
let bank: Registered;
let other: Registered;
let dpop: oidc.DPoPHandle;
beforeAll(async () => {
  made = await oidcCity();
  bank = await register(made, 'bank', { profile: 'fapi2' });
  other = await register(made, 'other', { profile: 'fapi2' });
  dpop = oidc.getDPoPHandle(bank.config, await oidc.randomDPoPKeyPair('ES256'));
});
afterAll(() => made.stop());

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'accepted',
    (error) => (error as { error?: string }).error ?? String(error),
  );

/** A pushed request, with anything in it changed. */
async function push(client: Registered, change: Record<string, string | undefined> = {}) {
  const verifier = oidc.randomPKCECodeVerifier();
  const asked: Record<string, string | undefined> = {
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...change,
  };
  const sent = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  return oidc.buildAuthorizationUrlWithPAR(client.config, sent as Record<string, string>);
}

describe('the profile', () => {
  test('a whole sign-in: pushed, bound to a key, with the issuer in the answer; refresh tokens do not turn over', async () => {
    const asked = { scope: 'openid offline_access', prompt: 'consent' };
    const got = await authorize(bank, made.browser(), asked, { dpop });
    expect(got.callback.searchParams.get('iss')).toBe(made.publicUrl);
    const tokens = await redeem(bank, got, dpop);
    expect(tokens.token_type).toBe('dpop');
    const next = await oidc.refreshTokenGrant(bank.config, tokens.refresh_token!, {}, { DPoP: dpop });
    expect(next.refresh_token ?? tokens.refresh_token).toBe(tokens.refresh_token);
    const again = await oidc.refreshTokenGrant(bank.config, tokens.refresh_token!, {}, { DPoP: dpop });
    expect(again.access_token).not.toBe(next.access_token);
    expect(LIMITS.codeSeconds).toBeLessThanOrEqual(60);
  });

  test('a request that was not pushed is refused', async () => {
    const plain = oidc.buildAuthorizationUrl(bank.config, {
      redirect_uri: redirectUri,
      scope: 'openid',
      code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
      code_challenge_method: 'S256',
    });
    const at = await walk(made.browser(), plain.href);
    expect(at.body + at.url.search).toMatch(/không hợp lệ|invalid_request/);
    expect(at.url.searchParams.get('code')).toBeNull();
  });

  test('a code without a proof of a key is refused', async () => {
    const got = await authorize(bank, made.browser());
    expect(await codeOf(redeem(bank, got))).toBe('invalid_grant');
  });

  test('PKCE is needed, and only S256', async () => {
    expect(await codeOf(push(bank, { code_challenge: undefined, code_challenge_method: undefined }))).toBe(
      'invalid_request',
    );
    expect(await codeOf(push(bank, { code_challenge_method: 'plain' }))).toBe('invalid_request');
  });

  test.each(['token', 'id_token', 'code id_token', 'none'])('response_type=%s is refused', async (type) => {
    expect(await codeOf(push(bank, { response_type: type }))).toBe('unsupported_response_type');
  });

  test.each([
    'http://localhost:9999/callback/',
    'http://localhost:9999/callback?x=1',
    'http://localhost:9999/CALLBACK',
    'http://localhost:9999/callback#part',
    'http://localhost:9999/call/../callback',
    'http://localhost:9998/callback',
  ])('the redirect address %s is not the registered one', async (address) => {
    expect(await codeOf(push(bank, { redirect_uri: address }))).toMatch(/^invalid_(request|redirect_uri)$/);
  });
});

describe('pushed requests', () => {
  test('are of one client only', async () => {
    const begin = await push(bank);
    begin.searchParams.set('client_id', 'other');
    const at = await walk(made.browser(), begin.href);
    expect(at.url.searchParams.get('code')).toBeNull();
    expect(at.status).toBe(400);
  });

  test('count once', async () => {
    const begin = await push(bank);
    const browser = made.browser();
    await walk(browser, begin.href);
    const again = await walk(browser, begin.href);
    expect(again.status).toBe(400);
  });

  test('that nobody pushed are refused', async () => {
    const begin = await push(bank);
    begin.searchParams.set('request_uri', 'urn:ietf:params:oauth:request_uri:unknown');
    expect((await walk(made.browser(), begin.href)).status).toBe(400);
  });
});

describe('client assertions', () => {
  const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  let key: CryptoKey;
  let jwks: object;
  const post = async (assertion: string) => {
    const answer = await fetch(`${made.publicUrl}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: assertionType,
        client_assertion: assertion,
      }),
    });
    return [answer.status, ((await answer.json()) as { error?: string }).error ?? 'accepted'];
  };
  const assertion = (change: Record<string, unknown> = {}, signer: CryptoKey = key) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: 'prover', sub: 'prover', aud: made.publicUrl, iat: now, exp: now + 60 };
    return new SignJWT({ ...claims, jti: crypto.randomUUID(), ...change })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(signer);
  };
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    key = pair.privateKey;
    jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] };
    await register(made, 'prover', {
      metadata: { grant_types: ['client_credentials'], redirect_uris: [], response_types: [], jwks },
    });
  });

  test('a good one is taken, once', async () => {
    const good = await assertion();
    expect(await post(good)).toEqual([200, 'accepted']);
    expect((await post(good))[1]).toBe('invalid_client');
  });

  test('over, for another audience, of another client, by another key, unsigned: refused', async () => {
    const now = Math.floor(Date.now() / 1000);
    const thief = await generateKeyPair('ES256');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [, body] = (await assertion()).split('.');
    const wrong: Record<string, string> = {
      over: await assertion({ exp: now - 120, iat: now - 180 }),
      'another audience': await assertion({ aud: 'https://elsewhere.example' }),
      'another subject': await assertion({ sub: 'bank' }),
      'another issuer': await assertion({ iss: 'bank' }),
      'no end': await assertion({ exp: undefined }),
      'no number': await assertion({ jti: undefined }),
      'another key': await assertion({}, thief.privateKey),
      unsigned: `${encode({ alg: 'none' })}.${body}.`,
    };
    for (const [why, one] of Object.entries(wrong)) expect((await post(one))[1], why).toBe('invalid_client');
  });
});

describe('proofs of a key at the provider', () => {
  test('for another address, method or token are refused', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const own = oidc.getDPoPHandle(bank.config, pair);
    const tokens = await redeem(bank, await authorize(bank, made.browser(), {}, { dpop: own }), own);
    const jwk = await exportJWK(pair.publicKey);
    const me = `${made.publicUrl}/oidc/me`;
    const send = async (change: Record<string, unknown>, nonce?: string) => {
      const proof = await new SignJWT({
        htm: 'GET',
        htu: me,
        jti: crypto.randomUUID(),
        iat: Math.floor(Date.now() / 1000),
        ath: createHash('sha256').update(tokens.access_token).digest('base64url'),
        ...(nonce ? { nonce } : {}),
        ...change,
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(pair.privateKey);
      return fetch(me, { headers: { authorization: `DPoP ${tokens.access_token}`, dpop: proof } });
    };
    const first = await send({});
    expect(first.status).toBe(401);
    const nonce = first.headers.get('dpop-nonce')!;
    expect((await send({}, nonce)).status).toBe(200);
    for (const change of [
      { htm: 'POST' },
      { htu: `${made.publicUrl}/oidc/token` },
      { ath: 'x' },
      { nonce: 'x' },
    ])
      expect((await send(change, nonce)).status, JSON.stringify(change)).toBeGreaterThanOrEqual(400);
  });
});

test('another client cannot redeem a code', async () => {
  const got = await authorize(bank, made.browser(), {}, { dpop });
  const foreign = oidc.getDPoPHandle(other.config, await oidc.randomDPoPKeyPair('ES256'));
  expect(await codeOf(redeem(other, got, foreign))).toBe('invalid_grant');
});
