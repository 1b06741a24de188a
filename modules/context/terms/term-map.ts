// One parsed @context: from terms to IRIs and back, remembered, so that no request runs the algorithms of JSON-LD again.
import type { JsonLdContextNormalized } from 'jsonld-context-parser';

/** Names that are absolute already are taken as they are. */
const absolute = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/|^urn:/;
const mostRemembered = 5_000;

export class TermMap {
  readonly #context: JsonLdContextNormalized;
  readonly #expanded = new Map<string, string>();
  readonly #compacted = new Map<string, string>();
  /** What a response names in its Link header or carries as `@context`. */
  readonly source: unknown;
  /** Addresses of the documents it was made of, but for the core context. */
  readonly documents: readonly string[];

  constructor(context: JsonLdContextNormalized, source: unknown, documents: readonly string[]) {
    this.#context = context;
    this.source = source;
    this.documents = documents;
  }

  /** The IRI of a name of a type, an attribute or a word of a vocabulary. */
  expand(term: string): string {
    const known = this.#expanded.get(term);
    if (known !== undefined) return known;
    const iri = absolute.test(term) ? term : (this.#context.expandTerm(term, true) ?? term);
    if (this.#expanded.size < mostRemembered) this.#expanded.set(term, iri);
    return iri;
  }

  /** The shortest name of an IRI in this context; the IRI itself when it has none. */
  compact(iri: string): string {
    const known = this.#compacted.get(iri);
    if (known !== undefined) return known;
    const term = this.#compactNow(iri);
    if (this.#compacted.size < mostRemembered) this.#compacted.set(iri, term);
    return term;
  }

  #compactNow(iri: string): string {
    const term = this.#context.compactIri(iri, true);
    // A term that would be read back as something else (overridden by the core context) does not stand for this IRI.
    return term !== iri && this.expand(term) !== iri ? iri : term;
  }
}
