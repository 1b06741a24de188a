// The built wall in a real browser, before a city in memory: fresh within a second, grey without a line, back without a gap.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeCity } from './testing/fake-city.ts';
import { madeUpUnits } from './testing/fake-units.ts';

const executablePath = '/usr/bin/chromium';
// No flags for graphics: what Chromium takes by itself without a card draws this page many times faster.
const args = ['--no-sandbox', '--disable-dev-shm-usage'];

type Noting = { shownAt?: Promise<number> };

/** The page itself notes when a report is in the number, the list and the map: asking from outside would measure the asking. */
function noteWhenShown(page: Page, open: number): Promise<void> {
  return page.evaluate((wanted) => {
    const find = (selector: string) => document.querySelector(selector);
    const [row, ring] = [find('.latest li')?.getAttribute('data-code'), find('.city-map-newest i')];
    (window as Noting).shownAt = new Promise((done) => {
      const look = () => {
        const isCounted = find('[data-figure="open"]')?.textContent?.replace(/\D/g, '') === wanted;
        const isListed = find('.latest li')?.getAttribute('data-code') !== row;
        if (isCounted && isListed && find('.city-map-newest i') !== ring) done(Date.now());
        else requestAnimationFrame(look);
      };
      look();
    });
  }, String(open));
}

function shownAt(page: Page): Promise<number> {
  return page.evaluate(() => (window as Noting).shownAt ?? Number.NaN);
}

