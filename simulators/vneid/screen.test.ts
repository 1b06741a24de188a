// The phone screen in a real browser without JavaScript: whole sign-in by keyboard, two languages, no accessibility violation.
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { axeFaults } from '@city/ui/testing/axe';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPersonas, type RunningSimulator, startVneidSimulator } from './vneid.ts';

const executablePath = '/usr/bin/chromium';
const personas = readPersonas(new URL('../../city/haiphong/people/personas.json', import.meta.url));

describe.skipIf(!existsSync(executablePath))('the phone screen', () => {
  let browser: Browser;
  let simulator: RunningSimulator;
  let city: Server;
  let callback: string;

  beforeAll(async () => {
    city = createServer((_, response) =>
      response.setHeader('Content-Type', 'text/html').end('<title>Back</title><p>back'),
    );
    await new Promise<void>((resolve) => city.listen(0, '127.0.0.1', resolve));
    callback = `http://localhost:${(city.address() as AddressInfo).port}/cb`;
    simulator = await startVneidSimulator({
      personas,
      clients: [
        {
          clientId: 'city',
          name: { vi: 'Thành phố Hải Phòng', en: 'The city of Hải Phòng' },
          redirectUris: [callback],
          authentication: { method: 'client_secret_basic', secret: 'secret' },
        },
      ],
    });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  });
  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
    city?.close();
  });

  const address = (extra = '') =>
    `${simulator.issuer}/authorize?client_id=city&redirect_uri=${encodeURIComponent(callback)}` +
    `&response_type=code&scope=openid+profile+phone+identity&state=s&nonce=n&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256${extra}`;

  async function violations(context: BrowserContext, page: Page): Promise<string[]> {
    const found = await axeFaults(page);
    await context.close();
    return found;
  }

  it('signs in without JavaScript, by keyboard alone, and goes back to the client', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await page.goto(address());
    await page.getByRole('radio', { name: /Nguyễn Thị Mai/ }).focus();
    await page.keyboard.press('Space');
    await page.getByText('Mức đăng nhập và thử lỗi').focus();
    await page.keyboard.press('Space');
    await page.getByRole('radio', { name: 'Mức 1', exact: true }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${callback}**`);
    // Enter presses the first button of a form: it must not be the refusal.
    const back = new URL(page.url()).searchParams;
    expect([back.get('error'), back.get('code')?.length, back.get('state')]).toEqual([null, 43, 's']);
    await context.close();
  });

  it('remembers who signed in last, and speaks English', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await page.goto(address());
    await page.getByRole('radio', { name: /Trần Văn Hùng/ }).check();
    await page.getByRole('button', { name: 'Đồng ý' }).click();
    await page.waitForURL(`${callback}**`);
    await page.goto(address());
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.getByRole('radio', { name: /Trần Văn Hùng/ }).isChecked()).toBe(true);
    expect(await page.title()).toBe('Choose who signs in – VNeID (simulated)');
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.waitForURL(`${callback}**`);
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
    await context.close();
  });

  it.each([
    ['a phone', { width: 390, height: 844 }],
    ['a desktop', { width: 1440, height: 900 }],
    ['a small phone, enlarged', { width: 320, height: 480 }],
  ])('has no accessibility violation on %s and never scrolls sideways', async (_, viewport) => {
    const context = await browser.newContext({ viewport, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(address('&vneid_fault=slow&acr_values=urn:vn:nd69:xacthuc:3'));
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
    expect(await violations(context, page)).toEqual([]);
  });

  it('has none on the pages that only say something', async () => {
    for (const path of ['/authorize?client_id=nobody', '/interaction/none', '/end-session']) {
      const context = await browser.newContext({ bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`${simulator.issuer}${path}`);
      expect(await violations(context, page), path).toEqual([]);
    }
  });
});
