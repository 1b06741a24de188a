// Measures people's pages on an emulated cheap phone: sizes, largest paint, layout shift. tsx ui/testing/measure.ts [runs]
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { gzipSync, brotliCompressSync } from 'node:zlib';
import { assets } from '../assets/assets.ts';
import { startSite } from './serve.ts';

const runs = Number(process.argv[2] ?? 5);
const folder = await mkdtemp(join(tmpdir(), 'city-ui-'));
const site = await startSite({
  outDir: folder,
  // The floor: what a page of one line costs on this machine at this moment.
  answer: (request, response) => {
    if (request.url !== '/floor') return false;
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><html lang="vi"><title>x</title><link rel="icon" href="data:,"><p>Một dòng');
    return true;
  },
});
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

type Measured = {
  firstPaint: number;
  largestPaint: number;
  shift: number;
  element: string;
  kilobytes: number;
};

/** 6 × slower processor, 1.6 Mbit/s down, 0.75 up, 150 ms round trip. */
async function visit(on: Browser, path: string): Promise<Measured> {
  const context = await on.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 93_750,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  await page.addInitScript(() => {
    const seen = { largest: 0, shift: 0, element: '' };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { element?: Element })[]) {
        seen.largest = entry.startTime;
        seen.element = `${entry.element?.tagName} ${entry.element?.textContent?.slice(0, 30) ?? ''}`;
      }
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(site.origin + path, { waitUntil: 'networkidle' });
  await page.waitForTimeout(500);
  const measured = await page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { largest: number; shift: number; element: string } };
    return {
      firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      largestPaint: seen.largest,
      shift: seen.shift,
      element: seen.element,
    };
  });
  await context.close();
  return { ...measured, kilobytes: bytes / 1000 };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

try {
  for (const asset of assets().filter(({ immutable, name }) => immutable && !name.startsWith('fonts/'))) {
    const bytes = await readFile(asset.file);
    console.log(
      asset.name.padEnd(22),
      `${bytes.length} B, gzip ${gzipSync(bytes, { level: 9 }).length}, brotli ${brotliCompressSync(bytes).length}`,
    );
  }
  for (const path of ['/floor', '/', '/reports/new', '/reports/HP-2609-00417']) {
    const text = Buffer.from(await (await fetch(site.origin + path)).text());
    const all: Measured[] = [];
    for (let run = 0; run < runs; run += 1) all.push(await visit(browser, path));
    const row = (key: 'firstPaint' | 'largestPaint' | 'shift' | 'kilobytes') =>
      median(all.map((one) => one[key]));
    console.log(
      path.padEnd(26),
      `html ${text.length} B, brotli ${brotliCompressSync(text).length}`,
      `first paint ${Math.round(row('firstPaint'))} ms`,
      `largest ${Math.round(row('largestPaint'))} ms (${all[0]!.element})`,
      `shift ${row('shift').toFixed(4)}`,
      `${Math.round(row('kilobytes'))} kB in all`,
    );
  }
} finally {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
}
