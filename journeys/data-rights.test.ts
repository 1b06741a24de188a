// Data rights in the running city with a real browser: a person gets a copy, consents and stops, asks to be erased; two officers carry it out.
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
  await page.screenshot({ path: join(pictures, `data-rights-${name}.png`), fullPage: true });
  // Without scripts the checker cannot run; the same pages are checked in the other size.
  if (!hasScript) return;
  expect(await axeFaults(page), name).toEqual([]);
  const width = page.viewportSize()?.width ?? 0;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

describe.skipIf(!hasBrowser)('data rights', () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 200_000);
  afterAll(() => stage?.close());

  /** Reloads until the city has done what takes a moment. */
  async function reloadUntil(page: Page, text: string): Promise<void> {
    await expect
      .poll(
        async () => {
          await page.reload();
          return page.getByText(text).count();
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBeGreaterThan(0);
  }

  async function asOfficer(name: string, post: RegExp): Promise<{ page: Page; errors: string[] }> {
    const opened = await stage.open('/', { viewport: desktop });
    await signIn(opened.page, stage.url, name, '/me');
    await opened.page.getByRole('radio', { name: post }).check();
    await opened.page.getByRole('button', { name: 'Chuyển' }).click();
    return opened;
  }

  test.each([
    ['phone', phone, 'Nguyễn Thị Mai'],
    ['desktop', desktop, 'Trần Văn Hùng'],
  ] as const)(
    'a person gets a copy and decides on consents (%s)',
    { timeout: 180_000 },
    async (size, viewport, name) => {
      const hasScript = size === 'desktop';
      const { page, errors } = await stage.open('/', { viewport, javaScriptEnabled: hasScript });
      await signIn(page, stage.url, name, '/me/data');
      await look(page, `${size}-1-data`, hasScript);
      await page.getByRole('radio', { name: /Xin bản sao/ }).check();
      await page.getByRole('button', { name: 'Gửi yêu cầu' }).click();
      await page.getByRole('heading', { name: 'Xin bản sao dữ liệu' }).waitFor();
      await reloadUntil(page, 'Dữ liệu của bạn đã sẵn sàng');
      await look(page, `${size}-2-ready`, hasScript);
      await page.getByRole('link', { name: 'Xem và in' }).click();
      await page.getByRole('heading', { name: 'Dữ liệu thành phố giữ về bạn' }).waitFor();
      expect(await page.locator('dd', { hasText: name }).count()).toBeGreaterThan(0);
      await look(page, `${size}-3-print`, hasScript);
      await page.goto(`${stage.url}/me/consents`);
      expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0);
      const first = page.getByRole('region', { name: 'Nhận tin về khu phố nơi tôi ở' });
      await first.getByRole('button', { name: 'Ghi nhận đồng ý' }).click();
      await page.getByText('Bạn chưa đánh dấu ô đồng ý').waitFor();
      await first.getByRole('checkbox').check();
      await first.getByRole('button', { name: 'Ghi nhận đồng ý' }).click();
      await first.getByText('Đang đồng ý').waitFor();
      await look(page, `${size}-4-consents`, hasScript);
      await first.getByRole('button', { name: 'Dừng đồng ý' }).click();
      await first.getByRole('checkbox').waitFor();
      expect(errors).toEqual([]);
      await page.context().close();
    },
  );

  test('an erasure goes through two pairs of hands at the desk', { timeout: 240_000 }, async () => {
    const person = await stage.open('/', { viewport: phone });
    await signIn(person.page, stage.url, 'Vũ Hoàng Long', '/me/data');
    await person.page.getByRole('radio', { name: /Xóa dữ liệu/ }).check();
    await person.page.getByRole('button', { name: 'Gửi yêu cầu' }).click();
    await person.page.getByText('Viết vài chữ cho rõ').waitFor();
    await person.page.getByLabel('Nói rõ hơn').fill('Tôi đã chuyển đi nơi khác.');
    await person.page.getByRole('button', { name: 'Gửi yêu cầu' }).click();
    await person.page.getByText('Hiện nay: Đã nhận').waitFor();
    await look(person.page, 'phone-5-erasure');

    const { page, errors } = await asOfficer('Cao Đức Anh', /bảo vệ dữ liệu/);
    await page.goto(`${stage.url}/desk/data-requests`);
    await page.locator('[role=listbox] [role=option]').first().click();
    await page.getByText('Tôi đã chuyển đi nơi khác.').waitFor();
    await look(page, 'desk-1-request');
    await page.getByRole('button', { name: 'Báo đã nhận và cách làm' }).click();
    await page.getByRole('button', { name: 'Đề xuất xóa' }).click();
    await page.locator('textarea').fill('Người gửi đã chuyển đi, không còn hồ sơ nào mở.');
    await look(page, 'desk-2-propose');
    await page.getByRole('button', { name: 'Ghi', exact: true }).click();
    await page.getByText('Người đề xuất không tự duyệt').waitFor();
    await page.setViewportSize(phone);
    await look(page, 'desk-3-phone');

    const leader = await asOfficer('Lê Quang Vinh', /Lãnh đạo/);
    await leader.page.goto(`${stage.url}/desk/data-requests`);
    await leader.page.locator('[role=listbox] [role=option]').first().click();
    await leader.page.getByRole('button', { name: 'Duyệt xóa' }).click();
    await leader.page.getByText('Không còn bước nào cho bạn').waitFor();
    await reloadUntil(person.page, 'Đăng nhập');
    await leader.page.goto(`${stage.url}/desk/data-requests?box=closed`);
    await expect
      .poll(
        async () => {
          await leader.page.reload();
          await leader.page.locator('[role=listbox] [role=option]').first().waitFor();
          return leader.page.locator('[role=option]', { hasText: 'Xóa dữ liệu' }).count();
        },
        { timeout: 60_000, interval: 1000 },
      )
      .toBe(1);
    await leader.page.locator('[role=option]', { hasText: 'Xóa dữ liệu' }).click();
    await leader.page.getByText('Đã xóa ở').waitFor();
    await look(leader.page, 'desk-4-erased');
    expect([...errors, ...leader.errors]).toEqual([]);
  });

  test('a breach is recorded and its clock shows', { timeout: 180_000 }, async () => {
    const { page, errors } = await asOfficer('Cao Đức Anh', /bảo vệ dữ liệu/);
    await page.goto(`${stage.url}/desk/breaches`);
    await page.getByText('Chưa ghi vụ nào').waitFor();
    await look(page, 'desk-5-no-breach');
    const local = new Date(Date.now() + 6 * 3_600_000).toISOString().slice(0, 16);
    await page.getByLabel('Tóm tắt').fill('Thư gửi nhầm danh sách');
    await page.getByLabel('Phát hiện lúc').fill(local);
    await page.getByLabel('Chuyện gì đã xảy ra').fill('Danh sách nhận tin bị gửi nhầm cho một công ty.');
    await page.getByLabel('Loại dữ liệu').fill('tên, thư điện tử');
    await page.getByLabel('Ai trả lời cơ quan chuyên trách').fill('Cao Đức Anh, 1022');
    await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
    await page.getByText(/Còn 7[01] giờ để báo/).waitFor();
    await page.getByRole('button', { name: 'Đã báo cơ quan chuyên trách' }).click();
    await look(page, 'desk-6-breach');
    await page.getByLabel('Số văn bản báo').fill('12/BC-UBND');
    await page.getByRole('button', { name: 'Ghi', exact: true }).click();
    await page.getByText('Đã báo lúc').first().waitFor();
    await page.setViewportSize(phone);
    await look(page, 'desk-7-breach-phone');
    expect(errors).toEqual([]);
  });
});
