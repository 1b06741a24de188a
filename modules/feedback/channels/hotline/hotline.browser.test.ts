// The hotline in a real browser: a call is written down by keys alone, a divided ward is asked about, a known matter is followed with one key, a reload loses nothing.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { anonymous } from '@city/kernel/access';
import { projectRoot } from '@city/kernel/config/root';
import { officer, type TestCity } from '@city/kernel/testing';
import { catalogue } from '@city/kernel/text';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { file, inLeChan, reportsCity } from '../../testing.ts';

const executablePath = '/usr/bin/chromium';
const desk = join(projectRoot(), 'apps', 'desk');
const me = officer({ body: 'trung-tam-dieu-hanh', role: 'operator', title: 'Trực ban · Tổng đài 1022' });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What the whole city would serve beside the reports: the built desk, its texts, who is signed in. */
function surroundings(folder: string): (app: TestCity['app']) => void {
  const texts = catalogue(['modules/feedback', 'ui', 'apps/desk'].map((owner) => join(projectRoot(), owner)));
  const title = { vi: me.post!.title, en: me.post!.title };
  const post = { ...me.post!, title };
  const types: Record<string, string> = {
    '.js': 'text/javascript',
    '.mjs': 'text/javascript',
    '.css': 'text/css',
  };
  return (app) => {
    const hidden = { schema: { hide: true } as never };
    app.get('/ticket', hidden, (request) => ({ ticket: request.headers['test-actor'] }));
    app.get('/api/me', hidden, () => ({ id: me.id, name: me.name, post, posts: [post] }));
    app.get('/texts/:file', hidden, () => texts.compiled('vi'));
    app.get('/desk/*', hidden, (request, reply) => {
      const path = new URL(request.url, 'http://desk').pathname.slice('/desk/'.length);
      const type = types[extname(path)];
      if (type) return reply.type(`${type}; charset=utf-8`).send(readFileSync(join(folder, path)));
      return reply.type('text/html; charset=utf-8').send(readFileSync(join(folder, 'index.html')));
    });
  };
}

describe.skipIf(!existsSync(executablePath))('the hotline in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'city-hotline-'));
  let city: TestCity;
  let browser: Browser;
  let base: string;
  let ticket: string;

  beforeAll(async () => {
    vi.stubEnv('NODE_ENV', 'production');
    await build({
      configFile: join(desk, 'vite.config.ts'),
      logLevel: 'silent',
      build: { outDir: folder, emptyOutDir: true },
    });
    vi.unstubAllEnvs();
    const port = await freePort();
    base = `http://localhost:${port}`;
    city = await reportsCity({ environment: { PUBLIC_URL: base }, plugins: surroundings(folder) as never });
    ticket = (await city.as(me).get('/ticket')).json().ticket;
    await city.app.listen({ port, host: 'localhost' });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(width: number, height: number) {
    const context = await browser.newContext({
      viewport: { width, height },
      locale: 'vi-VN',
      extraHTTPHeaders: { 'test-actor': ticket },
    });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${base}/desk/hotline`);
    await page.getByLabel('Số gọi đến').waitFor();
    return { context, page, errors };
  }
  const look = async (page: Page, name: string) => {
    const into = process.env['CITY_LOOK'];
    if (into) await page.screenshot({ path: join(into, `${name}.png`), fullPage: true });
  };
  const codeOf = async (page: Page) => (await page.locator('.hotline-code b').textContent())!;

  it('a call is taken by the keyboard alone, from the number to the code', async () => {
    const earlier = await file(city, {
      words: 'Rác chất đống ở ngõ',
      service: 'waste',
      contact: { name: 'Bà Mẫu', phone: '0914000001' },
    });
    const { context, page, errors } = await open(1440, 900);
    await page.keyboard.type('0914000001');
    await page.getByText(earlier.trackingCode).waitFor();
    await look(page, 'hotline-caller');
    await page.getByLabel('Người gọi kể').focus();
    await page.keyboard.type('Đèn đường tắt cả tuần nay, tối om');
    await page
      .locator('#call-service option', { hasText: 'Theo lời kể: Đèn đường' })
      .waitFor({ state: 'attached' });
    await page.getByLabel('Ở đâu', { exact: true }).focus();
    await page.keyboard.type('12 Tô Hiệu, phường Lê Chân');
    await page.locator('.hotline-places li').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.hotline-next').getByText('phường Lê Chân').waitFor();
    await look(page, 'hotline-1440');
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.locator('.hotline-code').waitFor();
    const report = (await city.as(anonymous).get(`/api/reports/${await codeOf(page)}`)).json();
    expect(report).toMatchObject({ channel: 'hotline', service: 'streetlight', address: '12 Tô Hiệu' });
    await page.getByText('Mã được gửi bằng tin nhắn').waitFor();
    await look(page, 'hotline-filed-1440');
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('F9');
    expect(await page.getByLabel('Số gọi đến').inputValue()).toBe('');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('the old name of a divided ward makes the operator ask, and the choice sets the pin', async () => {
    const { context, page } = await open(1440, 900);
    await page.getByLabel('Ở đâu', { exact: true }).focus();
    await page.keyboard.type('phường Lê Lợi, quận An Dương');
    await page.getByText('Hỏi người gọi là nơi nào').waitFor();
    await look(page, 'hotline-divided-1440');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.closest('.hotline-places') !== null)).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('.hotline-next').waitFor();
    await context.close();
  });

  it('one key lets the caller follow what another has reported', async () => {
    const first = await file(city, { words: 'Nước ngập trước cổng trường, ngang bánh xe', ...inLeChan });
    const { context, page } = await open(1440, 900);
    await page.keyboard.type('0914000002');
    await page.getByLabel('Người gọi kể').focus();
    await page.keyboard.type('Nước ngập trước cổng trường');
    await page.getByLabel('Ở đâu', { exact: true }).focus();
    await page.keyboard.type('Trước 215 Trần Nguyên Hãn');
    await page.locator('.hotline-places li').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Người gọi báo cùng việc này').waitFor();
    await look(page, 'hotline-alike-1440');
    await page.keyboard.press('F2');
    await page.locator('.hotline-code').waitFor();
    const own = (await city.as(anonymous).get(`/api/reports/${await codeOf(page)}`)).json();
    expect(own.state).toBe('merged');
    expect((await city.as(anonymous).get(`/api/reports/${first.trackingCode}`)).json().merged).toBe(1);
    await context.close();
  });

  it('what is missing gets the focus; a reload and a lost line lose nothing', async () => {
    const { context, page } = await open(390, 844);
    await page.getByLabel('Người gọi kể').fill('Cây đổ chắn ngang đường');
    await page.getByRole('button', { name: 'Ghi việc' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('call-place');
    await look(page, 'hotline-390');
    expect(await axeFaults(page)).toEqual([]);
    await page.reload();
    await page.getByLabel('Người gọi kể').waitFor();
    await expect.poll(() => page.getByLabel('Người gọi kể').inputValue()).toBe('Cây đổ chắn ngang đường');
    await page.getByLabel('Ở đâu', { exact: true }).fill('phường An Biên');
    await page.locator('.hotline-places button').first().click();
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Ghi việc' }).click();
    await page.getByText('Chưa nối được máy chủ').waitFor();
    expect(await page.getByLabel('Người gọi kể').inputValue()).toBe('Cây đổ chắn ngang đường');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Ghi việc' }).click();
    await page.locator('.hotline-code').waitFor();
    expect(await page.evaluate(() => localStorage.getItem('desk-hotline-call'))).toBeNull();
    await context.close();
  });
});
