// The pages as people use them, without JavaScript: fetch a badge, see it, give it back; ask, be answered, see the result.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outsideWallet, type WalletKey } from '../testing/outside-wallet.ts';
import { present } from '../testing/presenting.ts';
import { fetchBadges, offerBadge, type WalletCity, walletCity } from '../testing/wallet-city.ts';

let it: WalletCity;
beforeAll(async () => {
  it = await walletCity();
});
afterAll(() => it?.city.stop());

const unescaped = (text: string) =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#x27;', "'");
const html = { accept: 'text/html' };

async function fetchThroughPage() {
  const official = it.city.as(it.official);
  const start = await official.get('/me/wallet', html);
  const reference = /name="reference" value="([^"]+)"/.exec(start.body)?.[1] ?? '';
  const offer = await official.form('/me/wallet/offers', { type: 'official-badge', reference });
  const link = unescaped(/href="(openid-credential-offer:[^"]+)"/.exec(offer.body)?.[1] ?? '');
  const txCode = /wallet-code">(\d+)</.exec(offer.body)?.[1] ?? '';
  expect(offer.headers['cache-control']).toContain('no-store');
  return fetchBadges(outsideWallet(it.city), { link, txCode });
}

test('an official fetches the badge, sees it as valid, gives it back and sees that', async () => {
  expect((await fetchThroughPage()).credentials).toHaveLength(1);
  const official = it.city.as(it.official);
  const shown = await official.get('/me/wallet', html);
  // The tag of a card; the island brings the words along for cards of its own.
  const valid = />Còn hiệu lực</;
  expect(shown.body).toMatch(valid);
  const action = /action="(\/me\/wallet\/credentials\/[^"]+)"/.exec(shown.body)?.[1] ?? '';
  expect((await official.form(action, {})).headers.location).toBe('/me/wallet');
  const after = await official.get('/me/wallet', html);
  expect([after.body.includes('Đã hủy'), valid.test(after.body)]).toEqual([true, false]);
});

test('whoever asks sees the QR, then that the wallet has the request, then what was shown', async () => {
  const outside = outsideWallet(it.city);
  const held = await heldBy(outside);
  const official = it.city.as(it.official);
  const made = await official.form('/verify', { purpose: 'official-at-door', device: 'other' });
  const url = String(made.headers.location);
  const waiting = await official.get(url, html);
  expect(waiting.body).toContain('<svg class="wallet-qr"');
  expect(waiting.body).toContain('Trang này tự cập nhật');
  const id = url.split('/').at(-1) ?? '';
  const [row] = await it.city.sql<{ client_id: string }>(
    `select client_id from wallet.presentation where id = '${id}'`,
  );
  const link = new URLSearchParams({
    client_id: row?.client_id ?? '',
    request_uri: `${it.wallet.origin}/wallet/request/${id}`,
    request_uri_method: 'post',
  });
  await present(it, outside, `openid4vp://?${link}`, held);
  const result = await official.get(url, html);
  for (const words of ['Giấy tờ còn hiệu lực', 'Ngô Thị Hạnh', 'Sở Xây dựng Hải Phòng'])
    expect(result.body).toContain(words);
  expect(result.body).not.toContain('Trang này tự cập nhật');
});

test('a check on this device shows itself to the browser that asked and came back with the code, and to no other', async () => {
  const outside = outsideWallet(it.city);
  const held = await heldBy(outside);
  const official = it.city.as(it.official);
  const made = await official.form('/verify', { purpose: 'official-at-door', device: 'same' });
  const url = String(made.headers.location);
  const cookie = `${made.cookies[0]?.name}=${made.cookies[0]?.value}`;
  const page = await official.get(url, { ...html, cookie });
  const link = unescaped(/href="(openid4vp:[^"]+)"/.exec(page.body)?.[1] ?? '');
  const answer = await present(it, outside, link, held);
  const { redirect_uri } = (await answer.response.clone().json()) as { redirect_uri: string };
  const back = new URL(redirect_uri);
  const path = back.pathname + back.search;
  expect((await official.get(url, { ...html, cookie })).statusCode).toBe(403);
  expect((await official.get(path, html)).statusCode).toBe(403);
  expect((await official.get(path, { ...html, cookie: 'city_check=another' })).statusCode).toBe(403);
  expect((await official.get(path, { ...html, cookie })).headers.location).toBe(url);
  expect((await official.get(url, { ...html, cookie })).body).toContain('Giấy tờ còn hiệu lực');
  expect((await official.get(path, { ...html, cookie })).statusCode).toBe(403);
});

async function heldBy(outside: ReturnType<typeof outsideWallet>) {
  const { credentials, keys } = await fetchBadges(outside, await offerBadge(it));
  return { credential: credentials[0] as string, key: keys[0] as WalletKey };
}
