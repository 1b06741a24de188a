// What the simulator must refuse, spoken to directly: RFC 6749, RFC 7636, RFC 9126 and OpenID Connect Core, error by error.
import { createHash, randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkPersonas } from './personas.ts';
import {
  type Client,
  type Persona,
  readPersonas,
  type RunningSimulator,
  signInAs,
  startVneidSimulator,
} from './vneid.ts';

const CALLBACK = 'http://city.example/cb?fixed=1';
const personas = readPersonas(new URL('../../city/haiphong/people/personas.json', import.meta.url));
const client: Client = {
  clientId: 'city',
  name: { vi: 'Thành phố', en: 'City' },
  redirectUris: [CALLBACK],
  authentication: { method: 'client_secret_basic', secret: 'secret' },
};
const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const valid = {
  client_id: 'city',
  redirect_uri: CALLBACK,
  response_type: 'code',
  scope: 'openid profile',
  state: 'st',
  nonce: 'n',
  code_challenge: challenge,
  code_challenge_method: 'S256',
};

let simulator: RunningSimulator;
let now: Date;

beforeAll(async () => {
  simulator = await startVneidSimulator({ clients: [client], personas, now: () => now });
});
beforeEach(() => {
  now = new Date('2026-11-23T02:00:00Z');
});
afterAll(() => simulator.close());

const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const authorizeUrl = (change: Record<string, string> = {}) => {
  const url = new URL(`${simulator.issuer}/authorize`);
  for (const [name, value] of Object.entries({ ...valid, ...change }))
    if (value !== '') url.searchParams.set(name, value);
  return url;
};
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

async function freshCode(change: Record<string, string> = {}): Promise<string> {
  return (await signInAs(authorizeUrl(change), { persona: 'nguyen-thi-mai' })).searchParams.get('code') ?? '';
}

