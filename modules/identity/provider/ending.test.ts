// What ends a person's sign-ins ends everything that came from them, within the second, and services hear of it.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '@city/kernel/testing';
import type { Browser, IdentityCity } from '../testing/identity-city.ts';
import { addDestination } from '../testing/means.ts';
import { authorize, oidcCity, redeem, register, type Registered } from '../testing/oidc-client.ts';

let made: IdentityCity;
let library: Registered;
let listener: Server;
const heard: string[] = [];

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

beforeAll(async () => {
  listener = createServer(async (request, response) => {
    heard.push(new URLSearchParams(await bodyOf(request)).get('logout_token') ?? '');
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  made = await oidcCity({ work: true, relay: true });
  const { port } = listener.address() as AddressInfo;
  library = await register(made, 'library', {
    metadata: {
      backchannel_logout_uri: `http://127.0.0.1:${port}/logout`,
      backchannel_logout_session_required: true,
    },
  });
}, 60_000);
afterAll(async () => {
  await made.stop();
  listener.close();
});
beforeEach(() => {
  heard.length = 0;
});

const offline = { scope: 'openid profile offline_access', prompt: 'consent' };

/** A person signed in at the library for good, and a way to see whether anything of it still lives. */
async function signedIn(persona: string) {
  const browser = made.browser();
  const tokens = await redeem(library, await authorize(library, browser, offline, { persona }));
  const sub = tokens.claims()!.sub;
  const lives = async () => {
    const [told, refreshed] = await Promise.allSettled([
      oidc.fetchUserInfo(library.config, tokens.access_token, sub),
      oidc.tokenIntrospection(library.config, tokens.refresh_token!),
    ]);
    return [told.status === 'fulfilled', refreshed.status === 'fulfilled' && refreshed.value.active === true];
  };
  expect(await lives()).toEqual([true, true]);
  return { browser, tokens, sub, lives };
}

const forPassword = async (browser: Browser, phone: string) => {
  await addDestination(made, browser, phone);
  return (password: string) => browser.open('/me/security/password', { password });
};

describe('offline tokens and all others end', () => {
  test('when the person signs out everywhere', async () => {
    const { browser, lives } = await signedIn('pham-gia-bao');
    await browser.open('/sign-out', { everywhere: 'yes' });
    expect(await lives()).toEqual([false, false]);
  });

  test('when the password is changed, not when the first is set', async () => {
    const { browser, lives } = await signedIn('vu-hoang-long');
    const change = await forPassword(browser, '0912345177');
    expect((await change('một câu dài khó đoán lắm 71')).statusCode).toBe(303);
    expect(await lives()).toEqual([true, true]);
    expect((await change('một câu dài khác hẳn nữa 82')).statusCode).toBe(303);
    expect(await lives()).toEqual([false, false]);
  });

  test('when a session is ended from another device, and only what came from it', async () => {
    const lost = await signedIn('nguyen-thi-mai');
    const kept = await signedIn('nguyen-thi-mai');
    const ended = await kept.browser.open('/me/security/sessions', { session: 'others' });
    expect(ended.statusCode).toBe(303);
    expect(await lost.lives()).toEqual([false, false]);
    expect(await kept.lives()).toEqual([true, true]);
  });

  test('when a used refresh token comes again, the access tokens with it', async () => {
    const { tokens, lives } = await signedIn('tran-van-hung');
    await oidc.refreshTokenGrant(library.config, tokens.refresh_token!);
    await expect(oidc.refreshTokenGrant(library.config, tokens.refresh_token!)).rejects.toThrow();
    expect(await lives()).toEqual([false, false]);
  });

  test('when a code comes again, the access tokens with it', async () => {
    const got = await authorize(library, made.browser(), offline);
    const tokens = await redeem(library, got);
    await expect(redeem(library, got)).rejects.toThrow();
    await expect(
      oidc.fetchUserInfo(library.config, tokens.access_token, tokens.claims()!.sub),
    ).rejects.toThrow();
  });
});

describe('services hear of the end of a session', () => {
  const sessionOf = (token: string) => {
    const { sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      sid?: string;
    };
    return sid;
  };
  /** Waits for the tokens that name this session; others may come late from what ended before. */
  const told = (sid: unknown) =>
    eventually(
      async () => heard.filter((token) => sessionOf(token) === sid),
      (tokens) => tokens.length > 0,
      10_000,
    );

  test('signing out at the city sends each of them one logout token that names the session', async () => {
    const { browser, tokens, sub } = await signedIn('vu-hoang-long');
    await browser.open('/sign-out', {});
    const [token] = await told(tokens.claims()!['sid']);
    const { payload, protectedHeader } = await jwtVerify(
      token!,
      createRemoteJWKSet(new URL(`${made.publicUrl}/oidc/jwks`)),
      { issuer: made.publicUrl, audience: 'library', typ: 'logout+jwt' },
    );
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({
      sub,
      sid: tokens.claims()!['sid'],
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(payload['nonce']).toBeUndefined();
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(120);
    expect(payload.jti).toBeTruthy();
  });

  test('also when the service itself asked for it, once', async () => {
    const { browser, tokens } = await signedIn('vu-hoang-long');
    const end = oidc.buildEndSessionUrl(library.config, { id_token_hint: tokens.id_token! });
    const page = await browser.open(end.pathname + end.search);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)![1]!;
    await browser.open('/oidc/session/end/confirm', { xsrf, logout: 'yes' });
    const sid = tokens.claims()!['sid'];
    await told(sid);
    // Nothing is left that could send a second one.
    await eventually(
      () => made.city.sql(`select 1 from graphile_worker._private_jobs`),
      (left) => left.length === 0,
      10_000,
    );
    expect(heard.filter((token) => sessionOf(token) === sid)).toHaveLength(1);
  });
});
