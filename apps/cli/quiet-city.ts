// A city that is composed on its migrated database but neither listens nor works: for commands that need its modules.
import { createLog } from '@city/kernel/log';
import type { CityModule, RunningCity } from '@city/kernel/module';
import { plain } from './words.ts';

/** Composes the city, runs `work`, and closes it. */
export async function withQuietCity<T>(
  work: (running: RunningCity, modules: readonly CityModule<never>[]) => Promise<T>,
): Promise<T> {
  const { modules, startCity } = await import('@city/server/main');
  const { modeOf } = await import('./serving.ts');
  const started = await startCity({
    mode: modeOf(process.env),
    port: 0,
    environment: process.env,
    parts: { web: false, relay: false, work: false },
    seed: false,
    log: createLog({ level: process.env.CITY_LOG_LEVEL ?? 'warn' }),
    progress: (line) => plain(`  ${line}`),
  });
  try {
    return await work(started.running, modules);
  } finally {
    await started.close();
  }
}