async function exchange(
  form: Record<string, string>,
  headers: Record<string, string> = basic('city', 'secret'),
) {
  const response = await fetch(`${simulator.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const grant = (code: string, change: Record<string, string> = {}) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: CALLBACK,
  code_verifier: verifier,
  ...change,
});

describe('the authorization endpoint', () => {
  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['no client', { client_id: '' }],
    ['a redirect address that only begins alike', { redirect_uri: `${CALLBACK}/more` }],
    ['a redirect address without its query', { redirect_uri: 'http://city.example/cb' }],
    ['a redirect address in another case', { redirect_uri: CALLBACK.replace('city', 'City') }],
    ['no redirect address', { redirect_uri: '' }],
    ['a request_uri it did not give out', { request_uri: 'urn:ietf:params:oauth:request_uri:guess' }],
  ])('shows a page and redirects nowhere for %s', async (_, change) => {
    const response = await fetch(authorizeUrl(change), { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    expect(await response.text()).toContain('Yêu cầu đăng nhập chưa đúng');
  });

  it.each([
    ['invalid_request', 'no response_type', { response_type: '' }],
    ['unsupported_response_type', 'the implicit flow', { response_type: 'id_token' }],
    ['invalid_scope', 'a scope without openid', { scope: 'profile' }],
    ['invalid_request', 'no PKCE', { code_challenge: '' }],
    ['invalid_request', 'PKCE plain', { code_challenge_method: 'plain' }],
    ['invalid_request', 'PKCE without a method, which means plain', { code_challenge_method: '' }],
    ['invalid_request', 'a challenge of the wrong form', { code_challenge: 'short' }],
    ['invalid_request', 'another response mode', { response_mode: 'fragment' }],
    ['invalid_request', 'prompt none with login', { prompt: 'none login' }],
    ['invalid_request', 'a max_age that is no number', { max_age: '-1' }],
    ['request_not_supported', 'a request object', { request: 'e30.e30.' }],
    ['request_uri_not_supported', 'a foreign request_uri', { request_uri: 'https://evil.example/r' }],
    ['login_required', 'prompt none without a session', { prompt: 'none' }],
  ])('sends back %s for %s', async (error, _, change) => {
    const response = await fetch(authorizeUrl(change), { redirect: 'manual' });
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.href.startsWith(CALLBACK)).toBe(true);
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error,
      state: 'st',
      iss: simulator.issuer,
      fixed: '1',
    });
    expect(back.searchParams.get('code')).toBeNull();
  });

  it('refuses a repeated parameter', async () => {
    const url = authorizeUrl();
    url.searchParams.append('redirect_uri', 'http://evil.example/');
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400);
  });

  it('takes the request as a POST too', async () => {
    const response = await fetch(`${simulator.issuer}/authorize`, {
      method: 'POST',
      body: new URLSearchParams(valid),
      redirect: 'manual',
    });
    expect(response.headers.get('location')).toContain('/interaction/');
  });

  it('lets a screen be answered once and only for ten minutes', async () => {
    const screen = (await fetch(authorizeUrl(), { redirect: 'manual' })).headers.get('location') ?? '';
    const answer = () =>
      fetch(screen, {
        method: 'POST',
        body: new URLSearchParams({ persona: 'nguyen-thi-mai' }),
        redirect: 'manual',
      });
    expect((await answer()).status).toBe(303);
    expect((await answer()).status).toBe(410);
    const second = (await fetch(authorizeUrl(), { redirect: 'manual' })).headers.get('location') ?? '';
    later(601);
    expect((await fetch(second)).status).toBe(410);
  });

  it('tells the person what is missing, and refuses a level the account does not have', async () => {
    const screen = (await fetch(authorizeUrl(), { redirect: 'manual' })).headers.get('location') ?? '';
    const empty = await fetch(screen, { method: 'POST', body: new URLSearchParams({ decision: 'approve' }) });
    expect([empty.status, (await empty.text()).includes('Hãy chọn một người')]).toEqual([422, true]);
    const high = await fetch(screen, {
      method: 'POST',
      body: new URLSearchParams({ persona: 'do-thi-nhan', identity_level: '2' }),
    });
    expect([high.status, (await high.text()).includes('chỉ có tài khoản mức 1')]).toEqual([422, true]);
  });

  it('sends access_denied back when the person declines', async () => {
    const back = await signInAs(authorizeUrl(), { persona: 'nguyen-thi-mai', decision: 'deny' });
    expect(back.searchParams.get('error')).toBe('access_denied');
  });
});

describe('the token endpoint', () => {
  it('redeems a code once; the second use fails and kills the tokens of the first', async () => {
    const code = await freshCode();
    const first = await exchange(grant(code));
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect((await exchange(grant(code))).body).toMatchObject({ error: 'invalid_grant' });
    const info = await fetch(`${simulator.issuer}/userinfo`, {
      headers: { authorization: `Bearer ${String(first.body['access_token'])}` },
    });
    expect(info.status).toBe(401);
    expect(info.headers.get('www-authenticate')).toContain('invalid_token');
  });

  it('refuses a code after sixty seconds', async () => {
    const code = await freshCode();
    later(60);
    expect((await exchange(grant(code))).body['error']).toBe('invalid_grant');
  });

  it.each([
    ['another verifier', { code_verifier: randomBytes(32).toString('base64url') }],
    ['a verifier that is too short', { code_verifier: 'abc' }],
    ['another redirect address', { redirect_uri: 'http://city.example/cb' }],
    ['an unknown code', { code: 'unknown' }],
  ])('answers invalid_grant for %s', async (_, change) => {
    expect(await exchange(grant(await freshCode(), change))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  it('does not give a code a second chance after a wrong verifier', async () => {
    const code = await freshCode();
    await exchange(grant(code, { code_verifier: randomBytes(32).toString('base64url') }));
    expect((await exchange(grant(code))).body['error']).toBe('invalid_grant');
  });

  it.each([
    ['invalid_request', 'no grant_type', { code: 'x' }],
    [
      'unsupported_grant_type',
      'the password grant',
      { grant_type: 'password', username: 'a', password: 'b' },
    ],
    ['invalid_request', 'no code', { grant_type: 'authorization_code', code_verifier: verifier }],
    ['invalid_request', 'no verifier', { grant_type: 'authorization_code', code: 'x' }],
    ['invalid_grant', 'an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }],
  ])('answers %s for %s', async (error, _, form) => {
    expect(await exchange(form)).toMatchObject({ status: 400, body: { error } });
  });

  it('does not give one client the code of another', async () => {
    simulator.registerClient({ ...client, clientId: 'second' });
    const code = await freshCode();
    expect((await exchange(grant(code), basic('second', 'secret'))).body['error']).toBe('invalid_grant');
    expect((await exchange(grant(code))).status).toBe(200);
  });

  it('refuses wrong, missing, doubled or unregistered client authentication', async () => {
    const code = await freshCode();
    const wrong = await exchange(grant(code), basic('city', 'guess'));
    expect([wrong.status, wrong.body['error'], wrong.headers.get('www-authenticate')]).toEqual([
      401,
      'invalid_client',
      'Basic realm="VNeID simulator"',
    ]);
    expect((await exchange(grant(code), {})).body['error']).toBe('invalid_client');
    expect(
      (await exchange({ ...grant(code), client_id: 'city', client_secret: 'secret' }, {})).body['error'],
    ).toBe('invalid_client');
    expect((await exchange({ ...grant(code), client_assertion: 'x' })).body['error']).toBe('invalid_request');
    expect((await exchange({ ...grant(code), client_id: 'other' })).body['error']).toBe('invalid_client');
    expect((await exchange(grant(code))).status).toBe(200);
  });

  it('refuses another content type and an oversized body', async () => {
    const json = await fetch(`${simulator.issuer}/token`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(json.status).toBe(400);
    const large = await fetch(`${simulator.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({ code: 'x'.repeat(70_000) }),
    });
    expect(large.status).toBe(413);
    expect((await fetch(`${simulator.issuer}/token`)).status).toBe(405);
  });
});

