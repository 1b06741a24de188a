// Composes the city: its modules, the people's layout, the home page, documents, assets and the staff applications.
import type { FastifyRequest } from 'fastify';
import type { ClientConfig } from 'pg';
import type { Actor } from '@city/kernel/access';
import type { Config } from '@city/kernel/config';
import type { Log } from '@city/kernel/log';
import { type CityModule, composeCity, type RunningCity } from '@city/kernel/module';
import { componentRoutes } from './components.page.tsx';
import { documentRoutes } from './documents.page.tsx';
import { errorView } from './error-page.tsx';
import { homeRoutes } from './home.page.tsx';
import { mapSettingsRoutes } from './map-settings.routes.ts';
import { makeLayout } from './layout.tsx';
import { prepareAssets, serveStatic } from './static.ts';
import { textRoutes } from './texts.routes.ts';

export interface ComposeOptions {
  readonly config: Config;
  readonly connection: ClientConfig;
  readonly modules: readonly CityModule<never>[];
  readonly now: () => Date;
  readonly log: Log;
  readonly port?: number;
  readonly authenticate?: (request: FastifyRequest) => Promise<Actor | null>;
}

/** The whole city on a migrated database, not yet listening. */
export async function compose(options: ComposeOptions): Promise<RunningCity> {
  const { modules } = options;
  await prepareAssets();
  return composeCity({
    ...options,
    layout: makeLayout(modules),
    errorView,
    ownRoutes: (city, running) => [
      ...homeRoutes(modules, running),
      ...componentRoutes(city),
      ...documentRoutes(running),
      ...textRoutes(modules),
      ...mapSettingsRoutes(city.config),
    ],
    plugins: (app) => serveStatic(app),
  });
}
