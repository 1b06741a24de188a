// The city's own wallet in a real browser: fetch the badge, show it claim by claim, give it back, and be refused.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { projectRoot } from '@city/kernel/config/root';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');

async function look(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  for (const size of [phone, desktop]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(pictures, `wallet-${name}-${size.width}.png`), fullPage: true });
  }
  await page.setViewportSize(phone);
  expect(await axeFaults(page), name).toEqual([]);
}

/** Asks on this machine and opens the request in the city's wallet. */
async function askHere(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/verify`);
  await page.getByRole('radio', { name: /Kiểm tra cán bộ đến làm việc/ }).check();
  await page.getByRole('radio', { name: 'Ngay trên máy này' }).check();
  await page.getByRole('button', { name: 'Tạo yêu cầu' }).click();
  await page.getByRole('link', { name: 'Mở ví của thành phố' }).click();
  await page.getByRole('heading', { name: /Thành phố Hải Phòng hỏi bạn/ }).waitFor();
}

/** Ticks every claim and agrees, with the keyboard alone. */
async function agree(page: Page, claims: number): Promise<void> {
  await page.getByRole('checkbox').first().focus();
  for (let at = 0; at < claims; at++) {
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/verify\/[0-9a-f-]{36}$/);
}

describe.skipIf(!hasBrowser)('the wallet of the city', { timeout: 180_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  it('fetches a badge, shows what was agreed to and nothing else, and is refused once it was given back', async () => {
    const { page, errors } = await stage.open('/', { viewport: phone });
    await signIn(page, stage.url, 'Ngô Thị Hạnh', '/me/wallet');
    await page.getByText('Ví trên máy này chưa có giấy tờ').waitFor();
    await page.getByRole('button', { name: 'Nhận về ví', exact: true }).first().click();
    const code = ((await page.locator('.wallet-code').textContent()) ?? '').trim();
    await page.getByLabel('Số hiện trên trang nhận giấy tờ').fill(code);
    await look(page, 'offer');
    await page.getByRole('button', { name: 'Nhận vào ví trên máy này' }).press('Enter');
    await page.getByText('Đã nhận. Giấy tờ nằm trong ví').waitFor();
    await page.getByRole('link', { name: 'Mở ví', exact: true }).click();
    await page.locator('[data-standing=valid]').waitFor();
    await look(page, 'cards');

    await askHere(page, stage.url);
    await look(page, 'consent');
    await agree(page, 3);
    await page.getByText('Giấy tờ còn hiệu lực').waitFor();
    const result = await page.locator('main').innerText();
    expect(result).toContain('Ngô Thị Hạnh');
    expect(result).not.toContain('Vai trò');
    await look(page, 'result');

    await page.goto(`${stage.url}/me/wallet`);
    await page.locator('.wallet-history li').waitFor();
    expect(await page.locator('.wallet-history').innerText()).toContain('Kiểm tra cán bộ đến làm việc');

    await askHere(page, stage.url);
    await page.getByRole('button', { name: 'Không đồng ý' }).click();
    await page.getByText('Người mang giấy tờ không đồng ý').waitFor();

    await page.goto(`${stage.url}/me/wallet`);
    await page.getByRole('button', { name: 'Hủy giấy tờ này' }).click();
    await page.locator('[data-standing=revoked]').waitFor();
    await askHere(page, stage.url);
    await agree(page, 3);
    await page.getByText('Giấy tờ đã bị thu hồi.').waitFor();
    await page.goto(`${stage.url}/me/wallet`);
    await page.getByRole('button', { name: /Xóa khỏi máy này/ }).press('Enter');
    await page.getByRole('button', { name: 'Xóa, tôi chắc' }).press('Enter');
    await page.getByText('Ví trên máy này chưa có giấy tờ').waitFor();
    expect(errors).toEqual([]);
  });

  it('keeps keys that cannot be taken out, and opens nothing that is not of the city', async () => {
    const { page } = await stage.open('/', { viewport: phone });
    await signIn(page, stage.url, 'Ngô Thị Hạnh', '/me/wallet');
    await page.getByRole('button', { name: 'Nhận về ví', exact: true }).first().click();
    const right = ((await page.locator('.wallet-code').textContent()) ?? '').trim();
    const wrong = String((Number(right) + 1) % 10 ** right.length).padStart(right.length, '0');
    await page.getByLabel('Số hiện trên trang nhận giấy tờ').fill(wrong);
    await page.getByRole('button', { name: 'Nhận vào ví trên máy này' }).click();
    await page.getByText('Số không đúng hoặc mã đã hết hạn').waitFor();
    await page.getByLabel('Số hiện trên trang nhận giấy tờ').fill(right);
    await page.getByRole('button', { name: 'Nhận vào ví trên máy này' }).click();
    await page.getByText('Số không đúng hoặc mã đã hết hạn').waitFor();

    await page.goto(`${stage.url}/me/wallet`);
    await page.getByRole('button', { name: 'Nhận về ví', exact: true }).first().click();
    const code = ((await page.locator('.wallet-code').textContent()) ?? '').trim();
    await page.getByLabel('Số hiện trên trang nhận giấy tờ').fill(code);
    await page.getByRole('button', { name: 'Nhận vào ví trên máy này' }).click();
    await page.getByText('Đã nhận. Giấy tờ nằm trong ví').waitFor();
    const keys = await page.evaluate(async () => {
      const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('city-wallet'))?.name;
      const ready = <T>(request: IDBRequest<T>) =>
        new Promise<T>((done) => (request.onsuccess = () => done(request.result)));
      const database = await ready(indexedDB.open(name ?? ''));
      const all = await ready(database.transaction('credentials').objectStore('credentials').getAll());
      return all.flatMap(({ copies }) => copies.map(({ key }: { key: CryptoKey }) => key.extractable));
    });
    expect(keys).toEqual([false, false, false]);
    await page.goto(`${stage.url}/me/wallet`);
    await page
      .getByLabel('Dán đường dẫn trong mã QR của người hỏi')
      .fill('openid4vp://?client_id=x509_hash:abc&request_uri=https://example.org/r');
    await page.getByRole('button', { name: 'Xem họ hỏi gì' }).click();
    await page.getByText('Đường dẫn này không phải của thành phố').waitFor();
  });
});
