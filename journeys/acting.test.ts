// Acting for a child in a browser: a mother chooses her daughter, files a report in her name, and at midnight of the eighteenth birthday it is over.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { officer, type TestCity } from '@city/kernel/testing';
import { readPersonas, type RunningSimulator, startVneidSimulator } from '@city/vneid-simulator';
import { wholeCity } from '../apps/server/walls/whole-city.ts';
import { freePort } from '../bench/city-process.ts';
import { picture } from '../modules/feedback/testing.ts';
import { fillReport, pickPhoto } from './filing.ts';
import { desktop, hasBrowser, phone, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');
const personas = readPersonas(join(projectRoot(), 'city', 'haiphong', 'people', 'personas.json'));
const person = (id: string) => personas.find((one) => one.id === id)!;
const secret = 'a client secret for tests';
const birthday = '2026-11-30T17:00:00Z';

async function shoot(page: Page, name: string, isScripted = true): Promise<void> {
  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(pictures, `acting-${name}-${size}.png`), fullPage: true });
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(widest, `${name} at ${viewport.width}`).toBeLessThanOrEqual(viewport.width);
  }
  await page.setViewportSize(phone);
  // The checker is itself a script: where pages run none, their look and width are all that is asked.
  if (!isScripted) return;
  expect(await axeFaults(page, { tags: ['wcag2a', 'wcag2aa'] }), name).toEqual([]);
}

