// The composed city for tests: the same modules and pages as in production, on a fresh database.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { errorView } from '../error-page.tsx';
import { makeLayout } from '../layout.tsx';
import { modules } from '../main.ts';
import { testCity, type TestCityOptions } from '@city/kernel/testing';
import { componentRoutes } from '../components.page.tsx';
import { documentRoutes } from '../documents.page.tsx';
import { homeRoutes } from '../home.page.tsx';
import { mapSettingsRoutes } from '../map-settings.routes.ts';
import { serveStatic } from '../static.ts';
import { textRoutes } from '../texts.routes.ts';

/** The whole city as `npm start` composes it, for tests of all modules at once. */
export function wholeCity(options: Omit<TestCityOptions, 'modules'> = {}) {
  return testCity({
    ...options,
    modules,
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

/** All files below a folder whose name fits. */
export function filesBelow(folder: string, fits: (name: string) => boolean): string[] {
  return readdirSync(join(projectRoot(), folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules') && fits(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The text of a module's refusal tests; the kernel's stand in the kernel. */
export function refusalTestsOf(module: string): string {
  const folder = module === 'kernel' ? 'kernel' : join('modules', module);
  return filesBelow(folder, (name) => name.endsWith('.access.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}
