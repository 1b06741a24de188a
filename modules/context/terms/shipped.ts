// The contexts that ship with the city, by the address under which they were published: none of them is ever fetched.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The core context of this broker: the published one of v1.9.1 (see shipped/README.md). */
export const coreContext = 'https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.9.jsonld';

const anyCore = /^https?:\/\/uri\.etsi\.org\/ngsi-ld\/v1\/ngsi-ld-core-context(-v\d+\.\d+)?\.jsonld$/;

/** Later core contexts only add terms, so every version is answered with the newest (GS CIM 009 §4.4). */
export const isCoreContext = (url: string): boolean => anyCore.test(url);

export interface ShippedContexts {
  /** The document of an address, or undefined. */
  get(url: string): unknown;
}

const ownFolder = join(import.meta.dirname, 'shipped');

/** Reads the folder shipped with the module and, where one is set, the operator's. Documents are read when first needed. */
export function shippedContexts(moreFolder: string): ShippedContexts {
  const files = new Map<string, string>();
  for (const folder of moreFolder === '' ? [ownFolder] : [ownFolder, moreFolder]) {
    const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Record<string, string>;
    for (const [url, file] of Object.entries(index)) files.set(url, join(folder, file));
  }
  const documents = new Map<string, unknown>();
  return {
    get: (url) => {
      const asked = isCoreContext(url) ? coreContext : url;
      const file = files.get(asked);
      if (file === undefined) return undefined;
      if (!documents.has(asked)) documents.set(asked, JSON.parse(readFileSync(file, 'utf8')));
      return documents.get(asked);
    },
  };
}
