// An administrator at the desk of access: finds a post by the keyboard, asks why something is refused, reads the log for a stated reason.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { projectRoot } from '@city/kernel/config/root';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function faultsOf(page: Page, name: string): Promise<string[]> {
  const size = page.viewportSize()!;
  const found: string[] = [];
  for (const viewport of [phone, desktop]) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(pictures, `${name}-${viewport.width}.png`), animations: 'disabled' });
    found.push(...(await axeFaults(page, { tags })));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > viewport.width) found.push(`scrolls sideways: ${wide} of ${viewport.width}`);
  }
  await page.setViewportSize(size);
  return found.map((fault) => `${name}: ${fault}`);
}

describe.skipIf(!hasBrowser)('the desk of access', () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  it('says who may do what and why, by the keyboard', async () => {
    const { page, errors } = await stage.open('/', { viewport: desktop });
    await signIn(page, stage.url, 'Cao Đức Anh', '/me');
    await page.evaluate(async () => {
      const me = await (await fetch('/api/me')).json();
      const { id } = me.posts.find(({ role }: { role: string }) => role === 'administrator');
      const body = JSON.stringify({ post: id });
      await fetch('/api/me/post', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    });
    await page.goto(`${stage.url}/desk/access`);
    const grid = page.getByRole('table', { name: 'Các vị trí có hiệu lực hôm nay' });
    await grid.waitFor();
    await page.getByLabel('Tìm vị trí').fill('moderator');
    await expect.poll(() => grid.locator('tbody tr').count()).toBe(1);
    await grid.locator('tbody tr').first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('feedback.report.moderate').waitFor();
    expect(await faultsOf(page, 'access-posts')).toEqual([]);

    // With the arrow to the next tab; Enter on a permission takes it to the tester.
    await page.getByRole('tab', { name: /^Vị trí/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByLabel('Tìm quyền').fill('an, sua loi');
    expect(await page.getByRole('tab', { name: /^Quyền/ }).getAttribute('aria-selected')).toBe('true');
    const row = page.locator('tbody tr', { hasText: 'feedback.report.moderate' });
    await row.focus();
    expect(await faultsOf(page, 'access-permissions')).toEqual([]);
    await row.click();
    await page.getByRole('button', { name: 'Thử quyền này' }).click();

    await page.getByLabel('Ai', { exact: true }).selectOption('citizen');
    await page.getByRole('button', { name: 'Có được không?' }).click();
    await page.locator('.banner', { hasText: 'Không được phép' }).waitFor();
    expect(await page.locator('.access-findings').innerText()).toContain('Không đạt');
    expect(await faultsOf(page, 'access-trial')).toEqual([]);

    await page.getByRole('tab', { name: 'Sổ quyết định' }).click();
    await page.getByLabel('Lý do xem').fill('kiểm tra định kỳ');
    await page.getByRole('button', { name: 'Xem sổ' }).click();
    await page.locator('.access-tab table tbody tr, .access-tab .state').first().waitFor();
    await page
      .locator('td', { hasText: 'access.decision.read' })
      .or(page.locator('th', { hasText: 'access.decision.read' }))
      .first()
      .waitFor();
    expect(await faultsOf(page, 'access-decisions')).toEqual([]);
    expect(errors).toEqual([]);

    const english = await page.context().newPage();
    await english.goto(`${stage.url}/desk/access?tab=trial&lang=en`);
    expect(errors).toEqual([]);
  }, 240_000);
});
