// A complaint in the running city with a real browser: a person files it and follows it, an officer handles it without seeing who.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { projectRoot } from '@city/kernel/config/root';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, hasBrowser, openStage, phone, signIn, type Stage } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');

/** Looks for what people with screen readers would stumble over, and keeps a picture of the page. */
async function look(page: Page, name: string, hasScript = true): Promise<void> {
  await page.screenshot({ path: join(pictures, `complaints-${name}.png`), fullPage: true });
  // Without scripts the checker cannot run; the same pages are checked in the other sizes.
  if (!hasScript) return;
  expect(await axeFaults(page), name).toEqual([]);
  const width = page.viewportSize()?.width ?? 0;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

describe.skipIf(!hasBrowser)('a complaint', () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 200_000);
  afterAll(() => stage?.close());

  async function fileIt(page: Page, size: string, hasScript = true): Promise<{ code: string; own: string }> {
    await look(page, `${size}-1-choose`, hasScript);
    await page.getByRole('link', { name: 'Viết đơn khiếu nại' }).click();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByText('Chọn cơ quan trong danh sách.').first().waitFor();
    await look(page, `${size}-2-about-problems`, hasScript);
    await page.getByLabel('Cơ quan ra quyết định').selectOption({ label: 'UBND phường Lê Chân' });
    await page.getByLabel('Quyết định hoặc hành vi nào').fill('Quyết định xử phạt số 12/QĐ-XPHC');
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('Bạn nhận hoặc biết').fill(yesterday);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('heading', { name: 'Kể lại sự việc' }).waitFor();
    await page
      .getByLabel('Việc gì, khi nào, ở đâu')
      .fill('Tôi bị phạt vì để xe trên vỉa hè, nhưng hôm ấy xe tôi gửi trong sân nhà.');
    await page.getByLabel('Bạn đề nghị giải quyết thế nào').fill('Hủy quyết định xử phạt.');
    await page.getByLabel('Tệp PDF').setInputFiles({
      name: 'Quyết định.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n'),
    });
    await look(page, `${size}-3-what`, hasScript);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('heading', { name: 'Xem lại rồi gửi' }).waitFor();
    await page.getByLabel('Họ và tên').fill('Trần Thị Mẫu');
    await page.getByLabel('Địa chỉ').fill('12 Tô Hiệu, Lê Chân');
    await page.getByLabel('Số điện thoại').fill('0912 345 678');
    await look(page, `${size}-4-send`, hasScript);
    await page.getByRole('button', { name: 'Gửi đơn' }).click();
    await page.getByText('Mã biên nhận').waitFor();
    await look(page, `${size}-5-receipt`, hasScript);
    const code = (await page.locator('.code-large').textContent()) ?? '';
    await page.getByRole('link', { name: 'Xem hồ sơ' }).click();
    await page.getByRole('heading', { name: 'Diễn biến' }).waitFor();
    await look(page, `${size}-6-follow`, hasScript);
    return { code, own: page.url() };
  }

  test.each([
    ['phone', phone],
    ['desktop', desktop],
  ] as const)(
    'is filed and followed on a %s (on the phone without a line of script)',
    { timeout: 120_000 },
    async (size, viewport) => {
      const { page, errors } = await stage.open('/complaints', {
        viewport,
        javaScriptEnabled: size === 'desktop',
      });
      const { code } = await fileIt(page, size, size === 'desktop');
      await page.goto(`${stage.url}/complaints/follow`);
      await page.getByLabel('Mã biên nhận').fill(code);
      await page.getByLabel('Bốn số cuối').fill('5678');
      await page.getByRole('button', { name: 'Mở hồ sơ' }).click();
      await page.getByText('Hiện nay: đã nhận đơn').waitFor();
      expect(errors).toEqual([]);
      await page.context().close();
    },
  );

  test('is handled at the desk, its person behind a purpose, and the person sees it', {
    timeout: 180_000,
  }, async () => {
    const filing = await stage.open('/complaints', { viewport: phone });
    const { own } = await fileIt(filing.page, 'phone-script');
    const { page, errors } = await stage.open('/', { viewport: desktop });
    await signIn(page, stage.url, 'Bùi Minh Đức', '/me');
    await page.getByRole('radio', { name: /Cán bộ xử lý đơn/ }).check();
    await page.getByRole('button', { name: 'Chuyển' }).click();
    await page.goto(`${stage.url}/desk/complaints`);
    // The demo has matters of its own; the three filed above are about this decision.
    await page.locator('[role=listbox] [role=option]').filter({ hasText: 'số 12/QĐ-XPHC' }).first().click();
    await page.getByText('Danh tính người gửi được cất riêng.').waitFor();
    expect(await page.getByText('Trần Thị Mẫu').count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /Tệp PDF 1/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^DT-.*\.pdf$/);
    await look(page, 'desk-1-open');
    await page.getByRole('button', { name: 'Xem danh tính' }).click();
    await page.getByLabel('Xem danh tính để làm gì?').fill('Mời đến làm việc');
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.getByText('Trần Thị Mẫu').waitFor();
    await page.getByRole('button', { name: 'Yêu cầu bổ sung' }).click();
    await page.locator('textarea').fill('Gửi thêm bản chụp quyết định xử phạt.');
    await look(page, 'desk-2-ask');
    await page.getByRole('button', { name: 'Ghi và báo người gửi' }).click();
    await page.getByText('chờ bổ sung').first().waitFor();
    await look(page, 'desk-3-asked');
    await page.setViewportSize(phone);
    await look(page, 'desk-phone');
    await page.getByRole('button', { name: 'Xử lý đơn này' }).click();
    await look(page, 'desk-phone-actions');
    expect(errors).toEqual([]);
    await page.setViewportSize(desktop);
    await page.goto(`${stage.url}/desk/complaints/counter`);
    await page.getByRole('button', { name: 'Nhận đơn, in biên nhận' }).click();
    await page.getByText('Ghi họ và tên.').first().waitFor();
    await page.getByLabel('Về việc').fill('Thông báo không cấp phép sửa nhà');
    await page.getByLabel('Nhận hoặc biết quyết định').fill(new Date().toISOString().slice(0, 10));
    await page.getByLabel('Nội dung').fill('Nhà tôi dột nặng, xin sửa mái, phường không nói căn cứ nào.');
    await page.getByLabel('Đề nghị').fill('Xem lại hồ sơ xin phép.');
    await page.getByLabel('Họ và tên').fill('Lê Thị Quầy');
    await page.getByLabel('Địa chỉ').fill('7 Chùa Hàng, Lê Chân');
    await page.getByLabel('Số điện thoại').fill('0912 345 679');
    await look(page, 'counter-1-form');
    await page.getByRole('button', { name: 'Nhận đơn, in biên nhận' }).click();
    await page.getByRole('heading', { name: 'Biên nhận' }).waitFor();
    await page.setViewportSize(phone);
    await look(page, 'counter-2-receipt');
    await page.getByRole('button', { name: 'Nhận đơn khác' }).click();
    expect(await page.getByText('Lê Thị Quầy').count()).toBe(0);
    await look(page, 'counter-3-phone');
    // One of the three filed above was opened; its own page tells who looked, once it is the one.
    const follow = filing.page;
    await follow.goto(own);
    await follow.getByRole('heading', { name: 'Ai đã xem tên bạn' }).waitFor();
    await look(follow, 'phone-7-followed');
  });
});
