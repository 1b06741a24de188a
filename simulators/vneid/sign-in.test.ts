// An unmodified openid-client signs people in through the simulator: flows, levels, rotation of keys, ordered faults.
import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  type FaultKind,
  readPersonas,
  type RunningSimulator,
  signInAs,
  startVneidSimulator,
} from './vneid.ts';

const CALLBACK = 'http://city.example/sign-in/callback';
const personas = readPersonas(new URL('../../city/haiphong/people/personas.json', import.meta.url));
const basicClient: Client = {
  clientId: 'city portal',
  name: { vi: 'Cổng thành phố', en: 'City portal' },
  redirectUris: [CALLBACK],
  postLogoutRedirectUris: ['http://city.example/'],
  authentication: { method: 'client_secret_basic', secret: 'a secret: with % signs' },
};

let simulator: RunningSimulator;
let now = new Date('2026-11-23T02:00:00Z');

beforeAll(async () => {
  simulator = await startVneidSimulator({
    clients: [basicClient],
    personas,
    now: () => now,
    slowMilliseconds: 40,
  });
});
afterAll(() => simulator.close());

async function discover(
  clientId = 'city portal',
  authentication = oidc.ClientSecretBasic('a secret: with % signs'),
) {
  now = new Date();
  const config = await oidc.discovery(
    new URL(simulator.issuer),
    clientId,
    { id_token_signed_response_alg: 'ES256' },
    authentication,
    {
      execute: [oidc.allowInsecureRequests],
    },
  );
  oidc.enableNonRepudiationChecks(config);
  return config;
}

type Options = {
  persona?: string;
  scope?: string;
  parameters?: Record<string, string>;
  fault?: FaultKind;
  level?: 1 | 2 | 3 | 4;
  usePar?: boolean;
};

async function begin(config: oidc.Configuration, options: Options = {}) {
  const checks = {
    pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
    expectedNonce: oidc.randomNonce(),
    expectedState: oidc.randomState(),
  };
  const parameters = {
    redirect_uri: CALLBACK,
    scope: options.scope ?? 'openid profile phone identity',
    code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    nonce: checks.expectedNonce,
    state: checks.expectedState,
    ...options.parameters,
  };
  const url = options.usePar
    ? await oidc.buildAuthorizationUrlWithPAR(config, parameters)
    : oidc.buildAuthorizationUrl(config, parameters);
  return { url, checks };
}

async function signIn(config: oidc.Configuration, options: Options = {}) {
  const { url, checks } = await begin(config, options);
  const back = await signInAs(url, {
    persona: options.persona ?? 'nguyen-thi-mai',
    ...(options.fault === undefined ? {} : { fault: options.fault }),
    ...(options.level === undefined ? {} : { authenticationLevel: options.level }),
  });
  return { back, checks, tokens: await oidc.authorizationCodeGrant(config, back, checks) };
}

