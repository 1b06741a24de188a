// The coordinator's queue in a real browser: a report whose words ask for another procedure leaves with one press and a reason.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import type { TestCity } from '@city/kernel/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDesk, desk, executablePath, freePort, surroundings } from '../desk/desk-stage.testing.ts';
import { type Filed, file, people, reportsCity } from '../testing.ts';

const me = people.coordinator;
const patience = { timeout: 10_000 };
/** Where pictures of the screen go when somebody wants to look at them. */
const pictures = process.env['CITY_PICTURES'];

describe.skipIf(!existsSync(executablePath) || !existsSync(desk))('the triage screen in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'city-triage-'));
  let city: TestCity;
  let browser: Browser;
  let base: string;
  let ticket: string;
  const filed: Filed[] = [];

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
    filed.push(await file(city, { words: 'Tôi khiếu nại quyết định thu hồi đất trước nhà' }));
    city.clock.advance(3_600_000);
    filed.push(await file(city, { words: 'Tôi tố cáo cán bộ nhận tiền của người bán hàng' }));
    await city.app.listen({ port, host: 'localhost' });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(size: { width: number; height: number }, query = '') {
    const context = await browser.newContext({
      viewport: size,
      locale: 'vi-VN',
      extraHTTPHeaders: { 'test-actor': ticket },
    });
    context.setDefaultTimeout(8_000);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${base}/desk/reports/triage${query}`);
    await page.locator('.send-away textarea').waitFor();
    return { context, page, errors };
  }
  const keep = async (page: Page, name: string) => {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const kindOf = async ({ trackingCode }: Filed) =>
    (
      await city.sql<{ state: string; visibility: string; kind: string; reason: string }>(
        `select r.state, r.visibility, e.detail ->> 'kind' as kind, e.reason from feedback.report r
           join feedback.report_event e using (report_id)
          where r.tracking_code = $1 and e.action = 'transfer'`,
        [trackingCode],
      )
    )[0];

  it('goes to the procedure that the words ask for, with the reason that stands ready, and on to the next', async () => {
    const { context, page, errors } = await open({ width: 1440, height: 900 });
    await keep(page, 'triage-wide');
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Chuyển sang khiếu nại' }).click();
    await expect
      .poll(() => kindOf(filed[0]!), patience)
      .toEqual({
        state: 'transferred',
        visibility: 'private',
        kind: 'khieu_nai',
        reason: 'Người gửi viết “khiếu nại”: có thể phải đi theo Luật Khiếu nại',
      });
    await expect.poll(() => page.locator('[role=option]').count(), patience).toBe(1);
    await expect.poll(() => page.locator('.send-away textarea').inputValue(), patience).toContain('tố cáo');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('on a phone, without a reason nothing leaves; with another one it does', async () => {
    const query = `?code=${filed[1]!.trackingCode}&page=detail`;
    const { context, page } = await open({ width: 390, height: 844 }, query);
    await keep(page, 'triage-phone');
    const reason = page.locator('.send-away textarea');
    await reason.fill('');
    await page.getByRole('button', { name: 'Chuyển sang tố cáo' }).click();
    await page.locator('.send-away').getByText('Ghi lý do.').waitFor();
    expect(await kindOf(filed[1]!)).toBeUndefined();
    await reason.fill('Tố cáo một cán bộ nhận tiền');
    await page.getByRole('button', { name: 'Chuyển sang tố cáo' }).click();
    await expect
      .poll(() => kindOf(filed[1]!), patience)
      .toMatchObject({ kind: 'to_cao', reason: 'Tố cáo một cán bộ nhận tiền' });
    await page.getByText('Không có việc nào chờ điều phối').waitFor();
    await context.close();
  });
});
