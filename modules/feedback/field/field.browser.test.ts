// On a phone without network: an officer starts and answers, comes back, and the city has each step exactly once; what changed meanwhile is said.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { projectRoot } from '@city/kernel/config/root';
import { eventually, type TestCity } from '@city/kernel/testing';
import { catalogue } from '@city/kernel/text';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeskView } from '../contract.ts';
import { file, inLeChan, people, picture, reportsCity } from '../testing.ts';

const executablePath = '/usr/bin/chromium';
const desk = join(projectRoot(), 'apps', 'desk');
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
};
const me = people.leChan;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function surroundings(folder: string): (app: TestCity['app']) => void {
  const texts = catalogue(['modules/feedback', 'ui', 'apps/desk'].map((owner) => join(projectRoot(), owner)));
  const post = { ...me.post!, title: { vi: me.post!.title, en: me.post!.title } };
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

describe.skipIf(!existsSync(executablePath) || !existsSync(desk))('the field screen in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'city-field-'));
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
    city = await reportsCity({
      environment: { PUBLIC_URL: base },
      plugins: surroundings(folder) as never,
      start: { relay: true, work: false },
    });
    ticket = (await city.as(me).get('/ticket')).json().ticket;
    await city.app.listen({ port, host: 'localhost' });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A report that the officer holds and has accepted. */
  async function held(words: string): Promise<string> {
    const { trackingCode } = await file(city, { words });
    await city.as(me).post(`/api/reports/${trackingCode}/assign`, { me: true });
    await city.as(me).post(`/api/reports/${trackingCode}/accept`, {});
    return trackingCode;
  }

  async function open(): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: 'vi-VN',
      extraHTTPHeaders: { 'test-actor': ticket },
    });
    const page = await context.newPage();
    await page.goto(`${base}/desk/field`);
    await page.locator('html[data-field-kept=yes]').waitFor();
    return { context, page };
  }

  const asOfficer = async (code: string) =>
    (await city.as(me).get(`/api/desk/reports/${code}`)).json<DeskView>();
  const steps = async (code: string) => (await asOfficer(code)).history.map(({ action }) => action);
  const card = (page: Page, code: string) => page.locator(`#field-${code}`);

  async function answer(page: Page, code: string, words: string): Promise<void> {
    await card(page, code).getByRole('button', { name: 'Làm xong, trả lời' }).click();
    await card(page, code)
      .locator('input[type=file]')
      .setInputFiles({
        name: 'sau.jpg',
        mimeType: 'image/jpeg',
        buffer: await picture('#448844', 'jpeg', inLeChan),
      });
    await card(page, code).getByLabel('Đã làm gì').fill(words);
    await card(page, code).getByRole('button', { name: 'Gửi trả lời' }).click();
  }

  it('what is done without network survives closing the screen, and arrives once each', async () => {
    const code = await held('Ngập trước cổng trường');
    const { context, page } = await open();
    await card(page, code).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await context.setOffline(true);
    await page.reload();
    await card(page, code).getByRole('button', { name: 'Bắt đầu làm' }).click();
    await page.getByText('1 bước giữ trong máy', { exact: false }).waitFor();
    await answer(page, code, 'Đã nạo vét ba hố ga trước cổng trường.');
    await page.getByText('2 bước giữ trong máy', { exact: false }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.reload();
    await page.getByText('2 bước giữ trong máy', { exact: false }).waitFor();
    expect((await asOfficer(code)).state).toBe('accepted');
    await context.setOffline(false);
    const arrived = await eventually(
      () => asOfficer(code),
      ({ state }) => state === 'resolved',
    );
    await page.getByText('Đã gửi hết', { exact: false }).waitFor();
    await page.reload();
    await page.getByText('Đã gửi hết', { exact: false }).waitFor();
    expect((await steps(code)).filter((action) => action === 'start' || action === 'resolve')).toEqual([
      'start',
      'resolve',
    ]);
    expect(arrived.answer).toBe('Đã nạo vét ba hố ga trước cổng trường.');
    expect(arrived.photos.map(({ role }) => role)).toEqual(['after']);
    await context.close();
  });

  it('an answer of the city that is lost on the way does not make a second step', async () => {
    const code = await held('Nước đọng ở ngã ba');
    const { context, page } = await open();
    let lost = 0;
    await context.route(`**/api/reports/${code}/start`, async (route) => {
      await route.fetch();
      lost += 1;
      if (lost === 1) return route.abort('connectionreset');
      return route.continue();
    });
    await card(page, code).getByRole('button', { name: 'Bắt đầu làm' }).click();
    await page.getByRole('button', { name: 'Gửi ngay' }).click();
    await page.getByText('Đã gửi hết', { exact: false }).waitFor();
    expect(lost).toBeGreaterThan(0);
    expect((await steps(code)).filter((action) => action === 'start')).toHaveLength(1);
    await context.close();
  });

  it('what others did meanwhile is said, nothing is overwritten, and the step can be sent again or given up', async () => {
    const code = await held('Cống tắc trước số 88');
    const { context, page } = await open();
    await card(page, code).waitFor();
    await context.setOffline(true);
    await answer(page, code, 'Đã thông cống trước số 88.');
    const { version } = await asOfficer(code);
    await city.as(me).post(`/api/reports/${code}/start`, {}, { 'if-match': `"${version}"` });
    await context.setOffline(false);
    await page.getByText('Việc đã đổi khi bạn mất mạng. Bây giờ: Đang xử lý.').waitFor();
    expect((await asOfficer(code)).state).toBe('in_progress');
    await page.getByRole('button', { name: 'Gửi lại trên bản mới' }).click();
    await eventually(
      () => asOfficer(code),
      ({ state }) => state === 'resolved',
    );
    expect((await steps(code)).filter((action) => action === 'resolve')).toHaveLength(1);
    await context.close();
  });
});
