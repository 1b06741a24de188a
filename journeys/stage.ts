// The running city for the journeys: `npm start` itself on a fresh data folder, its simulators, and a real browser before it.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { eventually } from '@city/kernel/testing';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { dataFolder, freePort } from '../bench/city-process.ts';

/** Two cores may be busy with other tests and the city's own start: a screen is given this long to come. */
const patienceMs = 60_000;
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(executablePath);
export const phone = { width: 390, height: 844 } as const;
export const desktop = { width: 1440, height: 900 } as const;

export interface Stage {
  readonly url: string;
  /** The simulated inbox of mails and text messages. */
  readonly inbox: string;
  /** A page of a context of its own; `errors` gathers what its scripts threw. */
  open(path: string, options?: BrowserContextOptions): Promise<{ page: Page; errors: string[] }>;
  close(): Promise<void>;
}

const lock = join(projectRoot(), '.build', 'journeys.lock');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Two test files must not build at once; the lock of a process that died is taken over. */
function takeLock(): boolean {
  mkdirSync(join(lock, '..'), { recursive: true });
  try {
    const file = openSync(lock, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch {
    const holder = holderOfLock();
    if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
    return false;
  }
}

/** Not a number where the holder has just let go, or has not written its own down yet. */
function holderOfLock(): number {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return Number.NaN;
  }
}

/** What the test runner sets must not reach the city: Vite would build the screens for development. */
function cleanEnvironment(more: Record<string, string>): NodeJS.ProcessEnv {
  const runners = [
    'NODE_ENV',
    'VITEST',
    'TEST',
    'MODE',
    'DEV',
    'PROD',
    'NODE_OPTIONS',
    'npm_lifecycle_event',
  ];
  const kept = Object.entries(process.env).filter(
    ([name]) => !runners.includes(name) && !name.startsWith('VITEST_'),
  );
  return { ...Object.fromEntries(kept), ...more };
}

async function startCity(port: number, data: string): Promise<{ child: ChildProcess; output: () => string }> {
  await eventually(takeLock, Boolean, 120_000);
  try {
    const child = spawn(process.execPath, ['start.mjs', 'serve', '--port', String(port)], {
      cwd: projectRoot(),
      env: cleanEnvironment({ CITY_DATA: data, CITY_LOG_LEVEL: 'error', LANG: 'en' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text) => (output = (output + String(text)).slice(-20_000)));
    await eventually(() => child.exitCode !== null || /Ctrl-C/.test(output), Boolean, 150_000);
    if (child.exitCode !== null) throw new Error(`The city ended at once:\n${output}`);
    return { child, output: () => output };
  } finally {
    rmSync(lock, { force: true });
  }
}

export async function openStage(): Promise<Stage> {
  const data = dataFolder();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { child, output } = await startCity(port, data.path);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const inbox = /(http:\/\/127\.0\.0\.1:\d+)\s/.exec(output())?.[1];
  if (!inbox) throw new Error(`The city does not say where its inbox is:\n${output()}`);
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  return {
    url,
    inbox,
    async open(path, options = {}) {
      const context = await browser.newContext({
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
        viewport: phone,
        ...options,
      });
      context.setDefaultTimeout(patienceMs);
      context.setDefaultNavigationTimeout(patienceMs);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(path.startsWith('http') ? path : url + path);
      return { page, errors };
    },
    async close() {
      await browser.close();
      child.kill('SIGTERM');
      await ended;
      data.remove();
    },
  };
}

/** Signs in on the simulated VNeID screen, the way a person does, and waits for the page that was asked for. */
export async function signIn(page: Page, url: string, name: string, returnTo: string): Promise<void> {
  await page.goto(`${url}/sign-in/vneid?return_to=${encodeURIComponent(returnTo)}`);
  await page.getByRole('radio', { name: new RegExp(name) }).check();
  await page.getByRole('button', { name: 'Đồng ý' }).click();
  await page.waitForURL((address) => address.origin === new URL(url).origin && !/sim/.test(address.pathname));
  if (!page.url().includes('/me/acting?')) return;
  // Whoever may act for others is asked for whom; here always for themselves.
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.waitForURL((address) => address.pathname !== '/me/acting');
}
