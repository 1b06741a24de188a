// What the parts of the context broker share in one running city: settings, contexts, the guard of outside addresses.
import { type OutsideFetch, outsideFetcher } from '@city/kernel/fetch';
import type { ModuleContext } from '@city/kernel/module';
import { type ContextSettings, contextSettings } from './settings.ts';
import type { Tables } from './tables.ts';
import { ContextLoader } from './terms/context-loader.ts';
import { type ContextDocuments, contextDocuments } from './terms/documents.ts';
import { type ShippedContexts, shippedContexts } from './terms/shipped.ts';

export interface Broker {
  readonly m: ModuleContext<Tables>;
  readonly settings: ContextSettings;
  readonly shipped: ShippedContexts;
  readonly documents: ContextDocuments;
  readonly contexts: ContextLoader;
  readonly fetchOutside: OutsideFetch;
  readonly startedAt: Date;
}

const running = new WeakMap<object, Broker>();

/** One for each running city, whichever module asks. */
export function brokerOf(m: ModuleContext<Tables>): Broker {
  const known = running.get(m.database);
  if (known) return known;
  const settings = contextSettings(m.config);
  const fetchOutside = outsideFetcher(m.config);
  const shipped = shippedContexts(settings.contextFolder);
  const documents = contextDocuments({ m, settings, fetchOutside, shipped });
  const contexts = new ContextLoader(shipped, documents);
  const made: Broker = { m, settings, shipped, documents, contexts, fetchOutside, startedAt: m.now() };
  running.set(m.database, made);
  return made;
}
