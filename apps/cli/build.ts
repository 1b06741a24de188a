// Builds what `npm start` runs: the server's bundle and the staff applications. Called by start.mjs when a source changed.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { build } from 'esbuild';
import { bundleOptions } from './build/bundle.ts';
import { buildApplication, presentApplications, removeAbsentApplications } from './build/screens.ts';
import { inSeconds, plain } from './words.ts';

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const from = performance.now();
  await work();
  plain(`  ${name}: ${inSeconds(performance.now() - from)}`);
}

const outdir = join(projectRoot(), '.build', 'server');
rmSync(outdir, { recursive: true, force: true });
removeAbsentApplications();
try {
  await timed('server', () => build(bundleOptions(outdir)));
  for (const name of presentApplications()) await timed(name, () => buildApplication(name));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
