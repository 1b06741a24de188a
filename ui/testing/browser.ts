// A browser and the mock site for tests: system Chromium, one context a test, console errors collected.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { startSite, type SiteOptions, type TestSite } from './serve.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

/** False where no Chromium is installed: such tests skip and say so. */
export const hasBrowser = executablePath !== undefined;

export type Stage = {
  site: TestSite;
  /** A page of its own context; `errors` gathers console errors and broken policies. */
  open: (path: string, options?: BrowserContextOptions) => Promise<{ page: Page; errors: string[] }>;
  close: () => Promise<void>;
};

export async function openStage(options: Omit<SiteOptions, 'outDir'> = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'city-ui-'));
  const site = await startSite({ ...options, outDir: folder });
  const browser: Browser = await chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  return {
    site,
    async open(path, contextOptions = {}) {
      const context = await browser.newContext({
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
        ...contextOptions,
      });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(site.origin + path);
      return { page, errors };
    },
    async close() {
      await browser.close();
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