describe('the authorization code flow', () => {
  it('signs a person in and shares what the scopes ask for', async () => {
    const config = await discover();
    const { tokens } = await signIn(config);
    const claims = tokens.claims();
    expect(claims).toMatchObject({
      acr: 'urn:vn:nd69:xacthuc:2',
      amr: ['pwd', 'otp', 'mfa'],
      'urn:vn:dinhdanh': 2,
    });
    const info = await oidc.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
    expect(info).toMatchObject({
      name: 'Nguyễn Thị Mai',
      birthdate: '1990-03-08',
      gender: 'female',
      phone_number: '+84900000001',
      'urn:vn:sodinhdanh': '031190000001',
      'urn:vn:dinhdanh': 2,
    });
  });

  it('keeps to itself what was not asked for', async () => {
    const config = await discover();
    const { tokens } = await signIn(config, { scope: 'openid' });
    const info = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(Object.keys(info)).toEqual(['sub']);
  });

  it('takes a pushed request, once', async () => {
    const config = await discover();
    const { url, checks } = await begin(config, { usePar: true });
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    const back = await signInAs(url, { persona: 'tran-van-hung' });
    expect((await oidc.authorizationCodeGrant(config, back, checks)).claims()?.sub).toBeTypeOf('string');
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400);
  });

  it('gives the same person the same subject again, and another one in another sector', async () => {
    const config = await discover();
    const first = (await signIn(config)).tokens.claims()?.sub;
    const second = (await signIn(config)).tokens.claims()?.sub;
    expect(second).toBe(first);
    simulator.registerClient({
      ...basicClient,
      clientId: 'elsewhere',
      redirectUris: ['http://other.example/cb'],
    });
    const other = await discover('elsewhere');
    const third = await signIn(other, { parameters: { redirect_uri: 'http://other.example/cb' } });
    expect(third.tokens.claims()?.sub).not.toBe(first);
  });

  it('confirms at the level that was asked for, or at the one the person chose', async () => {
    const config = await discover();
    const asked = await signIn(config, { parameters: { acr_values: 'urn:vn:nd69:xacthuc:3' } });
    expect(asked.tokens.claims()?.['acr']).toBe('urn:vn:nd69:xacthuc:3');
    const chosen = await signIn(config, { level: 1 });
    expect(chosen.tokens.claims()).toMatchObject({ acr: 'urn:vn:nd69:xacthuc:1', amr: ['pwd'] });
  });

  it('authenticates a client by a signed assertion and refuses the same assertion twice', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), alg: 'ES256', kid: 'one' };
    simulator.registerClient({
      ...basicClient,
      clientId: 'signed',
      authentication: { method: 'private_key_jwt', jwks: { keys: [jwk] } },
    });
    const config = await discover('signed', oidc.PrivateKeyJwt({ key: pair.privateKey, kid: 'one' }));
    expect((await signIn(config, { usePar: true })).tokens.claims()?.aud).toBe('signed');

    let body = '';
    const recording: oidc.CustomFetch = (url, options) => {
      body = (options.body as URLSearchParams).toString();
      return fetch(url, options as RequestInit);
    };
    config[oidc.customFetch] = recording;
    await begin(config, { usePar: true });
    const again = await fetch(`${simulator.issuer}/par`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(again.status).toBe(401);
    expect(await again.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('refreshes, rotates the refresh token, and kills the grant when an old one comes back', async () => {
    const config = await discover();
    const { tokens } = await signIn(config, { scope: 'openid offline_access' });
    const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(renewed.claims()?.sub).toBe(tokens.claims()?.sub);
    expect(renewed.claims()?.nonce).toBeUndefined();
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(oidc.refreshTokenGrant(config, renewed.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(
      oidc.fetchUserInfo(config, renewed.access_token, oidc.skipSubjectCheck),
    ).rejects.toMatchObject({ status: 401 });
  });

  it('keeps signing in while keys rotate, for a client that fetched the key set before', async () => {
    const config = await discover();
    await signIn(config);
    const before = await kids();
    await simulator.rotateKeys();
    const { tokens } = await signIn(config);
    const kid = JSON.parse(Buffer.from((tokens.id_token ?? '').split('.')[0] ?? '', 'base64url').toString())
      .kid as string;
    expect(before.indexOf(kid)).toBe(1);
    expect(await kids()).toContain(before[0]);
  });
});

describe('single sign-on and sign-out', () => {
  it('answers prompt=none from the remembered sign-in, and login_required after signing out', async () => {
    const config = await discover();
    const browser = new Map<string, string>();
    const { url } = await begin(config);
    const screen = (await visit(url, browser)).headers.get('location') ?? '';
    await visit(screen, browser, new URLSearchParams({ persona: 'vu-hoang-long', decision: 'approve' }));
    const silent = await begin(config, { parameters: { prompt: 'none' } });
    const back = new URL((await visit(silent.url, browser)).headers.get('location') ?? '');
    const tokens = await oidc.authorizationCodeGrant(config, back, silent.checks);

    const endUrl = oidc.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'http://city.example/',
      state: 's1',
    });
    const ended = await visit(endUrl, browser);
    expect(ended.headers.get('location')).toBe('http://city.example/?state=s1');
    const afterwards = await begin(config, { parameters: { prompt: 'none' } });
    const refused = new URL((await visit(afterwards.url, browser)).headers.get('location') ?? '');
    expect(refused.searchParams.get('error')).toBe('login_required');
    expect(refused.searchParams.get('state')).toBe(afterwards.checks.expectedState);
  });

  it('asks before it signs out when nobody proves who asks', async () => {
    const config = await discover();
    const browser = new Map<string, string>();
    const screen = (await visit((await begin(config)).url, browser)).headers.get('location') ?? '';
    await visit(screen, browser, new URLSearchParams({ persona: 'vu-hoang-long', decision: 'approve' }));
    const page = await visit(`${simulator.issuer}/end-session`, browser);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Đăng xuất khỏi VNeID (mô phỏng)?');
    const strange = await visit(
      `${simulator.issuer}/end-session?client_id=city+portal&post_logout_redirect_uri=http%3A%2F%2Fevil.example%2F`,
      browser,
    );
    expect(strange.status).toBe(400);
  });
});

