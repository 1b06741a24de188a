// Any module can be taken out, with those that need it: its folder and its line gone, the rest compiles, bundles, stays behind its walls, starts and answers.
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

/** A module and whatever names it in its manifest's `needs`, and so on. */
function withDependants(name: string): string[] {
  const gone = new Set([name]);
  for (let size = 0; size !== gone.size; ) {
    size = gone.size;
    for (const module of modules) {
      const manifest = readFileSync(join(projectRoot(), 'modules', module, 'module.ts'), 'utf8');
      const needs = /needs: \[([^\]]*)\]/.exec(manifest)?.[1] ?? '';
      if ([...needs.matchAll(/'(\w+)'/g)].some(([, needed = '']) => gone.has(needed))) gone.add(module);
    }
  }
  return [...gone];
}

test.each(modules)(
  'without %s the city compiles, bundles and starts, and the walls stand',
  { timeout: 180_000 },
  async (name) => {
    const gone = withDependants(name);
    copy = copyProject(gone.map((module) => join('modules', module, '/')));
    const composition = join(copy.root, 'apps', 'server', 'city.ts');
    const lines = readFileSync(composition, 'utf8').split('\n');
    const kept = lines.filter((line) => !gone.some((module) => line.includes(`'@city/${module}/module'`)));
    expect(kept).toHaveLength(lines.length - gone.length);
    writeFileSync(composition, kept.join('\n'));

    const compiler = join('node_modules', '@typescript', 'native', 'bin', 'tsc');
    const types = await runProgram(process.execPath, [compiler, '-p', 'tsconfig.json'], copy.root);
    expect(types.output).toBe('');
    const graph = await checkWalls(copy.root);
    expect(graph.ok, graph.output).toBe(true);
    const options = { ...bundleOptions('out'), absWorkingDir: copy.root, write: false };
    const bundle = await build({
      ...options,
      entryPoints: { city: join(copy.root, 'apps', 'cli', 'city.ts') },
    });
    expect(bundle.errors).toEqual([]);
    // Composing it makes the tables and starts every module that is left; each of its routes is then asked.
    const vitest = join(projectRoot(), 'node_modules', 'vitest', 'vitest.mjs');
    const walls = ['routes', 'database'].map((wall) => join('apps', 'server', 'walls', `${wall}.test.ts`));
    const city = await runProgram(process.execPath, [vitest, 'run', ...walls], copy.root);
    expect(city.ok, city.output.slice(-3000)).toBe(true);
  },
);
