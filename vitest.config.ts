// How the tests run: on the pinned Node, two at a time, with one database cluster for the whole run.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

if (Number(process.versions.node.split('.')[0]) < 24) {
  throw new Error(
    'The tests need the pinned Node: run them with `npm test` or `npx vitest`, or put node_modules/.bin first in PATH.',
  );
}

const clusterSetup = join(import.meta.dirname, 'kernel', 'testing', 'global-setup.ts');

export default defineConfig({
  test: {
    include: ['{kernel,ui,modules,apps,simulators,journeys,city,tools,bench,drills}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '.build/**', '.city/**', '.test/**'],
    globalSetup: existsSync(clusterSetup) ? [clusterSetup] : [],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    // Browser tests wait for real frames; where other work shares the two cores one of them may need another try.
    retry: process.env['CI'] ? 2 : 0,
    reporters: [
      ['default', { summary: false }],
      ['json', { outputFile: '.build/vitest.json' }],
    ],
  },
});