describe.skipIf(!existsSync(executablePath))(
  'the wall in a browser (skipped without /usr/bin/chromium)',
  { timeout: 180_000 },
  () => {
    let built: string;
    let browser: Browser;
    let city: FakeCity;
    let address: string;
    let page: Page;
    let errors: string[];

    beforeAll(async () => {
      built = await mkdtemp(join(tmpdir(), 'city-wall-'));
      await build({
        configFile: join(import.meta.dirname, 'vite.config.ts'),
        logLevel: 'error',
        build: { outDir: built },
      });
      browser = await chromium.launch({ executablePath, args });
    });
    afterAll(async () => {
      await browser?.close();
      await rm(built, { recursive: true, force: true });
    });
    beforeEach(async () => {
      city = new FakeCity(built, madeUpUnits());
      address = await city.start();
    });
    afterEach(async () => {
      await page?.context().close();
      await city.stop();
    });

    async function open(
      query = '',
      { width = 1_920, height = 1_080, clock = 'steered' } = {},
    ): Promise<void> {
      const context = await browser.newContext({ viewport: { width, height } });
      page = await context.newPage();
      errors = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('net::ERR_')) errors.push(message.text());
      });
      if (clock === 'steered') await page.clock.install();
      await page.goto(`${address}/wall${query}`);
      await page.waitForSelector('.tile', { timeout: 60_000 });
      await vi.waitFor(async () => expect(await figure('open')).not.toBe(''), { timeout: 40_000 });
    }
    const text = (selector: string) =>
      page.$eval(selector, (element) => element.textContent ?? '').catch(() => '');
    const figure = async (name: string) => (await text(`[data-figure="${name}"]`)).replace(/\D/g, '');
    const codes = () => page.$$eval('.latest li', (rows) => rows.map((row) => row.getAttribute('data-code')));
    const lateTiles = () =>
      page.$$eval('.tile.is-late', (tiles) => tiles.map((tile) => tile.getAttribute('data-tile')));
    const soon = (check: () => Promise<void>, timeout: number) =>
      vi.waitFor(check, { timeout, interval: 25 });

    test('eight tiles fill one screen without scrolling; no request leaves the machine, no policy is broken, axe finds nothing', async () => {
      const foreign: string[] = [];
      await open();
      page.on(
        'request',
        (request) =>
          request.url().startsWith(address) ||
          request.url().startsWith('data:') ||
          foreign.push(request.url()),
      );
      await page.waitForSelector('.city-map-canvas[data-ready]', { timeout: 60_000 });
      expect(await page.$$eval('.tile', (tiles) => tiles.length)).toBe(8);
      expect(await text('h1')).toBe('Trung tâm điều hành');
      expect(await text('.wall-name p')).toBe('Thành phố Hải Phòng · 31 phường, xã, đặc khu');
      const sizes = await page.evaluate(() => {
        const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
        return { over: scrollHeight - clientHeight, beside: scrollWidth - clientWidth };
      });
      expect(sizes).toEqual({ over: 0, beside: 0 });
      expect(await axeFaults(page)).toEqual([]);
      expect(foreign).toEqual([]);
      expect(errors).toEqual([]);
    });

    test('a report is on the wall within a second: in the number, in the list and on the map', async () => {
      await open('', { clock: 'real' });
      await page.waitForSelector('.city-map-canvas[data-ready]', { timeout: 60_000 });
      const before = Number(await figure('open'));
      for (let n = 1; n <= 5; n++) {
        await noteWhenShown(page, before + n);
        const { filedAt } = city.file({ filedAt: Date.now() });
        expect((await shownAt(page)) - filedAt).toBeLessThan(1_000);
      }
      city.answer([...city.reports.all.keys()].at(-1)!);
      await soon(async () => expect(Number(await figure('open'))).toBe(before + 4), 10_000);
    });

    test('with the cable pulled the tiles go grey and say so; plugged in again they catch up without reload and without a gap', async () => {
      await open();
      city.file();
      const before = Number(await figure('open'));
      await page.evaluate(() => ((window as { kept?: boolean }).kept = true));
      city.pull();
      await page.clock.fastForward(70_000);
      await soon(
        async () =>
          expect(await lateTiles()).toEqual([
            'reports-map',
            'reports-latest',
            'reports-services',
            'operations-now',
            'reports-overdue',
            'reports-filed',
            'reports-answered',
          ]),
        5_000,
      );
      expect(await text('[data-tile="reports-map"] .tile-late')).toMatch(/^Số cũ 1 phút, chưa có tin mới$/);
      const missed = [city.file(), city.file(), city.file()].map(({ code }) => code);
      city.plug();
      await soon(async () => {
        await page.clock.fastForward(2_000);
        expect(await lateTiles()).toEqual([]);
        expect(await codes()).toEqual(expect.arrayContaining(missed));
        expect(Number(await figure('open'))).toBe(before + 3);
      }, 20_000);
      expect(await page.evaluate(() => (window as { kept?: boolean }).kept)).toBe(true);
      const { code } = city.file();
      await soon(async () => expect((await codes())[0]).toBe(code), 10_000);
      expect(errors).toEqual([]);
    });

    test('when the server has forgotten what it sent meanwhile, the wall asks for everything anew', async () => {
      await open();
      city.file();
      city.pull({ forget: true });
      await page.clock.fastForward(20_000);
      const missed = Array.from({ length: 20 }, () => city.file().code);
      city.plug();
      await soon(async () => {
        await page.clock.fastForward(2_000);
        expect(await codes()).toEqual(missed.slice(-8).reverse());
      }, 20_000);
    });

    test('in English every word is English', async () => {
      await open('?lang=en');
      expect(await page.$eval('html', (html) => html.lang)).toBe('en');
      expect(await page.$$eval('.tile h2', (titles) => titles.map((title) => title.textContent))).toEqual([
        'Open reports',
        'Just sent',
        'Open by kind',
        'Alarms calling',
        'On time, 30 days',
        'Overdue now',
        'Sent today',
        'Done today',
      ]);
      const visible = await page.$eval('#wall', (wall) => (wall as HTMLElement).innerText);
      expect(visible).not.toMatch(/phản ánh|trong 10 phút|hôm nay|quá hạn/);
    });

    test('a phone shows the same tiles one below the other', async () => {
      await open('', { width: 390, height: 844 });
      const lefts = await page.$$eval('.tile', (tiles) =>
        tiles.map((tile) => Math.round(tile.getBoundingClientRect().left)),
      );
      expect(new Set(lefts).size).toBe(1);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await axeFaults(page)).toEqual([]);
    });

    test('a replay says that it is one, plays the past forward, and is steered with the keyboard', async () => {
      const day = new Date(Date.now() - 3 * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);
      await open(`?replay=${day}&speed=3600`);
      expect(await text('.replay-sign')).toContain('PHÁT LẠI');
      const clock = () =>
        page.$eval('.wall-clock time', (time) => Date.parse((time as HTMLTimeElement).dateTime));
      const start = Date.parse(`${day}T00:00:00+07:00`);
      await soon(async () => expect(await clock()).toBeGreaterThan(start + 3 * 3_600_000), 20_000);
      await page.keyboard.press(' ');
      await soon(async () => expect(await text('.replay-state')).toBe('đang dừng'), 10_000);
      const stopped = await clock();
      await page.clock.fastForward(5_000);
      expect(await clock()).toBe(stopped);
      await page.keyboard.press('+');
      await page.keyboard.press(' ');
      await soon(async () => expect(await text('.replay-state')).toContain('21.600'), 10_000);
      const rows = await codes();
      await soon(async () => expect(await codes()).not.toEqual(rows), 20_000);
      expect(await lateTiles()).toEqual([]);
      expect(await axeFaults(page)).toEqual([]);
      expect(errors).toEqual([]);
    });

    test('three thousand reports later the page holds no more than before', async () => {
      await open();
      const session = await page.context().newCDPSession(page);
      const heap = async () => {
        await session.send('HeapProfiler.collectGarbage');
        return (await session.send('Runtime.getHeapUsage')).usedSize / 1_000_000;
      };
      const nodes = () => page.evaluate(() => document.querySelectorAll('*').length);
      const pass = async (count: number) => {
        for (let n = 0; n < count; n++) {
          city.answer(city.file().code);
          if (n % 10 === 0) await new Promise((done) => setTimeout(done, 8));
        }
        await soon(async () => expect(Number(await figure('open'))).toBe(city.reports.open().length), 10_000);
      };
      await pass(500);
      const [heapBefore, nodesBefore] = [await heap(), await nodes()];
      await pass(3_000);
      expect(await nodes()).toBeLessThanOrEqual(nodesBefore + 20);
      expect((await heap()) - heapBefore).toBeLessThan(5);
    });
  },
);
