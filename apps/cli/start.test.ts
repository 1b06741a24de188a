// The bootstrap on a made-up project with a made-up npm: what it installs when, and how signals and exit codes pass.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root: string;

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** An npm that notes how it was called and makes just enough of node_modules. */
const fakeNpm = `
  import { appendFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
  const words = process.argv.slice(2);
  appendFileSync('calls.log', words.join(' ') + '\\n');
  if (words[0] === 'ci' && existsSync('refuse-ci')) { console.error('npm error code EUSAGE'); process.exit(1); }
  if (existsSync('no-network')) { console.error('npm error network is down'); process.exit(1); }
  rmSync('node_modules', { recursive: true, force: true });
  mkdirSync('node_modules/.bin', { recursive: true });
  mkdirSync('node_modules/node-linux-' + process.arch + '/bin', { recursive: true });
  symlinkSync(process.execPath, 'node_modules/node-linux-' + process.arch + '/bin/node');
  symlinkSync(process.execPath, 'node_modules/.bin/node');
  mkdirSync('node_modules/tsx');
  writeFileSync('node_modules/tsx/package.json', '{"type":"module","exports":"./index.js"}');
  writeFileSync('node_modules/tsx/index.js', '');
`;

const lockOf = (version: string) =>
  JSON.stringify({
    packages: {
      '': {},
      'node_modules/one': { version },
      'node_modules/tool': { version: '1.0.0', dev: true },
    },
  });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'city-start-'));
  copyFileSync(join(projectRoot(), 'start.mjs'), join(root, 'start.mjs'));
  put('package.json', '{"type":"module","workspaces":["modules/*"]}');
  put('package-lock.json', lockOf('1.0.0'));
  put('npm-cli.js', fakeNpm);
  put(
    'apps/cli/city.ts',
    `console.log('ran', process.argv.slice(2).join(' ')); process.exitCode = Number(process.env.EXIT ?? 0);`,
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const environment = () => ({ PATH: process.env.PATH, HOME: root, npm_execpath: join(root, 'npm-cli.js') });

function start(...words: string[]): { status: number | null; output: string } {
  const options = { cwd: root, encoding: 'utf8' as const, env: { ...environment(), EXIT: '0' } };
  const result = spawnSync(process.execPath, ['start.mjs', ...words], options);
  return { status: result.status, output: `${result.stdout}${result.stderr}` };
}

const calls = (): string[] =>
  existsSync(join(root, 'calls.log')) ? readFileSync(join(root, 'calls.log'), 'utf8').trim().split('\n') : [];

test('installs once with the npm that called, without scripts, and not again while the lock stays the same', () => {
  expect(start('help')).toMatchObject({ status: 0 });
  expect(start('help').output).toContain('ran help');
  expect(calls()).toHaveLength(1);
  expect(calls()[0]).toMatch(/^ci --omit=dev .*--ignore-scripts/);
  put('package-lock.json', lockOf('2.0.0'));
  start('help');
  expect(calls()).toHaveLength(2);
});

test('adds the development tools when a command needs them, and keeps them for those that do not', () => {
  start('help');
  start('check');
  start('help');
  start('city', 'doctor');
  expect(calls().map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual([
    'ci --omit=dev',
    'ci --include=dev',
  ]);
});

test("takes over an installation that npm made itself, by npm's own record", () => {
  put('node_modules/.package-lock.json', lockOf('1.0.0'));
  mkdirSync(join(root, 'node_modules', `node-linux-${process.arch}`, 'bin'), { recursive: true });
  spawnSync(process.execPath, ['npm-cli.js'], { cwd: root });
  put('node_modules/.package-lock.json', lockOf('1.0.0'));
  rmSync(join(root, 'calls.log'));
  expect(start('check').output).toContain('ran check');
  expect(calls()).toEqual([]);
});

test('falls back to npm install when npm ci refuses the lock file', () => {
  put('refuse-ci', '');
  expect(start('help')).toMatchObject({ status: 0 });
  expect(calls().map((call) => call.split(' ')[0])).toEqual(['ci', 'install']);
});

test('says what npm said and what to do when installing fails, and tries again the next time', () => {
  put('no-network', '');
  const failed = start('help');
  expect(failed.status).toBe(1);
  expect(failed.output).toMatch(/network is down[\s\S]*Check the network/);
  rmSync(join(root, 'no-network'));
  expect(start('help')).toMatchObject({ status: 0 });
});

test('links a module that the last install did not know', () => {
  start('help');
  put('modules/new/package.json', '{"name":"@city/new"}');
  start('help');
  expect(existsSync(join(root, 'node_modules', '@city', 'new', 'package.json'))).toBe(true);
  expect(calls()).toHaveLength(1);
});

test('is not blocked by the lock of an installation that was killed', () => {
  put('.build/install.lock', '4194305');
  expect(start('help')).toMatchObject({ status: 0 });
});

test('refuses an old Node in words of both languages', () => {
  const source = readFileSync(join(root, 'start.mjs'), 'utf8').replace(
    'process.versions.node.split',
    "'18.20.1'.split",
  );
  put('start.mjs', source);
  const { status, output } = start('help');
  expect(status).toBe(1);
  expect(output).toMatch(/cần Node 20[\s\S]*Node 20 or newer is needed/);
});

test("passes the command's exit code on, and hands it SIGTERM", async () => {
  start('help');
  const env = { ...environment(), EXIT: '7' };
  expect(spawnSync(process.execPath, ['start.mjs', 'help'], { cwd: root, env }).status).toBe(7);
  put(
    'apps/cli/city.ts',
    `process.on('SIGTERM', () => process.exit(42)); console.log('up'); setInterval(() => {}, 1000);`,
  );
  const child = spawn(process.execPath, ['start.mjs', 'help'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((go) => child.stdout.once('data', go));
  child.kill('SIGTERM');
  expect(await new Promise((done) => child.once('exit', done))).toBe(42);
});

test('takes its command down with it when it is killed', async () => {
  if (spawnSync('setpriv', ['--pdeathsig', 'TERM', '/bin/true']).status !== 0) return;
  start('help');
  put(
    'apps/cli/city.ts',
    `process.on('SIGTERM', () => process.exit(0)); console.log(process.pid); setInterval(() => {}, 1000);`,
  );
  chmodSync(join(root, 'start.mjs'), 0o755);
  const child = spawn(process.execPath, ['start.mjs', 'help'], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = Number(await new Promise<Buffer>((go) => child.stdout.once('data', go)));
  child.kill('SIGKILL');
  for (let tries = 0; existsSync(`/proc/${pid}`) && tries < 500; tries += 1)
    await new Promise((go) => setTimeout(go, 10));
  expect(existsSync(`/proc/${pid}`)).toBe(false);
});
