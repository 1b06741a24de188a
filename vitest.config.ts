// The test run: one throw-away PostgreSQL, a few workers, no timers that pretend to be conditions.
import { defineConfig } from 'vitest/config';

if (Number(process.versions.node.split('.')[0]) < 24) throw new Error('Run the tests through npm: they need Node 24');

export default defineConfig({
  test: {
    include: ['{kernel,ui,modules,apps,simulators,journeys,tools}/**/*.test.{ts,tsx}'],
    globalSetup: ['kernel/testing/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
