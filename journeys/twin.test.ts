// The digital twin in a browser: a storm tide is run, the dykes raised, both runs compared; gas, water and evacuation beside it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { projectRoot } from '@city/kernel/config/root';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');

async function shoot(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(pictures, `${name}-${size}.png`), fullPage: true });
    const wide = await page.evaluate(() =>
      document.documentElement.scrollWidth <= innerWidth
        ? []
        : [...document.querySelectorAll('main *')]
            .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest('.table-box > *'))
            .map((one) => `${one.tagName} ${one.className} ${Math.round(one.getBoundingClientRect().right)}`),
    );
    expect(wide, `${name} at ${viewport.width}`).toEqual([]);
  }
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa'])
    .setLegacyMode(true)
    .analyze();
  expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

describe.skipIf(!hasBrowser)('the twin in a browser', { timeout: 240_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  const main = (page: Page) => page.getByRole('region', { name: 'Kịch bản, kết quả' });

  /** Opens a scenario by its name, runs it and waits for its figures. */
  async function run(page: Page, scenario: string): Promise<void> {
    await page.getByRole('link', { name: scenario }).first().click();
    await main(page).getByRole('button', { name: 'Chạy thử' }).click();
    await main(page).getByText('Đã xong').waitFor({ timeout: 120_000 });
  }

  it('runs a storm tide, raises the dykes, and says what that spares', async () => {
    const { page, errors } = await stage.open('/', { viewport: desktop });
    await signIn(page, stage.url, 'Phan Anh Tuấn', '/desk/twin');
    await page.getByRole('link', { name: /Bão như Yagi/ }).click();
    await main(page).getByLabel('Đê cao thêm (m), âm là thấp đi').waitFor();
    await shoot(page, 'twin-form');
    await page.setViewportSize(desktop);
    await run(page, 'Bão như Yagi');
    await main(page).getByText('Người bị ảnh hưởng').waitFor();
    expect(await main(page).textContent()).toContain('Kết quả minh họa');
    await page.locator('.city-map-canvas[data-ready]').waitFor();
    await shoot(page, 'twin-flood');
    await page.setViewportSize(desktop);
    await main(page).getByRole('button', { name: 'Đổi thông số rồi chạy' }).click();
    await main(page).getByLabel('Tên kịch bản').fill('Đê cao thêm một mét rưỡi');
    await main(page).getByLabel('Đê cao thêm (m), âm là thấp đi').fill('1.5');
    await main(page).getByRole('button', { name: 'Chạy thử' }).click();
    await main(page).getByText('Đã xong').waitFor({ timeout: 120_000 });
    for (const box of await page.getByRole('checkbox', { name: /Chọn để so sánh/ }).all()) await box.check();
    await page.getByRole('button', { name: 'So sánh hai lần chạy' }).click();
    await main(page)
      .getByRole('heading', { name: /A · .* B · / })
      .waitFor();
    const row = main(page).getByRole('row', { name: /^Người bị ảnh hưởng/ });
    expect(await row.count()).toBe(1);
    expect(
      await main(page)
        .getByRole('row', { name: /^Đê cao thêm/ })
        .count(),
    ).toBe(1);
    await shoot(page, 'twin-compare');
    expect(errors).toEqual([]);
  });

  it.each([
    ['Sơ tán ven biển', 'Người tới nơi tránh trú kịp'],
    ['Rò 20 tấn amoniac', 'Người ở vùng gây hại lâu dài'],
    ['Ngừng bơm An Dương', 'Người thiếu nước'],
    ['Cấm một chiều cầu', 'Hàng xe dài nhất'],
  ])('%s comes to figures, curves with their table, and a picture', async (scenario, figure) => {
    const { page, errors } = await stage.open('/', { viewport: desktop });
    await signIn(page, stage.url, 'Phan Anh Tuấn', '/desk/twin');
    await run(page, scenario);
    await main(page).locator('dt', { hasText: figure }).first().waitFor();
    await main(page).getByText('Xem dạng bảng').first().click();
    expect(await main(page).locator('.chart table tbody tr').count()).toBeGreaterThan(3);
    await shoot(page, `twin-${scenario.split(' ')[0] ?? ''}`);
    expect(errors).toEqual([]);
  });
});
