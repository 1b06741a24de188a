// Walls around the source tree: deep imports fail, every text has its English, files stay short, words of haste stay out.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { localeFolders } from '@city/kernel/module';
import { catalogue, collectMessages } from '@city/kernel/text';
import { modules } from '../main.ts';
import { filesBelow } from './whole-city.ts';

const root = projectRoot();
/** We aim at 300 lines a file; beyond 500 nobody reads it at one sitting. */
const mostLines = 500;
const sourceFolders = ['kernel', 'ui', 'modules', 'apps', 'simulators'];
const sources = sourceFolders.flatMap((folder) => filesBelow(folder, (name) => /\.tsx?$/.test(name)));

test('reaching into another module fails when it runs and when it is compiled', () => {
  const [first] = modules;
  const deep = `@city/${first?.name}/limits`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', `await import('${deep}')`], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(run.stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  const folder = join(root, '.build', 'walls');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, 'deep.ts'), `import '${deep}';\nexport const nothing = 0;\n`);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', include: ['deep.ts'], exclude: [] }),
    );
    const compiler = join(root, 'node_modules/@typescript/native/bin/tsc');
    const compile = spawnSync(process.execPath, [compiler, '-p', folder], { cwd: root, encoding: 'utf8' });
    expect(compile.stdout).toMatch(/TS2307|TS2882/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a module exports its contract and its manifest, nothing else', () => {
  for (const { name } of modules) {
    const { exports } = JSON.parse(readFileSync(join(root, 'modules', name, 'package.json'), 'utf8')) as {
      exports: Record<string, string>;
    };
    expect(Object.keys(exports).filter((path) => path !== '.' && path !== './module')).toEqual([]);
  }
});

test('every text that a person may read has its English', async () => {
  const shown = sources.filter((file) => !/\.test\.tsx?$/.test(file) && !file.includes('/simulators/'));
  const { messages } = await collectMessages(shown);
  const texts = catalogue(localeFolders(modules));
  expect(messages.size).toBeGreaterThan(50);
  expect(texts.problems).toEqual([]);
  expect(texts.missing(messages.keys())).toEqual([]);
});

test('files stay short enough to be read at one sitting', () => {
  const long = sources
    .map((file) => ({ file: relative(root, file), lines: readFileSync(file, 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > mostLines);
  expect(long).toEqual([]);
});

test('every module tells its own story', () => {
  for (const { name } of modules)
    expect([name, existsSync(join(root, 'modules', name, 'README.md'))]).toEqual([name, true]);
});

test('no source file holds a word that marks unfinished work', () => {
  const words = /\b(TODO|FIXME|XXX|HACK)\b|not implemented/;
  const marked = sources.filter(
    (file) => !file.includes('/walls/') && words.test(readFileSync(file, 'utf8')),
  );
  expect(marked.map((file) => relative(root, file))).toEqual([]);
});
