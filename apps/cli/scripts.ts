// Runs a named program of a folder (bench/, drills/), or lists what there is.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { plain, say } from './words.ts';

/** First line of the file, which says what it holds. */
const headline = (file: string): string =>
  (readFileSync(file, 'utf8').split('\n')[0] ?? '').replace(/^\/\/\s*/, '');

/** Runs `FOLDER/NAME.ts` (or the runner `FOLDER/run.ts` when there is one) with the remaining arguments. */
export async function runScript(folder: string, argv: readonly string[]): Promise<number> {
  const place = join(projectRoot(), folder);
  const names = existsSync(place)
    ? readdirSync(place).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    : [];
  const [asked = '', ...rest] = argv;
  if (names.includes('run.ts')) return runNode(join(place, 'run.ts'), argv);
  if (names.includes(`${asked}.ts`)) return runNode(join(place, `${asked}.ts`), rest);
  if (asked) say(`Không có ${folder}/${asked}.ts. Có:`, `There is no ${folder}/${asked}.ts. There are:`);
  for (const name of names) plain(`  ${basename(name, '.ts').padEnd(24)} ${headline(join(place, name))}`);
  return asked ? 1 : 0;
}

function runNode(file: string, argv: readonly string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...argv], {
      cwd: projectRoot(),
      stdio: 'inherit',
    });
    process.on('SIGINT', () => {});
    for (const name of ['SIGTERM', 'SIGHUP'] as const) process.on(name, () => child.kill(name));
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  });
}
