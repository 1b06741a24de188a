// A generated module passes every wall as it comes: types, format, lint, dependency rules, the city's own architecture tests.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkWalls, runProgram } from '../checks.ts';
import { copyProject, type ProjectCopy } from '../testing/project-copy.ts';
import {
  addToComposition,
  addToLock,
  formatModule,
  refuseName,
  refuseTitle,
  writeModule,
} from './generate.ts';

let copy: ProjectCopy;
const bin = (name: string) => join(projectRoot(), 'node_modules', '.bin', name);

beforeAll(async () => {
  copy = copyProject(['modules']);
  // A city of this one module: what it needs is the kernel and ui alone.
  writeFileSync(join(copy.root, 'apps', 'server', 'city.ts'), "// The city's systems: a line each.\n");
  writeModule({ name: 'vidu', title: { vi: 'Thư viện thử', en: 'Sample library' } }, copy.root);
  addToComposition('vidu', copy.root);
  addToLock('vidu', copy.root);
  await formatModule('vidu', copy.root);
});
afterAll(() => copy?.remove());

test('it compiles with the whole city', { timeout: 180_000 }, async () => {
  const compiler = join('node_modules', '@typescript', 'native', 'bin', 'tsc');
  const { output } = await runProgram(process.execPath, [compiler, '-p', 'tsconfig.json'], copy.root);
  expect(output.split('\n').filter((line) => line.startsWith('modules/'))).toEqual([]);
});

test('its format and its code please the checkers', { timeout: 120_000 }, async () => {
  const format = await runProgram(bin('biome'), ['format', 'modules'], copy.root);
  expect(format.ok, format.output).toBe(true);
  const lint = await runProgram(bin('oxlint'), ['--type-aware', '--deny-warnings', 'modules'], copy.root);
  expect(lint.ok, lint.output).toBe(true);
});

test('it stays behind the walls between the parts', { timeout: 120_000 }, async () => {
  const { output } = await checkWalls(copy.root);
  expect(output.split('\n').filter((line) => line.includes('modules/vidu'))).toEqual([]);
});

test('its own tests and the architecture tests of the city pass with it', { timeout: 180_000 }, async () => {
  const vitest = join(projectRoot(), 'node_modules', 'vitest', 'vitest.mjs');
  const { ok, output } = await runProgram(process.execPath, [vitest, 'run', 'modules/vidu'], copy.root);
  expect(ok, output.slice(-3000)).toBe(true);
});

test('it stands in the composition and in the lock file once', () => {
  addToComposition('vidu', copy.root);
  const composition = readFileSync(join(copy.root, 'apps', 'server', 'city.ts'), 'utf8');
  expect(composition.match(/vidu/g)).toHaveLength(2);
  const lock = JSON.parse(readFileSync(join(copy.root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  expect(lock.packages['node_modules/@city/vidu']).toEqual({ resolved: 'modules/vidu', link: true });
});

test('names that cannot be a schema, a role and an address are refused', () => {
  for (const name of ['', 'ab', 'Nhà', 'two-words', 'kernel', '../../etc', 'x'.repeat(31)]) {
    expect(() => refuseName(name, copy.root), name).toThrow();
  }
  expect(() => refuseName('vidu', copy.root)).toThrow(/taken/);
  expect(() => refuseName('libraries', copy.root)).not.toThrow();
  expect(() => refuseTitle({ vi: "Tên '); drop", en: 'x' })).toThrow();
});
