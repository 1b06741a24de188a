// The desk's parts alive in a real browser: keys, list, tabs, grid, dialog, combo box.
import { join } from 'node:path';
import { axeFaults } from '../testing/axe.ts';
import { build, type OutputFile } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { assetUrl } from '../assets/assets.ts';
import { hasBrowser, openStage, type Stage } from '../testing/browser.ts';

let stage: Stage;
let page: Page;
let errors: string[];
let files: OutputFile[];

const document = () =>
  `<!doctype html><html lang="vi" class="desk-page"><head><title>Bàn</title><link rel="stylesheet" href="${assetUrl('staff.css')}"><link rel="icon" href="${assetUrl('favicon.svg')}">` +
  '<script type="module" src="/app/desk-app.js"></script></head><body><div id="app"></div></body></html>';

describe.skipIf(!hasBrowser)('the desk in Chromium (skipped where none is installed)', () => {
  beforeAll(async () => {
    const result = await build({
      entryPoints: [join(import.meta.dirname, '../testing/desk-app.tsx')],
      bundle: true,
      splitting: true,
      format: 'esm',
      write: false,
      outdir: '/app',
      jsx: 'automatic',
      minify: true,
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'silent',
    });
    files = result.outputFiles;
    stage = await openStage({
      answer: (request, response) => {
        if (request.url === '/desk-app')
          response.writeHead(200, { 'content-type': 'text/html' }).end(document());
        const file = files.find(({ path }) => path.replaceAll('\\', '/').endsWith(request.url ?? ''));
        if (file && request.url?.endsWith('.js'))
          response.writeHead(200, { 'content-type': 'text/javascript' }).end(file.contents);
        return response.writableEnded;
      },
    });
  });
  afterAll(() => stage?.close());
  beforeEach(async () => {
    ({ page, errors } = await stage.open('/desk-app', { viewport: { width: 1440, height: 900 } }));
    await page.waitForSelector('.work');
    return () => page.context().close();
  });

  const log = () => page.locator('#log').innerText();
  const chosen = () => page.locator('.it.sel b').innerText();

  test('J and K walk the list, Enter opens, X marks', async () => {
    await page.keyboard.press('j');
    expect(await chosen()).toBe('Hai');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await chosen()).toBe('Ba');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.keyboard.press('x');
    expect(await log()).toBe('mở 2, chọn 2');
  });

  test('the list can be walked with arrows, and says what is chosen', async () => {
    await page.locator('.work').focus();
    await page.keyboard.press('End');
    expect(await page.getAttribute('.work', 'aria-activedescendant')).toBe('work-3');
    await page.keyboard.press('ArrowUp');
    expect(await page.locator('#work-2').getAttribute('aria-selected')).toBe('true');
  });

  test('letters are letters while one types, Ctrl+Enter still sends', async () => {
    await page.locator('#draft').focus();
    await page.keyboard.type('cjk');
    await page.keyboard.press('Control+Enter');
    expect(await page.inputValue('#draft')).toBe('cjk');
    expect(await log()).toBe('gửi');
    expect(await chosen()).toBe('Một');
  });

  test('the bar names the keys, "?" opens all of them, Esc closes, and keys rest meanwhile', async () => {
    expect(await page.locator('.keys').innerText()).toContain('chuyển');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    expect(await page.locator('dialog[open]').innerText()).toContain('xuống, lên');
    await page.keyboard.press('c');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
    expect(await log()).toBe('');
    await page.keyboard.press('c');
    expect(await log()).toBe('chuyển');
  });

  test('"/" goes to the search, links go to the router', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('ngap');
    await page.keyboard.press('Enter');
    await page.locator('.nav a', { hasText: 'Quá hạn' }).click();
    expect(await log()).toBe('tìm ngap, đi /late');
    expect(new URL(page.url()).pathname).toBe('/desk-app');
  });

  test('tabs turn with arrows', async () => {
    await page.getByRole('tab', { name: 'Trả lời' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#panel').innerText()).toBe('note');
    expect(await page.evaluate(() => globalThis.document.activeElement?.textContent)).toBe('Ghi chú');
  });

  test('the grid sorts by its head and opens rows by keyboard', async () => {
    await page.getByRole('button', { name: /Số/ }).click();
    expect(await page.locator('.grid tbody td:first-child').allInnerTexts()).toEqual(['y', 'z', 'x']);
    expect(await page.locator('.grid th').nth(1).getAttribute('aria-sort')).toBe('ascending');
    await page.locator('.grid tbody tr').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await log()).toBe('dòng z');
  });

  test('an agency is found without marks', async () => {
    const field = page.getByRole('combobox', { name: 'Cơ quan' });
    await field.waitFor();
    await field.fill('do son');
    await page.getByRole('option', { name: /Đồ Sơn/ }).click();
    expect(await page.locator('#body').innerText()).toBe('0');
    expect(await field.inputValue()).toBe('UBND phường Đồ Sơn');
  });

  test('the dialog holds the focus and gives it back', async () => {
    await page.getByRole('button', { name: 'Rút' }).click();
    await page.waitForSelector('dialog[open]');
    expect(await page.evaluate(() => globalThis.document.activeElement?.closest('dialog') !== null)).toBe(
      true,
    );
    await page.getByRole('button', { name: 'Giữ lại' }).click();
    await expect.poll(() => page.evaluate(() => globalThis.document.activeElement?.textContent)).toBe('Rút');
  });

  test('a passing message passes', async () => {
    await expect.poll(() => page.locator('.toast').count(), { timeout: 4000 }).toBe(0);
  });

  test('nothing breaks the policy or accessibility', async () => {
    await page.getByRole('combobox', { name: 'Cơ quan' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
});
