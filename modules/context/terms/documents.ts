// Context documents: those hosted here, those read before, those shipped, and, where allowed, the outside.
import { system } from '@city/kernel/access';
import type { OutsideFetch } from '@city/kernel/fetch';
import type { ModuleContext } from '@city/kernel/module';
import { LIMITS } from '../limits.ts';
import type { ContextSettings } from '../settings.ts';
import type { Tables } from '../tables.ts';
import { Problem } from '../wire/problem.ts';
import { contextOf, type ContextSource } from './context-loader.ts';
import { countUses, findContext, keepCached } from './context.store.ts';
import type { ShippedContexts } from './shipped.ts';

const actor = system('context.documents');

/** Where a context hosted here is found, after the public address. */
export const hostedPath = '/ngsi-ld/v1/jsonldContexts/';

/** The id of a context hosted here out of its address; any other address is its own id. */
export function contextIdOf(url: string): string {
  const at = url.lastIndexOf(hostedPath);
  return at < 0 ? url : decodeURIComponent(url.slice(at + hostedPath.length));
}

export interface ContextDocuments extends ContextSource {
  /** Reads a document anew, past what is kept. */
  reload(url: string): Promise<unknown>;
  /** Writes down how often documents were used since the last time. */
  flush(): Promise<void>;
}

export function contextDocuments(of: {
  readonly m: ModuleContext<Tables>;
  readonly settings: ContextSettings;
  readonly fetchOutside: OutsideFetch;
  readonly shipped: ShippedContexts;
}): ContextDocuments {
  const { m, settings, shipped } = of;
  const uses = new Map<string, number>();
  const missing = (url: string, why: string, cause?: unknown) =>
    new Problem('LdContextNotAvailable', `${url} cannot be retrieved: ${why}`, {
      status: settings.unavailableStatus,
      cause,
    });
  const used = (url: string): void => {
    const id = contextIdOf(url);
    uses.set(id, (uses.get(id) ?? 0) + 1);
  };
  const reload = async (url: string): Promise<unknown> => {
    const own = shipped.get(url);
    if (own !== undefined) return own;
    if (!settings.fetchContexts) throw missing(url, 'contexts are not fetched here');
    return fetched(of.fetchOutside, url, missing);
  };
  return {
    used,
    reload,
    document: async (url) => {
      const kept = await m.db.transaction(actor, (tx) => findContext(tx, contextIdOf(url)));
      used(url);
      if (kept) return kept.body;
      const document = await reload(url);
      await m.db.transaction(actor, (tx) => keepCached(tx, url, document));
      return document;
    },
    flush: async () => {
      const counted = [...uses];
      uses.clear();
      if (counted.length > 0) await m.db.transaction(actor, (tx) => countUses(tx, counted));
    },
  };
}

async function fetched(
  fetchOutside: OutsideFetch,
  url: string,
  missing: (url: string, why: string, cause?: unknown) => Problem,
): Promise<unknown> {
  const answer = await fetchOutside(url, {
    headers: { accept: 'application/ld+json, application/json;q=0.9' },
    mostBytes: LIMITS.contextBytes,
    mostRedirects: 3,
    timeoutMilliseconds: LIMITS.notificationMilliseconds,
  }).catch((cause: unknown) => {
    throw missing(url, (cause as Error).message, cause);
  });
  if (answer.status !== 200) throw missing(url, `status ${answer.status}`);
  let document: unknown;
  try {
    document = JSON.parse(answer.body.toString('utf8'));
  } catch (cause) {
    throw new Problem('BadRequestData', `${url} is not JSON`, { cause });
  }
  contextOf(document, url);
  return document;
}