describe('ordered faults', () => {
  it.each([
    ['wrong_nonce', /nonce/],
    ['wrong_issuer', /"iss"/],
    ['wrong_audience', /"aud"/],
    ['wrong_signature', /signature/],
    ['expired_token', /"exp"/],
  ] as const)('%s: the client refuses the id_token', async (fault, reason) => {
    const config = await discover();
    simulator.failNext(fault);
    await expect(signIn(config)).rejects.toSatisfy((error: Error) =>
      reason.test(`${error.message} ${String(error.cause)} ${JSON.stringify(error.cause)}`),
    );
    await signIn(config);
  });

  it('wrong_subject: the client refuses the userinfo', async () => {
    const config = await discover();
    const { tokens } = await signIn(config, { fault: 'wrong_subject' });
    await expect(
      oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? ''),
    ).rejects.toThrow();
  });

  it('deny, server_error and unavailable answer as a provider in trouble does, once', async () => {
    const config = await discover();
    await expect(signIn(config, { persona: 'dinh-van-khoa' })).rejects.toMatchObject({
      error: 'access_denied',
    });
    await expect(signIn(config, { fault: 'server_error' })).rejects.toThrow();
    simulator.failNext('unavailable');
    const away = await fetch(`${simulator.issuer}/.well-known/openid-configuration`);
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5']);
    simulator.setOutage(true);
    expect((await fetch(`${simulator.issuer}/jwks`)).status).toBe(503);
    simulator.setOutage(false);
    await signIn(config);
  });

  it('slow waits before it answers', async () => {
    const config = await discover();
    const from = performance.now();
    await signIn(config, { persona: 'mai-thi-cham' });
    expect(performance.now() - from).toBeGreaterThan(39);
  });

  it('takes the fault from the address of the request', async () => {
    const config = await discover();
    await expect(signIn(config, { parameters: { vneid_fault: 'wrong_nonce' } })).rejects.toThrow();
  });
});

async function kids(): Promise<string[]> {
  const set = (await (await fetch(`${simulator.issuer}/jwks`)).json()) as { keys: { kid: string }[] };
  return set.keys.map((key) => key.kid);
}

async function visit(
  url: string | URL,
  cookies: Map<string, string>,
  form?: URLSearchParams,
): Promise<Response> {
  const response = await fetch(url, {
    redirect: 'manual',
    method: form ? 'POST' : 'GET',
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    ...(form ? { body: form } : {}),
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
    if (/max-age=0/i.test(cookie)) cookies.delete(name);
    else cookies.set(name, value);
  }
  return response;
}

it('hashes S256 challenges the way the client library does', async () => {
  const verifier = oidc.randomPKCECodeVerifier();
  expect(await oidc.calculatePKCECodeChallenge(verifier)).toBe(
    createHash('sha256').update(verifier).digest('base64url'),
  );
});
