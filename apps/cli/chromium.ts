// Finds the browser that the tests drive, and installs Debian's where we may.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandError, inSeconds, say, withProgress } from './words.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser's path: CHROMIUM when set, else the first of the usual names and places; null when there is none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  if (environment.CHROMIUM) return isRunnable(environment.CHROMIUM) ? environment.CHROMIUM : null;
  const folders = [...(environment.PATH ?? '').split(delimiter).filter(Boolean), ...FOLDERS];
  for (const name of NAMES)
    for (const folder of folders) if (isRunnable(join(folder, name))) return join(folder, name);
  return null;
}

/** apt as root, or through a sudo that asks no password; null when neither is there. */
function aptPrefix(): string[] | null {
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return null;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null;
}

function runQuietly(argv: readonly string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((done) => {
    const [program = '', ...args] = argv;
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => (output = `${output}${data}`.slice(-4000)));
    child.on('error', (error) => done({ ok: false, output: error.message }));
    child.on('close', (code) => done({ ok: code === 0, output }));
  });
}

async function installChromium(prefix: readonly string[]): Promise<string> {
  const from = performance.now();
  say('Chưa có Chromium, đang cài từ Debian…', 'no Chromium yet, installing it from Debian…');
  const progress = () => {
    const time = inSeconds(performance.now() - from);
    return { vi: `đang cài Chromium: ${time}`, en: `installing Chromium: ${time}` };
  };
  const steps = [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ];
  for (const step of steps) {
    const { ok, output } = await withProgress(progress, () => runQuietly([...prefix, ...step]));
    // A package list that cannot be refreshed may still know the package; only the installation decides.
    if (!ok && step.includes('install')) return output;
  }
  return '';
}

/**
 * The browser for the tests, installed when it is missing and we may.
 * @throws CommandError that says how to install it, or how to test without it.
 */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  if (process.env.CHROMIUM) {
    throw new CommandError(
      `CHROMIUM=${process.env.CHROMIUM} không chạy được.`,
      `CHROMIUM=${process.env.CHROMIUM} cannot be run.`,
    );
  }
  const prefix = aptPrefix();
  const problem = prefix ? await installChromium(prefix) : '';
  const installed = findChromium();
  if (installed) return installed;
  throw new CommandError(
    `Các kiểm thử cần Chromium mà máy này không có. Cài bằng: sudo apt-get install chromium; hoặc đặt CHROMIUM=/đường/dẫn; hoặc bỏ các kiểm thử trình duyệt bằng CITY_SKIP_BROWSER=1. ${problem}`,
    `The tests need Chromium, which this machine does not have. Install it (sudo apt-get install chromium), or set CHROMIUM=/path/to/it, or leave the browser tests out with CITY_SKIP_BROWSER=1. ${problem}`,
  );
}
