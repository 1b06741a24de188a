// The plan in a browser: promises, the recomputed index, the map of wards, a figure with its source; what-if and a correction at the desk.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { projectRoot } from '@city/kernel/config/root';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');

async function shoot(page: Page, name: string, sizes: object = { phone, desktop }): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(pictures, `${name}-${size}.png`), fullPage: true });
    // Names what sticks out, beside how far the page scrolls.
    const wide = await page.evaluate(() =>
      document.documentElement.scrollWidth <= innerWidth
        ? []
        : [...document.querySelectorAll('main *')]
            .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest('.table-box > *'))
            .map((one) => `${one.tagName} ${one.className} ${Math.round(one.getBoundingClientRect().right)}`),
    );
    expect(wide, `${name} at ${viewport.width}`).toEqual([]);
  }
  expect(await axeFaults(page, { tags: ['wcag2a', 'wcag2aa'] }), name).toEqual([]);
}

describe.skipIf(!hasBrowser)('the plan in a browser', { timeout: 180_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  it('leads from the promises to one raw figure with its source, without JavaScript', async () => {
    const { page } = await stage.open('/plan', { viewport: phone, javaScriptEnabled: false });
    await page.screenshot({ path: join(pictures, 'plan-first.png') });
    await page.getByRole('link', { name: 'Chỉ số của các phường, xã, đặc khu' }).click();
    await page.getByRole('row').getByRole('link', { name: 'Lê Chân' }).click();
    expect(await page.locator('h1').textContent()).toBe('Lê Chân');
    const body = await page.locator('body').textContent();
    expect(body).toContain('Người lớn có tài khoản thanh toán');
    expect(body).toContain('Số liệu minh họa của bản dùng thử');
    expect(body).toContain('Điều gì đã đổi từ kỳ');
  });

  it.each(['/plan', '/plan/dti', '/plan/units', '/plan/units/11383'])(
    '%s is accessible in both sizes',
    async (path) => {
      const { page, errors } = await stage.open(path, { viewport: phone });
      await shoot(page, path.slice(1).replaceAll('/', '-'));
      expect(errors).toEqual([]);
    },
  );

  it('shows a leader what would move, and keeps a correction for a second person', async () => {
    const { page, errors } = await stage.open('/', { viewport: desktop });
    await signIn(page, stage.url, 'Phạm Thị Hòa', '/desk/plan');
    const leaf = page.locator('details', { hasText: 'Người lớn có tài khoản thanh toán' });
    await leaf.locator('summary').click();
    await leaf.getByRole('textbox', { name: 'Người lớn có tài khoản' }).fill('9999');
    await leaf.getByRole('textbox', { name: 'Người lớn', exact: true }).fill('10000');
    await leaf.getByRole('button', { name: 'Nếu là số này thì sao?' }).click();
    await leaf.getByText(/Hạng: từ \d+ thành \d+ trên 114/).waitFor();
    expect(await leaf.getByRole('row', { name: /Tổng điểm/ }).count()).toBe(1);
    await leaf.getByRole('textbox', { name: 'Nguồn' }).fill('Rà soát tháng này');
    await leaf.getByLabel('Ngày chốt').fill('2026-01-31');
    await leaf.getByRole('textbox', { name: 'Vì sao sửa' }).fill('Đếm lại theo tổ dân phố');
    await shoot(page, 'desk-plan', { desktop });
    await leaf.getByRole('button', { name: 'Trình duyệt' }).click();
    await leaf.getByText('một lãnh đạo khác duyệt').waitFor();
    expect(errors).toEqual([]);
  });
});
