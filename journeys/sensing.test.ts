// The city's sensors in a browser: the air and the tide on a phone without JavaScript; a device, its key and a codec at the desk.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { projectRoot } from '@city/kernel/config/root';
import { eventually } from '@city/kernel/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');

async function shoot(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(pictures, `${name}-${size}.png`), fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, `${name} at ${viewport.width}`).toBeLessThanOrEqual(0);
  }
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa'])
    .setLegacyMode(true)
    .analyze();
  expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

describe.skipIf(!hasBrowser)('the sensors in a browser', { timeout: 180_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  it('shows the air of every station and the water of the week, without JavaScript', async () => {
    // The stations begin to speak when the city stands.
    await eventually(
      async () => ((await (await fetch(`${stage.url}/api/air`)).json()) as { items: unknown[] }).items,
      ({ length }) => length >= 3,
      60_000,
    );
    const { page } = await stage.open('/air', { viewport: phone, javaScriptEnabled: false });
    expect(await page.locator('body').textContent()).toContain('Lê Chân');
    await page.goto(`${stage.url}/tide`);
    expect(await page.getByRole('table').getByRole('row').count()).toBeGreaterThan(8);
    expect(await page.getByRole('img', { name: /Hôm nay nước cao nhất/ }).count()).toBe(1);
  });

  it.each(['/air', '/tide', '/tide?lang=en'])('%s is accessible in both sizes', async (path) => {
    const { page, errors } = await stage.open(path, { viewport: phone });
    await shoot(page, `sensing${path.replaceAll(/[/?=]/g, '-')}`);
    expect(errors).toEqual([]);
  });

  it('gives a device its key once, and tries a codec before it is saved', async () => {
    const { page, errors } = await stage.open('/', { viewport: desktop });
    await signIn(page, stage.url, 'Phan Anh Tuấn', '/desk/sensing');
    await page.getByRole('heading', { name: 'Cảm biến', level: 1 }).waitFor();
    await page.getByText('Không khí Lê Chân').first().waitFor();
    await shoot(page, 'sensing-desk-devices');
    await page.setViewportSize(desktop);
    await page.getByText('Thêm thiết bị').first().click();
    await page.getByLabel('Mã', { exact: true }).fill('tram-moi');
    await page.getByLabel('Tên', { exact: true }).fill('Trạm mới ở cầu Rào');
    await page.getByRole('button', { name: 'Thêm và cấp khoá' }).click();
    const shown = page.getByText(/^hpd_/).first();
    await shown.waitFor();
    const key = (await shown.textContent()) ?? '';
    const answer = await fetch(`${stage.url}/api/ingest/telemetry`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: '{"temperature": 29.5}',
    });
    expect(answer.status).toBe(204);
    await page.getByRole('tab', { name: 'Bàn thử giải mã' }).click();
    await page.getByRole('button', { name: 'Chạy thử' }).click();
    await page.getByRole('cell', { name: '1.5' }).waitFor();
    await shoot(page, 'sensing-desk-codecs');
    await page.setViewportSize(desktop);
    await page.getByLabel('Hàm decodeUplink').fill('function decodeUplink() { return nothing; }');
    await page.getByRole('button', { name: 'Chạy thử' }).click();
    await page.getByText(/ReferenceError/).waitFor();
    await page.getByRole('tab', { name: 'Điều bất thường' }).click();
    await page.getByRole('tabpanel').waitFor();
    await shoot(page, 'sensing-desk-conditions');
    expect(errors.filter((line) => !line.includes('400'))).toEqual([]);
  });
});