describe.skipIf(!hasBrowser)('acting for another in a browser', { timeout: 100_000 }, () => {
  let city: TestCity;
  let vneid: RunningSimulator;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    const port = await freePort();
    url = `http://localhost:${port}`;
    const client = {
      clientId: 'hoa-phuong',
      name: { vi: 'Thành phố Hải Phòng', en: 'The city of Hải Phòng' },
      redirectUris: [`${url}/sign-in/callback`],
      postLogoutRedirectUris: [`${url}/`],
      authentication: { method: 'client_secret_basic', secret } as const,
    };
    vneid = await startVneidSimulator({ personas, clients: [client] });
    city = await wholeCity({
      now: '2026-11-30T15:00:00Z',
      environment: {
        PUBLIC_URL: url,
        CITY_IDENTITY_ISSUER: vneid.issuer,
        CITY_IDENTITY_CLIENT_SECRET: secret,
      },
    });
    for (const child of ['nguyen-thu-an', 'nguyen-minh-khoi']) await record('nguyen-thi-mai', child);
    await city.app.listen({ port, host: 'localhost' });
    const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
    await vneid?.close();
  });

  const clerk = () => officer({ body: 'ubnd-11383', role: 'civil_status', unit: '11383' });
  async function record(guardian: string, child: string): Promise<void> {
    const written = await city.as(clerk()).post('/api/desk/mandates', {
      basis: 'parent',
      wardNumber: person(child).personalNumber,
      wardName: person(child).name,
      birthDate: person(child).birthdate,
      guardianNumber: person(guardian).personalNumber,
      guardianName: person(guardian).name,
      evidence: '301/2008/GKS',
    });
    await city.as(clerk()).post(`/api/desk/mandates/${written.json().id}/confirm`, {});
  }

  async function opened(withScripts = true): Promise<Page> {
    const context = await browser.newContext({
      javaScriptEnabled: withScripts,
      locale: 'vi-VN',
      viewport: phone,
    });
    context.setDefaultTimeout(30_000);
    return context.newPage();
  }

  it('a mother files a report for her daughter without JavaScript; when the daughter turns eighteen the choice is gone', async () => {
    const page = await opened(false);
    await page.goto(`${url}/sign-in/vneid?return_to=/report`);
    await page.getByRole('radio', { name: /Nguyễn Thị Mai/ }).check();
    await page.getByRole('button', { name: 'Đồng ý' }).click();
    await page.waitForURL(/\/me\/acting/);
    await shoot(page, 'choose', false);
    await page.getByRole('radio', { name: /Nguyễn Thu An/ }).check();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.waitForURL(`${url}/report`);
    expect(await page.locator('.acting').innerText()).toContain('Đang làm cho: Nguyễn Thu An');
    await shoot(page, 'report', false);
    await pickPhoto(page, await picture('#333377'));
    await page.locator('main button.btn-primary').click();
    await page.waitForURL(/\/report\/where/);
    await page.locator('#unit').selectOption('11383');
    await page.getByRole('button', { name: 'Đến đó' }).click();
    await fillReport(page, { service: 'flooding', words: 'Cổng trường ngập sâu từ sáng' });
    await page.locator('main button.btn-primary').click();
    await page.waitForURL(/\/report\/done/);
    await page.goto(`${url}/my`);
    expect(await page.locator('main').innerText()).toContain('Việc của Nguyễn Thu An');
    await shoot(page, 'mine', false);

    city.clock.set(birthday);
    await page.goto(`${url}/my`);
    expect(await page.locator('.acting').innerText()).toContain('Không còn được làm thay Nguyễn Thu An');
    expect(await page.locator('main').innerText()).toContain('quyền đã hết');
    await shoot(page, 'over', false);
    await page.getByRole('link', { name: 'Đổi người' }).click();
    expect(await page.getByRole('radio', { name: /Nguyễn Thu An/ }).count()).toBe(0);
    expect(await page.getByRole('radio', { name: /Nguyễn Minh Khôi/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();

    const daughter = await opened();
    await signIn(daughter, url, 'Nguyễn Thu An', '/my');
    const own = await daughter.locator('main').innerText();
    expect(own).toContain('Nguyễn Thị Mai gửi thay');
  });

  it('somebody is asked to help, on pages that a grandmother can read', async () => {
    const page = await opened();
    await signIn(page, url, 'Vũ Hoàng Long', '/me/mandates');
    await shoot(page, 'mandates-empty');
    await page.getByRole('link', { name: 'Nhờ người làm thay' }).click();
    await page.getByLabel('Họ và tên người nhận').fill('Trần Văn Hùng');
    await page.getByLabel('Số định danh của người nhận').fill('12');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await shoot(page, 'give-who-problem');
    await page.getByLabel('Số định danh của người nhận').fill(person('tran-van-hung').personalNumber);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('checkbox', { name: 'Gửi và theo dõi phản ánh' }).check();
    await page.getByRole('checkbox', { name: 'Trả phí, lệ phí' }).check();
    await shoot(page, 'give-what');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await shoot(page, 'give-when');
    await page.getByRole('button', { name: 'Xem lại' }).click();
    await shoot(page, 'give-sign');
    await page.getByRole('button', { name: 'Ký giấy này' }).click();
    await page.waitForURL(/\/me\/mandates\/[0-9a-f-]{36}$/);
    await shoot(page, 'one');
    const address = page.url();
    const helper = await opened();
    await signIn(helper, url, 'Trần Văn Hùng', '/me/mandates');
    await shoot(helper, 'offer');
    await helper.getByRole('link', { name: 'Đọc rồi trả lời' }).click();
    await helper.getByRole('button', { name: 'Nhận làm thay' }).click();
    await page.goto(`${address}/narrow`);
    await shoot(page, 'narrow');
    await page.getByRole('checkbox', { name: 'Trả phí, lệ phí' }).uncheck();
    await page.getByRole('button', { name: 'Lưu, có hiệu lực ngay' }).click();
    const left = page.locator('main dl').first();
    await left.getByText('Được làm').or(left.getByText('Việc được giao')).waitFor();
    expect(await left.innerText()).not.toContain('Trả phí, lệ phí');
    expect(await page.getByText('Không còn: Trả phí, lệ phí.').count()).toBe(1);
    const mother = await opened();
    await signIn(mother, url, 'Nguyễn Thị Mai', '/me/family');
    await shoot(mother, 'family');
    await mother.goto(`${url}/me/acting`);
    await shoot(mother, 'chooser');
    await mother.goto(`${url}/me/organisations`);
    await shoot(mother, 'organisations-empty');
  });
});
