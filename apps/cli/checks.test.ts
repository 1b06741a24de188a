// The walls hold against attack: each forbidden import is reported by name, and a checker that reads nothing does not pass.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkWalls } from './checks.ts';

let root: string;

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function workspace(folder: string, name: string, exports: Record<string, string>): void {
  put(`${folder}/package.json`, JSON.stringify({ name, type: 'module', exports }));
  mkdirSync(join(root, 'node_modules', '@city'), { recursive: true });
  symlinkSync(join(root, folder), join(root, 'node_modules', name));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'city-walls-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json'])
    copyFileSync(join(projectRoot(), file), join(root, file));
  put(
    'package.json',
    JSON.stringify({ type: 'module', workspaces: ['kernel', 'ui', 'modules/*', 'apps/*', 'simulators/*'] }),
  );
  workspace('kernel', '@city/kernel', { './time': './time/time.ts', './database': './database/database.ts' });
  workspace('ui', '@city/ui', { './parts': './parts.ts' });
  for (const name of ['one', 'two'])
    workspace(`modules/${name}`, `@city/${name}`, { '.': './contract.ts', './module': './module.ts' });
  workspace('simulators/bank', '@city/bank-simulator', { '.': './bank.ts' });
  put('kernel/time/time.ts', 'export const now = 1;');
  put('kernel/database/database.ts', `export const database = 1;`);
  put('ui/parts.ts', `export const part = 1;`);
  put('simulators/bank/bank.ts', 'export const bank = 1;');
  for (const name of ['one', 'two']) {
    put(`modules/${name}/contract.ts`, 'export const contract = 1;');
    put(`modules/${name}/inside.ts`, `import { now } from '@city/kernel/time'; export const inside = now;`);
    put(
      `modules/${name}/module.ts`,
      `import { inside } from './inside.ts'; export const module = { name: '${name}', needs: [], inside };`,
    );
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The names of the rules that complain, without repetition. */
async function broken(): Promise<string[]> {
  const { ok, output } = await checkWalls(root);
  if (ok) return [];
  return [...new Set(output.split('\n').flatMap((line) => /^([a-z][a-z-]+):/.exec(line)?.[1] ?? []))].sort();
}

test('a tree that keeps the rules passes, and the checker says how many files it read', async () => {
  const { ok, output } = await checkWalls(root);
  expect(output).toMatch(/^8 source files of kernel\/ and modules\/ read/);
  expect(ok).toBe(true);
});

test.each([
  ['no-circles', 'modules/one/a.ts', `import './b.ts';`, 'modules/one/b.ts', `import './a.ts';`],
  ['kernel-knows-no-module', 'kernel/time/bad.ts', `import '@city/one';`],
  ['ui-knows-no-module', 'ui/bad.ts', `import '@city/one';`],
  ['modules-know-no-app', 'modules/one/bad.ts', `import '../../apps/cli/x.ts';`, 'apps/cli/x.ts', ''],
  ['only-tests-compose-another-module', 'modules/one/bad.ts', `import '@city/two/module';`],
  ['only-contracts-of-other-modules', 'modules/one/bad.test.ts', `import '../two/inside.ts';`],
  ['only-contracts-of-other-modules', 'modules/one/bad.ts', `import '../two/inside.ts';`],
  ['undeclared-need', 'modules/one/bad.ts', `import '@city/two';`],
  ['simulators-stay-outside', 'modules/one/bad.ts', `import '@city/bank-simulator';`],
  [
    'product-needs-no-test-help',
    'modules/one/bad.ts',
    `import './bad.test.ts';`,
    'modules/one/bad.test.ts',
    '',
  ],
  ['no-relative-way-out-of-a-workspace', 'modules/one/bad.ts', `import '../../kernel/time/time.ts';`],
  ['no-relative-way-out-of-kernel-or-ui', 'kernel/time/bad.ts', `import '../../ui/parts.ts';`],
  [
    'browser-code-stays-light',
    'modules/one/queue.desk.tsx',
    `import { database } from '@city/kernel/database'; export const x = database;`,
  ],
  [
    'browser-code-has-no-node',
    'apps/wall/x.ts',
    `import { readFileSync } from 'node:fs'; export const x = readFileSync;`,
  ],
  ['nothing-unresolved', 'modules/one/bad.ts', `import '@city/two/inside';`],
])('%s is reported for %s', async (rule, ...files) => {
  for (let at = 0; at < files.length; at += 2) put(files[at] as string, files[at + 1] as string);
  expect(await broken()).toContain(rule);
});

test('a need that the manifest names is allowed', async () => {
  put('modules/one/good.ts', `import { contract } from '@city/two'; export const x = contract;`);
  put(
    'modules/one/module.ts',
    `import { x } from './good.ts'; export const module = { name: 'one', needs: ['two'], x };`,
  );
  expect(await broken()).toEqual([]);
});

test('browser code may name server types', async () => {
  put(
    'modules/one/queue.desk.tsx',
    `import type { database } from '@city/kernel/database'; export type X = typeof database;`,
  );
  expect(await broken()).toEqual([]);
});

test('a checker that was told to skip files does not pass', async () => {
  const rules = readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8');
  put('.dependency-cruiser.cjs', rules.replace("exclude: { path: '", "exclude: { path: '^modules/two/|"));
  const { ok, output } = await checkWalls(root);
  expect(ok).toBe(false);
  expect(output).toContain('The checker read 3 of 6 source files under modules/');
});
