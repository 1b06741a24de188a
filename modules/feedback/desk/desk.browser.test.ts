// The desk in a real browser: an officer moves through the inbox by keys, accepts, answers with a photo; the phone; what others do meanwhile.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { eventually, type TestCity } from '@city/kernel/testing';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '../contract.ts';
import { file, people, picture, reportsCity } from '../testing.ts';
import { buildDesk, desk, executablePath, freePort, surroundings } from './desk-stage.testing.ts';

const me = people.leChan;
const answer = 'Đội thoát nước đã nạo vét 3 hố ga trước số 215, nước rút hết lúc 9:30.';

describe.skipIf(!existsSync(executablePath) || !existsSync(desk))('the desk in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'city-desk-'));
  let city: TestCity;
  let browser: Browser;
  let base: string;
  let ticket: string;

  beforeAll(async () => {
    await buildDesk(folder);
    const port = await freePort();
    base = `http://localhost:${port}`;
    city = await reportsCity({
      environment: { PUBLIC_URL: base },
      plugins: surroundings(folder, me) as never,
      start: { relay: true, work: false },
    });
    ticket = (await city.as(me).get('/ticket')).json().ticket;
    for (const words of ['Ngập trước cổng trường', 'Nước tràn vào nhà', 'Đường ngập từ sáng']) {
      await file(city, { words, contact: { phone: '0912345678' } });
      city.clock.advance(3_600_000);
    }
    await city.app.listen({ port, host: 'localhost' });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(size: {
    width: number;
    height: number;
  }): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
    const context = await browser.newContext({
      viewport: size,
      locale: 'vi-VN',
      extraHTTPHeaders: { 'test-actor': ticket },
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on(
      'console',
      (message) => message.type() === 'error' && !/404/.test(message.text()) && errors.push(message.text()),
    );
    await page.goto(`${base}/desk/reports?queue=due`);
    await page.locator('[role=listbox] [role=option]').first().waitFor();
    return { context, page, errors };
  }

  const chosen = (page: Page) => page.locator('[role=option][aria-selected=true]');
  const codeOf = async (page: Page) => (await chosen(page).getAttribute('id'))!.replace('work-', '');
  const asOfficer = async (code: string) =>
    (await city.as(me).get(`/api/desk/reports/${code}`)).json<DeskView>();

  it('an officer moves with J and K, accepts with A, and answers with a photo', async () => {
    const { context, page, errors } = await open({ width: 1440, height: 900 });
    await expect.poll(() => chosen(page).textContent()).toContain('Ngập trước cổng trường');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect.poll(() => chosen(page).textContent()).toContain('Nước tràn vào nhà');
    const code = await codeOf(page);
    await page.getByRole('button', { name: 'Tiếp nhận' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('a');
    await eventually(
      () => asOfficer(code),
      ({ state }) => state === 'accepted',
    );
    await page.getByLabel('Trả lời người dân').waitFor();
    await page.keyboard.press('t');
    await page.keyboard.type('Đã xong');
    await page.keyboard.press('Control+Enter');
    expect(await page.getByLabel('Trả lời người dân').getAttribute('aria-invalid')).toBe('true');
    expect((await asOfficer(code)).state).toBe('accepted');
    await page.getByLabel('Trả lời người dân').fill(answer);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'sau.jpg', mimeType: 'image/jpeg', buffer: await picture() });
    await page.getByText('Có ảnh sau khi làm').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Gửi trả lời' }).click();
    const resolved = await eventually(
      () => asOfficer(code),
      ({ state }) => state === 'resolved',
    );
    expect(resolved.answer).toBe(answer);
    expect(resolved.photos.map(({ role }) => role)).toEqual(['after']);
    // The row stays where it stands, and says its new state.
    await expect.poll(() => chosen(page).textContent()).toContain('đúng hẹn');
    expect(await codeOf(page)).toBe(code);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('newcomers wait until they are asked in; a step on an old version is refused in words and the draft is kept', async () => {
    const { context, page } = await open({ width: 1440, height: 900 });
    const rows = page.locator('[role=listbox] [role=option]');
    const before = await rows.count();
    const code = await codeOf(page);
    // The keys belong to the open report: they work once it is there.
    await page.getByRole('button', { name: /^Tiếp nhận/ }).waitFor();
    await page.keyboard.press('a');
    await page.keyboard.press('t');
    await eventually(
      () => asOfficer(code),
      ({ state }) => state === 'accepted',
    );
    await page.getByLabel('Trả lời người dân').fill(answer);
    const seen = await asOfficer(code);
    const late = new Promise<void>((resolve) => {
      page.on('response', (response) => response.status() === 412 && resolve());
    });
    await city
      .as(me)
      .post(
        `/api/reports/${code}/start`,
        {},
        { 'idempotency-key': 'elsewhere-1', 'if-match': `"${seen.version}"` },
      );
    await page.getByRole('button', { name: /Gửi, không có ảnh/ }).click();
    await late;
    await page.getByText('Việc đã đổi từ khi bạn mở.', { exact: false }).waitFor();
    expect(await page.getByLabel('Trả lời người dân').inputValue()).toBe(answer);
    await file(city, { words: 'Mới ngập thêm một chỗ' });
    await page.getByRole('button', { name: '1 việc mới, bấm để xem' }).waitFor();
    expect(await rows.count()).toBe(before);
    await page.getByRole('button', { name: '1 việc mới, bấm để xem' }).click();
    await expect.poll(() => rows.count()).toBe(before + 1);
    await context.close();
  });

  it('a contact is shown for a stated purpose, which goes onto the trail', async () => {
    const { context, page } = await open({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Xem liên hệ' }).click();
    expect(await page.getByText('0912').count()).toBe(0);
    await page.getByLabel('Xem liên hệ để làm gì?').fill('Hỏi thêm địa điểm');
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.getByRole('link', { name: /912/ }).waitFor();
    const rows = await city.sql<{ detail: string }>('select to_jsonb(e)::text as detail from trail.entry e');
    expect(rows.some(({ detail }) => detail.includes('Hỏi thêm địa điểm'))).toBe(true);
    expect(await axeFaults(page)).toEqual([]);
    await context.close();
  });

  it('on a phone list, report and actions are three pages without accessibility violations', async () => {
    const { context, page } = await open({ width: 390, height: 844 });
    expect(await axeFaults(page)).toEqual([]);
    await page.locator('[role=listbox] [role=option]').first().click();
    await page.getByRole('button', { name: 'Xử lý việc này' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Xử lý việc này' }).click();
    await page.getByText('Chuyển cơ quan khác').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.goBack();
    await page.goBack();
    expect(await page.locator('[role=listbox] [role=option]').first().isVisible()).toBe(true);
    await context.close();
  });
});
