// `npm run dev` exchanges the running city after a change, again and again, also while Vite builds the staff applications.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { copyProject } from './testing/project-copy.ts';

const endings: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

test('a change shows without a hand laid on it, the second one too', { timeout: 180_000 }, async () => {
  const copy = copyProject();
  endings.push(() => copy.remove());
  const data = mkdtempSync(join(tmpdir(), 'city-dev-'));
  // The account that runs the database passes through.
  chmodSync(data, 0o711);
  endings.push(() => rmSync(data, { recursive: true, force: true }));
  const port = await freePort();
  const { NODE_ENV: _ofTheTests, ...outside } = process.env;
  const environment = { ...outside, CITY_ROOT: copy.root, CITY_DATA: data, PORT: String(port) };
  const dev = spawn(process.execPath, ['--import', 'tsx', join('apps', 'cli', 'city.ts'), 'dev'], {
    cwd: copy.root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [dev.stdout, dev.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = new Promise<void>((done) => dev.once('exit', () => done()));
  endings.push(async () => {
    dev.kill('SIGTERM');
    await ended;
  });

  const page = join(copy.root, 'apps', 'server', 'home.page.tsx');
  const source = readFileSync(page, 'utf8');
  const title = /Bạn cần làm gì hôm nay\?/;
  expect(source).toMatch(title);
  const read = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      (answer) => answer.text(),
      () => output.slice(-2000),
    );
  const shows = async (words: string) => {
    await expect.poll(read, { timeout: 80_000, interval: 100 }).toContain(words);
  };
  await shows('Bạn cần làm gì hôm nay?');
  // Vite has built the applications: what it sets in the environment must not reach the next city.
  const built = () => existsSync(join(copy.root, '.build', 'wall', 'index.html'));
  await expect.poll(built, { timeout: 80_000, interval: 100 }).toBe(true);
  for (const words of ['Chào buổi sáng thành phố', 'Chào buổi chiều thành phố']) {
    writeFileSync(page, source.replace(title, words));
    await shows(words);
  }
});
