// The way in and out in a real browser without JavaScript: the city, the phone screen, back, my page, out; no accessibility violation.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { axeFaults } from '@city/ui/testing/axe';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdentityCity, identityCity } from '../testing/identity-city.ts';

const executablePath = '/usr/bin/chromium';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(!existsSync(executablePath))('in a browser', () => {
  let started: IdentityCity;
  let browser: Browser;
  beforeAll(async () => {
    const port = await freePort();
    started = await identityCity({ publicUrl: `http://localhost:${port}` });
    await started.city.app.listen({ port, host: 'localhost' });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  });
  afterAll(async () => {
    await browser?.close();
    await started?.stop();
  });

  it('an official signs in, switches the post, signs out, and works without JavaScript', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      locale: 'vi-VN',
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await page.goto(`${started.publicUrl}/sign-in?return_to=/me`);
    await page.getByRole('link', { name: 'Tiếp tục với VNeID' }).click();
    expect(page.url()).toContain(`${started.vneid.issuer}/interaction/`);
    await page.getByRole('radio', { name: /Ngô Thị Hạnh/ }).check();
    await page.getByRole('button', { name: 'Đồng ý' }).click();
    await page.waitForURL(`${started.publicUrl}/me`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Ngô Thị Hạnh');
    await page.getByLabel('Kiểm duyệt viên · Điều phối 1022').check();
    await page.getByRole('button', { name: 'Chuyển' }).click();
    expect(await page.getByLabel('Kiểm duyệt viên · Điều phối 1022').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    await page.waitForURL(`${started.publicUrl}/signed-out`);
    await page.getByRole('link', { name: 'Đăng xuất khỏi VNeID' }).click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL(`${started.publicUrl}/`);
    await context.close();
  });

  it('no page has an accessibility violation', async () => {
    const context = await browser.newContext({ bypassCSP: true, locale: 'vi-VN' });
    const page = await context.newPage();
    await page.goto(`${started.publicUrl}/sign-in?return_to=/me`);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Tiếp tục với VNeID' }).click();
    await page.getByRole('radio', { name: /Bùi Minh Đức/ }).check();
    await page.getByRole('button', { name: 'Đồng ý' }).click();
    await page.waitForURL(`${started.publicUrl}/me`);
    expect(await axeFaults(page)).toEqual([]);
    for (const path of ['/signed-out', '/sign-in/callback?state=none']) {
      await page.goto(`${started.publicUrl}${path}`);
      expect(await axeFaults(page), path).toEqual([]);
    }
    await context.close();
  });
});
