// Starts a city: database, migrations, demo data, server, workers. The commands of apps/cli and the drills call this.
import { join } from 'node:path';
import { type ClientConfig } from 'pg';
import { Config, type Mode } from '@city/kernel/config';
import { migrate, openDatabase, untilReachable } from '@city/kernel/database';
import { defaultDataRoot, type EmbeddedPostgres, startEmbeddedPostgres } from '@city/kernel/embedded';
import type { Log } from '@city/kernel/log';
import { createMetrics } from '@city/kernel/metrics';
import type { CityModule, ModuleContext, RunningCity } from '@city/kernel/module';
import * as installed from './city.ts';
import { compose } from './compose.tsx';

/** The systems of this city, in the order of the composition. */
export const modules = Object.values(installed) as unknown as readonly CityModule<never>[];

export interface StartOptions {
  readonly mode: Mode;
  readonly port: number;
  /** Address to listen on. Default: all interfaces in production, loopback and all interfaces alike in demo. */
  readonly host?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly parts: { readonly web: boolean; readonly relay: boolean; readonly work: boolean };
  /** Fill the demo city with people, posts and reports. */
  readonly seed: boolean;
  readonly log: Log;
  readonly progress?: (line: string) => void;
  readonly now?: () => Date;
}

export interface StartedCity {
  readonly url: string;
  readonly port: number;
  readonly running: RunningCity;
  /** Answers once requests in flight, jobs and subscribers have ended and the database is closed. */
  close(): Promise<void>;
}

export interface CityDatabase {
  readonly connection: ClientConfig;
  readonly dataDirectory: string;
  readonly embedded: EmbeddedPostgres | null;
  stop(): Promise<void>;
}

/** The database of `DATABASE_URL`, or the embedded one. */
export async function openCityDatabase(
  environment: Readonly<Record<string, string | undefined>>,
  log: Log,
): Promise<CityDatabase> {
  const dataDirectory = environment['CITY_DATA'] || defaultDataRoot();
  const url = environment['DATABASE_URL'];
  if (url)
    return { connection: { connectionString: url }, dataDirectory, embedded: null, stop: async () => {} };
  const embedded = await startEmbeddedPostgres({ dataRoot: dataDirectory, log });
  return { connection: embedded.connection(), dataDirectory, embedded, stop: () => embedded.stop() };
}

/**
 * Starts the city.
 * @throws Error in words when a setting is missing, the database does not answer or a migration fails.
 */
export async function startCity(options: StartOptions): Promise<StartedCity> {
  const say = options.progress ?? (() => {});
  const now = options.now ?? (() => new Date());
  const database = await openCityDatabase(options.environment, options.log);
  let running: RunningCity | undefined;
  try {
    await reach(database.connection, options.log, now);
    const report = await migrate(
      database.connection,
      modules.map((module) => module.name),
      (name) => say(name),
    );
    if (report.applied.length > 0)
      say(`${report.applied.length} migrations, ${Math.round(report.milliseconds)} ms`);
    const dataDirectory = join(database.dataDirectory, 'city');
    const config = new Config(options.environment, { mode: options.mode, dataDirectory });
    running = await compose({
      config,
      connection: database.connection,
      modules,
      now,
      log: options.log,
      port: options.port,
    });
    if (options.seed) await seed(running, say);
    if (options.parts.web) await running.app.listen({ port: options.port, host: options.host ?? '::' });
    await running.start(options.parts);
  } catch (error) {
    await running?.stop().catch(() => {});
    await database.stop();
    throw error;
  }
  const city = running;
  const address = city.app.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `http://localhost:${port}`,
    port,
    running: city,
    close: async () => {
      await city.stop();
      await database.stop();
    },
  };
}

async function reach(connection: ClientConfig, log: Log, now: () => Date): Promise<void> {
  const database = openDatabase({
    connection: { ...connection },
    poolSize: 1,
    now,
    log,
    metrics: createMetrics(),
    owner: true,
  });
  try {
    await untilReachable(database, 15_000);
  } finally {
    await database.close();
  }
}

/** Lets every module fill the demo city; each does nothing where its data stands already. */
export async function seed(running: RunningCity, say: (line: string) => void): Promise<void> {
  for (const module of modules)
    await module.seed?.(running.context(module.name) as unknown as ModuleContext<never>, say);
}