describe('signed client assertions', () => {
  it.each([
    ['another audience', (jwt: SignJWT) => jwt.setAudience('https://elsewhere.example')],
    ['another issuer', (jwt: SignJWT) => jwt.setIssuer('somebody')],
    ['an expired one', (jwt: SignJWT) => jwt.setExpirationTime(Math.floor(now.getTime() / 1000) - 60)],
    [
      'one that lives too long',
      (jwt: SignJWT) => jwt.setExpirationTime(Math.floor(now.getTime() / 1000) + 7200),
    ],
  ])('refuses %s', async (_, change) => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), alg: 'ES256' };
    simulator.registerClient({
      ...client,
      clientId: 'signed',
      authentication: { method: 'private_key_jwt', jwks: { keys: [jwk] } },
    });
    const make = () =>
      new SignJWT({ jti: randomBytes(8).toString('hex') })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer('signed')
        .setSubject('signed')
        .setAudience(simulator.issuer)
        .setExpirationTime(Math.floor(now.getTime() / 1000) + 60);
    const send = async (jwt: SignJWT) =>
      exchange(
        {
          grant_type: 'authorization_code',
          code: 'none',
          code_verifier: verifier,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: await jwt.sign(pair.privateKey),
        },
        {},
      );
    expect((await send(change(make()))).body['error']).toBe('invalid_client');
    expect((await send(make())).body['error']).toBe('invalid_grant');
  });
});

describe('pushed requests', () => {
  const push = async (
    form: Record<string, string>,
    headers: Record<string, string> = basic('city', 'secret'),
  ) => {
    const response = await fetch(`${simulator.issuer}/par`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers,
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  it('are checked like a request at the front door, but answered as JSON', async () => {
    expect(await push({ ...valid, code_challenge_method: 'plain' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
    expect(await push({ ...valid, redirect_uri: 'http://evil.example/' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
    expect(await push({ ...valid, request_uri: 'urn:x' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
    expect(await push(valid, {})).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('end after a minute and belong to the client that pushed', async () => {
    const { body } = await push(valid);
    const open = (id: string) =>
      fetch(
        `${simulator.issuer}/authorize?client_id=${id}&request_uri=${encodeURIComponent(body['request_uri'] ?? '')}`,
        { redirect: 'manual' },
      );
    later(61);
    expect((await open('city')).status).toBe(400);
  });

  it('can be demanded of a client', async () => {
    simulator.registerClient({ ...client, clientId: 'strict', requirePushedRequests: true });
    expect((await fetch(authorizeUrl({ client_id: 'strict' }), { redirect: 'manual' })).status).toBe(400);
  });
});

describe('the simulator itself', () => {
  it('refuses to run in production mode', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    await expect(startVneidSimulator({ clients: [], personas: [] })).rejects.toThrow('production');
    process.env['NODE_ENV'] = before;
  });

  it('answers below the path of its issuer and nowhere else', async () => {
    const mounted = await startVneidSimulator({
      port: 0,
      clients: [client],
      personas,
      publicUrl: 'http://localhost:1/sim/vneid/',
    });
    const at = (path: string) => fetch(`http://127.0.0.1:${mounted.port}${path}`);
    expect(mounted.issuer).toBe('http://localhost:1/sim/vneid');
    expect(await (await at('/sim/vneid/.well-known/openid-configuration')).json()).toMatchObject({
      token_endpoint: 'http://localhost:1/sim/vneid/token',
    });
    expect((await at('/.well-known/openid-configuration')).status).toBe(404);
    expect((await at('/sim/vneid/none')).status).toBe(404);
    await mounted.close();
  });

  it('refuses personas whose number contradicts their birth', () => {
    const mai = personas[0] as Persona;
    expect(() => checkPersonas([{ ...mai, birthdate: '2004-01-01' }])).toThrow('digits 4 to 6');
    expect(() => checkPersonas([{ ...mai, gender: 'male' }])).toThrow('digits 4 to 6');
    expect(() => checkPersonas([mai, { ...mai, id: 'other' }])).toThrow('number is used twice');
  });
});
