// Any module can be taken out: its folder and its line gone, the rest compiles, bundles and stays behind its walls.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { build } from 'esbuild';
import { afterEach, expect, test } from 'vitest';
import { bundleOptions } from './build/bundle.ts';
import { checkWalls, runProgram } from './checks.ts';
import { copyProject, type ProjectCopy } from './testing/project-copy.ts';

let copy: ProjectCopy | undefined;
afterEach(() => copy?.remove());

const modules = readdirSync(join(projectRoot(), 'modules')).filter((name) => !name.startsWith('.'));

test.each(modules)(
  'without %s the city compiles and bundles, and the walls stand',
  { timeout: 180_000 },
  async (name) => {
    copy = copyProject([join('modules', name, '/')]);
    const composition = join(copy.root, 'apps', 'server', 'city.ts');
    const lines = readFileSync(composition, 'utf8').split('\n');
    const kept = lines.filter((line) => !line.includes(`'@city/${name}/module'`));
    expect(kept).toHaveLength(lines.length - 1);
    writeFileSync(composition, kept.join('\n'));

    const compiler = join('node_modules', '@typescript', 'native', 'bin', 'tsc');
    const types = await runProgram(process.execPath, [compiler, '-p', 'tsconfig.json'], copy.root);
    expect(types.output).toBe('');
    const walls = await checkWalls(copy.root);
    expect(walls.ok, walls.output).toBe(true);
    const options = { ...bundleOptions('out'), absWorkingDir: copy.root, write: false };
    const bundle = await build({
      ...options,
      entryPoints: { city: join(copy.root, 'apps', 'cli', 'city.ts') },
    });
    expect(bundle.errors).toEqual([]);
  },
);
