// The plans "RP-Initiated Logout" and "Back-Channel Logout" of the OpenID Foundation, each module as a test of ours under its name.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '@city/kernel/testing';
import type { Browser, IdentityCity } from '../../testing/identity-city.ts';
import { oidcCity, walk } from '../../testing/oidc-client.ts';
import { begin, type Raw, rawClient, type Signed, signedIn } from '../../testing/raw-client.ts';

const bye = 'http://localhost:9999/bye';
let made: IdentityCity;
let client: Raw;
let listener: Server;
const heard: URLSearchParams[] = [];

beforeAll(async () => {
  listener = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += String(part);
    });
    request.on('end', () => {
      heard.push(new URLSearchParams(text));
      response.writeHead(200, { 'cache-control': 'no-store' }).end();
    });
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  made = await oidcCity({ work: true, relay: true });
  const { port } = listener.address() as AddressInfo;
  client = await rawClient(made, 'logout-one', {
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

type Asked = Readonly<Record<string, string>>;
const end = (browser: Browser, asked: Asked) =>
  walk(browser, `${made.publicUrl}/oidc/session/end?${new URLSearchParams(asked)}`);

/** Asks for the end, says yes, and follows to where the browser is left. */
async function signOut(browser: Browser, asked: Asked) {
  const page = await end(browser, asked);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1];
  if (!xsrf) return page;
  const out = await browser.open('/oidc/session/end/confirm', { xsrf, logout: 'yes' });
  return walk(browser, new URL(String(out.headers.location), made.publicUrl).href);
}
const isSignedIn = async (browser: Browser) =>
  (await begin(made, browser, client, { prompt: 'none' })).back.get('code') !== null;
const person = (): Promise<Signed> => signedIn(made, made.browser(), client);

describe('oidcc-rp-initiated-logout', () => {
  test('with hint, address and state: back at the client with the state, and nobody signed in', async () => {
    const { browser, idToken } = await person();
    const asked = { id_token_hint: idToken, post_logout_redirect_uri: bye, state: 'a-state' };
    const { url } = await signOut(browser, asked);
    expect(url.href).toBe(`${bye}?state=a-state`);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('-no-state, and by POST', async () => {
    const { browser, idToken } = await person();
    const asked = { id_token_hint: idToken, post_logout_redirect_uri: bye };
    const posted = await browser.open('/oidc/session/end', asked, { origin: 'http://localhost:9999' });
    const page = await browser.open(String(posted.headers.location));
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)![1]!;
    const out = await browser.open('/oidc/session/end/confirm', { xsrf, logout: 'yes' });
    expect(out.headers.location).toBe(bye);
  });

  test('-no-params, -only-state, -no-post-logout-redirect-uri: a page of ours says that it is done', async () => {
    for (const kind of ['none', 'state', 'hint'] as const) {
      const { browser, idToken } = await person();
      const asked = { none: {}, state: { state: 'a-state' }, hint: { id_token_hint: idToken } }[kind];
      const said = await signOut(browser, asked as Asked);
      expect(said.url.origin).toBe(made.publicUrl);
      expect(said.body).toContain('Đã đăng xuất');
      expect(await isSignedIn(browser)).toBe(false);
    }
  });

  test('-no-id-token-hint: an address without a client to whom it belongs leads nowhere', async () => {
    const { browser } = await person();
    const { url, body } = await signOut(browser, { post_logout_redirect_uri: bye });
    expect(url.origin).toBe(made.publicUrl);
    expect(body).toContain('Đã đăng xuất');
  });

  test('-bad-post-logout-redirect-uri, -query-added: refused on a page of ours; the person stays signed in', async () => {
    const { browser, idToken } = await person();
    for (const address of ['http://localhost:9999/other', `${bye}?foo=bar`, `${bye}/`]) {
      const page = await end(browser, { id_token_hint: idToken, post_logout_redirect_uri: address });
      expect([address, page.status, page.url.origin]).toEqual([address, 400, made.publicUrl]);
    }
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('-bad-id-token-hint, -modified-id-token-hint: refused', async () => {
    const { browser, idToken } = await person();
    const [head, body, signature] = idToken.split('.') as [string, string, string];
    const forged = { ...JSON.parse(Buffer.from(body, 'base64url').toString()), sub: 'somebody else' };
    const changed = Buffer.from(JSON.stringify(forged)).toString('base64url');
    for (const hint of ['nonsense', `${head}.${changed}.${signature}`]) {
      const page = await end(browser, { id_token_hint: hint, post_logout_redirect_uri: bye });
      expect(page.status).toBe(400);
    }
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('a page of another site cannot sign somebody out without asking them', async () => {
    const { browser, idToken } = await person();
    await end(browser, { id_token_hint: idToken });
    expect(await isSignedIn(browser)).toBe(true);
    const guessed = await browser.open('/oidc/session/end/confirm', { xsrf: 'guessed', logout: 'yes' });
    expect(guessed.statusCode).toBe(400);
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('whoever says no stays signed in', async () => {
    const { browser, idToken } = await person();
    const page = await end(browser, { id_token_hint: idToken, post_logout_redirect_uri: bye });
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)![1]!;
    await browser.open('/oidc/session/end/confirm', { xsrf });
    expect(await isSignedIn(browser)).toBe(true);
  });
});

describe('oidcc-backchannel-rp-initiated-logout', () => {
  test('the client hears of it by a logout token as the specification wants it, within seconds', async () => {
    const { browser, idToken, claims } = await person();
    await signOut(browser, { id_token_hint: idToken, post_logout_redirect_uri: bye });
    await eventually(
      async () => heard.length,
      (count) => count > 0,
      10_000,
    );
    expect([...heard[0]!.keys()]).toEqual(['logout_token']);
    const { payload, protectedHeader } = await jwtVerify(
      heard[0]!.get('logout_token')!,
      createRemoteJWKSet(new URL(`${made.publicUrl}/oidc/jwks`)),
      {
        issuer: made.publicUrl,
        audience: client.id,
        typ: 'logout+jwt',
        requiredClaims: ['iat', 'exp', 'jti'],
      },
    );
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: expect.any(String) });
    expect(payload).toMatchObject({
      sub: claims['sub'],
      sid: claims['sid'],
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(payload).not.toHaveProperty('nonce');
  });
});
