// From what a request names as its @context to a term map: shipped, hosted here or, where allowed, fetched.
import { ContextParser } from 'jsonld-context-parser';
import { LIMITS } from '../limits.ts';
import { badData, Problem } from '../wire/problem.ts';
import { coreContext, isCoreContext, type ShippedContexts } from './shipped.ts';
import { TermMap } from './term-map.ts';

/** Where documents come from that are neither shipped nor core: what is hosted here, the cache, the outside. */
export interface ContextSource {
  /** @throws Problem `LdContextNotAvailable`, or `BadRequestData` when what came is no context. */
  document(url: string): Promise<unknown>;
  /** A document that was read before plays a part again. */
  used(url: string): void;
}

type Definition = Readonly<Record<string, unknown>>;

export class ContextLoader {
  readonly #shipped: ShippedContexts;
  readonly #source: ContextSource;
  readonly #maps = new Map<string, Promise<TermMap>>();
  readonly #parser = new ContextParser({ skipValidation: true, documentLoader: { load: async () => ({}) } });

  constructor(shipped: ShippedContexts, source: ContextSource) {
    this.#shipped = shipped;
    this.#source = source;
  }

  /** The term map of an `@context` (address, object, or array of them). The core context always has the last word (§5.5.7). */
  load(context: unknown): Promise<TermMap> {
    const key = JSON.stringify(context ?? null);
    const known = this.#maps.get(key);
    if (known) {
      this.#maps.delete(key);
      this.#maps.set(key, known);
      void known.then(({ documents }) => documents.forEach((url) => this.#source.used(url)));
      return known;
    }
    const made = this.#make(context);
    this.#maps.set(key, made);
    made.catch(() => this.#maps.delete(key));
    const oldest = this.#maps.keys().next().value;
    if (this.#maps.size > LIMITS.contextsKept && oldest !== undefined) this.#maps.delete(oldest);
    return made;
  }

  /** Forgets what was made of documents that have changed meanwhile. */
  forget(): void {
    this.#maps.clear();
  }

  async #make(context: unknown): Promise<TermMap> {
    const found: Definition[] = [];
    const documents = new Set<string>();
    await this.#collect(context, found, { depth: 0, documents });
    const core = (this.#shipped.get(coreContext) as { '@context': Definition })['@context'];
    const parts = [...found, core].map(plain);
    try {
      const parsed = await this.#parser.parse(parts as never, { external: false });
      return new TermMap(parsed, context ?? coreContext, [...documents]);
    } catch (cause) {
      throw new Problem('BadRequestData', `The @context is not valid: ${(cause as Error).message}`, {
        cause,
      });
    }
  }

  async #collect(
    context: unknown,
    into: Definition[],
    at: { depth: number; documents: Set<string> },
  ): Promise<void> {
    if (context === undefined || context === null) return;
    if (at.depth > LIMITS.contextDepth) throw badData('The @context refers to others too deeply');
    if (Array.isArray(context)) {
      for (const part of context) await this.#collect(part, into, at);
      return;
    }
    if (typeof context === 'string') {
      if (isCoreContext(context)) return;
      at.documents.add(context);
      if (at.documents.size > LIMITS.contextDocuments) throw badData('The @context needs too many documents');
      const document = await this.#source.document(context);
      await this.#collect(contextOf(document, context), into, { ...at, depth: at.depth + 1 });
      return;
    }
    if (typeof context !== 'object')
      throw badData('The @context must be an address, an object or an array of them');
    into.push(context as Definition);
  }
}

/** @throws Problem `BadRequestData` when a document has no `@context`. */
export function contextOf(document: unknown, url: string): unknown {
  const inside =
    typeof document === 'object' && document !== null
      ? (document as Record<string, unknown>)['@context']
      : undefined;
  if (inside === undefined || inside === null) throw badData(`${url} is not a JSON-LD context`);
  return inside;
}

/** Contexts scoped to one term play no part in naming types and attributes, and may name documents: they are left out. */
function plain(definition: Definition): Definition {
  const kept: Record<string, unknown> = {};
  for (const [term, meaning] of Object.entries(definition)) {
    if (term === '@protected' || term === '@base' || term === '@import') continue;
    if (typeof meaning === 'object' && meaning !== null && '@context' in meaning) {
      const { '@context': _scoped, ...rest } = meaning as Record<string, unknown>;
      kept[term] = rest;
    } else kept[term] = meaning;
  }
  return kept;
}
