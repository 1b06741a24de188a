// Who files a report: a first-time citizen with few taps, one with only a keyboard, one without JavaScript or a map.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLeChan, picture } from '../modules/feedback/testing.ts';
import { fillReport, pickPhoto } from './filing.ts';
import { hasBrowser, openStage, type Stage, signIn } from './stage.ts';

const SECONDS_MAX = 60;
const TAPS_MAX = 8;

describe.skipIf(!hasBrowser)('filing a report', { timeout: 120_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  it('takes a first-time citizen at most eight taps and a minute, photo included', async () => {
    const photo = await picture('#775533', 'jpeg', inLeChan);
    const { page } = await stage.open('/', { hasTouch: true, isMobile: true });
    const from = performance.now();
    let taps = 0;
    const tap = async (selector: string) => {
      taps += 1;
      await page.locator(selector).locator('visible=true').first().tap();
    };
    await tap('main a[href="/report"]');
    await page.waitForURL(/\/report$/);
    const chooser = page.waitForEvent('filechooser');
    await tap('label:has(input[type=file]), input[type=file]');
    await (await chooser).setFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer: photo });
    await tap('main button.btn-primary');
    await page.waitForURL(/\/report\/where/);
    await tap('label:has(input[name=service][value=flooding])');
    await tap('#words');
    await page.keyboard.type('Nước ngập lên ngang bánh xe');
    await tap('main button.btn-primary');
    await page.waitForURL(/\/report\/send/);
    await tap('main button.btn-primary');
    await page.waitForURL(/\/report\/done/);
    const seconds = (performance.now() - from) / 1000;
    console.log(`filed with ${taps} taps in ${seconds.toFixed(1)} s of the machine's time`);
    expect(await page.locator('.code-large').textContent()).toMatch(/^HP-/);
    expect(taps).toBeLessThanOrEqual(TAPS_MAX);
    expect(seconds).toBeLessThan(SECONDS_MAX);
  });

  it('works with Tab, Space and Enter alone', async () => {
    const { page } = await stage.open('/report');
    const reach = async (selector: string) => {
      for (let presses = 0; presses < 80; presses++) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector))
          return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`The keyboard does not reach ${selector}`);
    };
    await reach('input[type=file]');
    await pickPhoto(page, await picture('#335533', 'jpeg', inLeChan));
    await reach('main button.btn-primary');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/report\/where/);
    await reach('input[name=service]');
    await page.keyboard.press('Space');
    await reach('#words');
    await page.keyboard.type('Đèn đường tắt cả tuần nay');
    await reach('main button.btn-primary');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/report\/send/);
    await reach('main button.btn-primary');
    await page.keyboard.press('Space');
    await page.waitForURL(/\/report\/done/);
    expect(await page.locator('.code-large').textContent()).toMatch(/^HP-/);
  });

  it('works without JavaScript and without a map: photo, ward, code, and the way back by the code', async () => {
    const { page } = await stage.open('/report', { javaScriptEnabled: false });
    await pickPhoto(page, await picture('#333377'));
    await page.locator('main button.btn-primary').click();
    await page.waitForURL(/\/report\/where/);
    await page.locator('#unit').selectOption('11383');
    await page.getByRole('button', { name: 'Đến đó' }).click();
    await fillReport(page, { service: 'flooding', words: 'Ngõ 96 ngập sâu từ sáng' });
    await page.locator('main button.btn-primary').click();
    await page.waitForURL(/\/report\/done/);
    const code = ((await page.locator('.code-large').textContent()) ?? '').trim();
    await page.getByRole('link', { name: 'Xem việc của tôi' }).click();
    await page.waitForURL(/key=/);
    await page.goto(`${stage.url}/reports`);
    await page.locator('#code').fill(code.replaceAll('-', '').toLowerCase());
    await page.getByRole('button', { name: 'Tìm việc của tôi' }).click();
    await page.waitForURL(new RegExp(`/reports/${code}`));
    expect(await page.locator('main').innerText()).toContain('Ngõ 96 ngập sâu từ sáng');
    expect(await page.locator('main img').first().getAttribute('src')).toBeTruthy();
  });

  it('lets the reporter say without JavaScript that it is not settled, and later that it is', async () => {
    const filed = await fetch(`${stage.url}/api/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ service: 'flooding', words: 'Ngập trước nhà 12', ...inLeChan }),
    });
    const { trackingCode: code, ownUrl } = (await filed.json()) as { trackingCode: string; ownUrl: string };
    const { page: officer } = await stage.open('/');
    await signIn(officer, stage.url, 'Bùi Minh Đức', '/desk/reports?queue=new');
    const step = (verb: string, body: object) =>
      officer.evaluate(
        async ([path, text]) => {
          const headers = { 'content-type': 'application/json' };
          return (await fetch(path as string, { method: 'POST', headers, body: text as string })).status;
        },
        [`/api/reports/${code}/${verb}`, JSON.stringify(body)],
      );
    expect(await step('accept', {})).toBe(200);
    expect(await step('resolve', { words: 'Đã thông cống trước nhà 12.' })).toBe(200);
    const { page } = await stage.open(ownUrl, { javaScriptEnabled: false });
    const rate = async (score: number, words: string) => {
      await page.locator(`#rate label:has(input[name=score][value="${score}"])`).click();
      await page.locator('#rate-words').fill(words);
      await page.getByRole('button', { name: 'Gửi mức hài lòng' }).click();
      await page.waitForURL(/#rate/);
    };
    await rate(1, 'Nước vẫn còn');
    expect(await page.locator('main').innerText()).toContain('Người gửi đề nghị xem lại');
    expect(await step('resolve', { words: 'Đã hút hết nước.' })).toBe(200);
    await page.reload();
    await rate(5, 'Cảm ơn');
    expect(await page.locator('main').innerText()).toContain('Người gửi đã chấm 5 trên 5');
  });
});
