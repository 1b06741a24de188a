// The device flow as RFC 8628 and its negative cases want it: waiting, hurrying, saying no, coming too late, somebody else's code.
import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, IdentityCity } from '../../testing/identity-city.ts';
import { oidcCity, register, type Registered, walk } from '../../testing/oidc-client.ts';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
let made: IdentityCity;
let kiosk: Registered;
let other: Registered;
beforeAll(async () => {
  made = await oidcCity();
  const metadata = { grant_types: [deviceGrant, 'refresh_token'], redirect_uris: [], response_types: [] };
  kiosk = await register(made, 'kiosk', { metadata });
  other = await register(made, 'other-kiosk', { metadata });
}, 60_000);
afterAll(() => made.stop());

const xsrfOf = (html: string) => /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
const poll = (client: Registered, code: string) =>
  oidc.genericGrantRequest(client.config, deviceGrant, { device_code: code }).then(
    () => 'tokens',
    (error) => (error as { error?: string }).error ?? String(error),
  );
const begin = () => oidc.initiateDeviceAuthorization(kiosk.config, { scope: 'openid profile' });

/** The person types the code and answers. */
async function answer(browser: Browser, userCode: string, more: Record<string, string>) {
  const page = await walk(browser, `${made.publicUrl}/oidc/device`);
  const shown = await browser.open('/oidc/device', { xsrf: xsrfOf(page.body), user_code: userCode });
  return browser.open('/oidc/device', { xsrf: xsrfOf(shown.body), user_code: userCode, ...more });
}

test('the answer names the code, where to type it, how long it holds', async () => {
  const begun = await begin();
  expect(begun.user_code).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
  expect(begun.verification_uri).toBe(`${made.publicUrl}/oidc/device`);
  expect(begun.verification_uri_complete).toContain(begun.user_code);
  expect(begun.expires_in).toBe(600);
});

test('while nobody answered: authorization_pending; once somebody said no: access_denied; a code of another client: nothing', async () => {
  const begun = await begin();
  expect(await poll(kiosk, begun.device_code)).toBe('authorization_pending');
  expect(await poll(other, begun.device_code)).toBe('invalid_grant');
  await answer(made.browser(), begun.user_code, { abort: 'yes' });
  expect(await poll(kiosk, begun.device_code)).toBe('access_denied');
  expect(await poll(kiosk, 'unknown')).toBe('invalid_grant');
});

test('a code opens one device once', async () => {
  const begun = await begin();
  const browser = made.browser();
  const yes = await answer(browser, begun.user_code, { confirm: 'yes' });
  let at = await walk(browser, new URL(String(yes.headers.location), made.publicUrl).href);
  const agreed = await browser.open(at.url.pathname, { answer: 'yes' });
  at = await walk(browser, new URL(String(agreed.headers.location), made.publicUrl).href);
  expect(at.body).toContain('Thiết bị đã đăng nhập');
  expect(await poll(kiosk, begun.device_code)).toBe('tokens');
  expect(await poll(kiosk, begun.device_code)).toBe('invalid_grant');
  const again = await answer(made.browser(), begun.user_code, { confirm: 'yes' });
  expect(again.body).toContain('Mã không đúng hoặc đã hết hạn');
});

test('a wrong code is said to be wrong, however it is typed; without the form’s own secret nothing is read', async () => {
  const browser = made.browser();
  const wrong = await answer(browser, 'BBBB-BBBB', { confirm: 'yes' });
  expect(wrong.body).toContain('Mã không đúng hoặc đã hết hạn');
  const begun = await begin();
  const page = await walk(browser, `${made.publicUrl}/oidc/device`);
  const typed = begun.user_code.toLowerCase().replace('-', ' ');
  const shown = await browser.open('/oidc/device', { xsrf: xsrfOf(page.body), user_code: typed });
  expect(shown.body).toContain(begun.user_code);
  const forged = await browser.open('/oidc/device', { xsrf: 'guessed', user_code: begun.user_code });
  expect(forged.body).not.toContain(begun.user_code);
});
