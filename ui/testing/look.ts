// Draws the mock pages to PNGs, to be laid beside the drawings: tsx ui/testing/look.ts OUT_FOLDER [page …]
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startSite } from './serve.ts';

const views: Record<
  string,
  { path: string; width: number; height: number; scale?: number; whole?: boolean }
> = {
  'home-390': { path: '/', width: 390, height: 844, whole: true },
  'home-1440': { path: '/', width: 1440, height: 900, whole: true },
  'home-en-390': { path: '/?lang=en', width: 390, height: 844 },
  'report-390': { path: '/reports/new', width: 390, height: 844, whole: true },
  'report-1440': { path: '/reports/new', width: 1440, height: 900, whole: true },
  'problems-390': { path: '/reports/problems', width: 390, height: 844, whole: true },
  'case-390': { path: '/reports/HP-2609-00417', width: 390, height: 844, whole: true },
  'case-1440': { path: '/reports/HP-2609-00417', width: 1440, height: 900, whole: true },
  'who-390': { path: '/me/who-looked', width: 390, height: 844, whole: true },
  'ui-1440': { path: '/ui', width: 1440, height: 900, whole: true },
  'ui-390': { path: '/ui', width: 390, height: 844, whole: true },
  'desk-1440': { path: '/desk', width: 1440, height: 900 },
  'wall-1920': { path: '/wall', width: 1920, height: 1080 },
};

const [folder = '.', ...wanted] = process.argv.slice(2);
const site = await startSite({ outDir: await mkdtemp(join(tmpdir(), 'city-ui-')) });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  for (const [name, { path, width, height, whole = false }] of Object.entries(views)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const page = await browser.newPage({ viewport: { width, height } });
    page.on('console', (message) => message.type() === 'error' && console.log(name, message.text()));
    await page.goto(site.origin + path, { waitUntil: 'networkidle' });
    if (whole) {
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: tall });
    }
    await page.screenshot({ path: join(folder, `${name}.png`) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    console.log(name, wide > 0 ? `SCROLLS SIDEWAYS by ${wide}` : 'ok');
    await page.close();
  }
} finally {
  await browser.close();
  await site.close();
}
