// A city in a process of its own for benches and drills: started, stopped or killed, on a data folder that outlives it.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CityProcess {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** CPU seconds that the server's process has used. */
  cpuSeconds(): Promise<number>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** A data folder for one bench; below a folder that an unprivileged database process can reach. */
export function dataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(process.getuid?.() === 0 ? '/var/tmp' : tmpdir(), 'city-data-'));
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts `apps/cli` serving the demo city without its seed, and waits until it is ready. */
export async function startCityProcess(options: {
  port: number;
  data: string;
  environment?: Record<string, string>;
  seed?: boolean;
}): Promise<CityProcess> {
  const { port, data } = options;
  const entry = join(import.meta.dirname, '..', 'apps', 'cli', 'city.ts');
  const argv = [
    '--import',
    'tsx',
    entry,
    'serve',
    '--port',
    String(port),
    ...(options.seed ? [] : ['--no-seed']),
  ];
  const child = spawn(process.execPath, argv, {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, CITY_DATA: data, CITY_LOG_LEVEL: 'error', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => (output = (output + String(text)).slice(-4000)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child, () => output);
  return {
    url,
    port,
    child,
    cpuSeconds: () => cpuSeconds(url),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The city ended at once:\n${output()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function cpuSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = /^process_cpu_seconds_total (\S+)/m.exec(text);
  return Number(found?.[1] ?? Number.NaN);
}
