// The query language of NGSI-LD (GS CIM 009 §4.9): from text to a tree, with names expanded to IRIs.
import { LIMITS } from '../limits.ts';
import type { TermMap } from '../terms/term-map.ts';
import { badData, Problem } from '../wire/problem.ts';

export type Operator = '==' | '!=' | '>' | '>=' | '<' | '<=' | '~=' | '!~=';

/** A value to compare with; moments are texts in their ISO form. */
export type Literal = string | number | boolean;

export type Comparand =
  | { readonly is: 'one'; readonly value: Literal }
  | { readonly is: 'range'; readonly from: Literal; readonly to: Literal }
  | { readonly is: 'list'; readonly of: readonly Literal[] };

/** `owner{name}`, `address[city]`, `speed.accuracy`, `speed.observedAt`. */
export interface Path {
  readonly attr: string;
  /** Names of sub-attributes (IRIs), then perhaps one member of an instance such as `observedAt`. */
  readonly subs: readonly string[];
  readonly member: string | null;
  /** Into the value; `*` is every key. */
  readonly inside: readonly string[];
  /** The rest of the path, in the entities that the relationship leads to. */
  readonly linked: Path | null;
  /** IRI of the type that those entities must have: `managedBy{Building:name}`. */
  readonly linkedType: string | null;
}

export type Q =
  | { readonly is: 'and'; readonly of: readonly Q[] }
  | { readonly is: 'or'; readonly of: readonly Q[] }
  | { readonly is: 'exists'; readonly path: Path; readonly not: boolean }
  | { readonly is: 'compare'; readonly path: Path; readonly op: Operator; readonly with: Comparand };

const instanceMembers = new Set([
  'observedAt',
  'createdAt',
  'modifiedAt',
  'unitCode',
  'datasetId',
  'expiresAt',
]);
const operators: readonly Operator[] = ['!~=', '~=', '==', '!=', '>=', '<=', '>', '<'];

/** @throws Problem `BadRequestData`, `TooComplexQuery` */
export function parseQ(text: string, terms: TermMap, expandValues: ReadonlySet<string> = new Set()): Q {
  if (text.length > LIMITS.queryCharacters) throw new Problem('TooComplexQuery', 'q is too long');
  return new QParser(text, terms, expandValues).parse();
}

class QParser {
  #at = 0;
  #terms = 0;
  readonly #text: string;
  readonly #names: TermMap;
  readonly #expandValues: ReadonlySet<string>;

  constructor(text: string, names: TermMap, expandValues: ReadonlySet<string>) {
    this.#text = text;
    this.#names = names;
    this.#expandValues = expandValues;
  }

  parse(): Q {
    const q = this.#or(0);
    if (this.#at < this.#text.length) throw this.#wrong();
    return q;
  }

  #wrong(): Problem {
    return badData(`q is not understood at ${JSON.stringify(this.#text.slice(this.#at, this.#at + 20))}`);
  }

  #takes(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #or(depth: number): Q {
    if (depth > LIMITS.queryDepth) throw new Problem('TooComplexQuery', 'q nests too deeply');
    const of = [this.#and(depth)];
    while (this.#takes('|')) of.push(this.#and(depth));
    return of.length === 1 ? (of[0] as Q) : { is: 'or', of };
  }

  #and(depth: number): Q {
    const of = [this.#term(depth)];
    while (this.#takes(';')) of.push(this.#term(depth));
    return of.length === 1 ? (of[0] as Q) : { is: 'and', of };
  }

  #term(depth: number): Q {
    this.#terms += 1;
    if (this.#terms > LIMITS.queryTerms) throw new Problem('TooComplexQuery', 'q has too many terms');
    if (this.#takes('(')) {
      const inner = this.#or(depth + 1);
      if (!this.#takes(')')) throw this.#wrong();
      return inner;
    }
    if (this.#text[this.#at] === '!' && !this.#text.startsWith('!=', this.#at)) {
      this.#at += 1;
      return { is: 'exists', path: this.#path(0), not: true };
    }
    const path = this.#path(0);
    const op = operators.find((one) => this.#takes(one));
    if (!op) return { is: 'exists', path, not: false };
    return { is: 'compare', path, op, with: this.#comparand(path, op) };
  }

  /** A name up to what may follow it; names that are IRIs hold dots and slashes, so they end later. */
  #name(): string {
    const rest = this.#text.slice(this.#at);
    const found = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^\s[\]{}();|=!<>~,"]+|[\p{L}@_][\p{L}\p{N}_:-]*)/u.exec(
      rest,
    )?.[0];
    if (found === undefined) throw this.#wrong();
    this.#at += found.length;
    return found;
  }

  #path(depth: number): Path {
    if (depth > LIMITS.joinLevel) throw new Problem('TooComplexQuery', 'q follows too many relationships');
    const attr = this.#names.expand(this.#name());
    const subs: string[] = [];
    let member: string | null = null;
    while (this.#takes('.')) {
      const name = this.#name();
      if (member !== null) throw this.#wrong();
      if (instanceMembers.has(name)) member = name;
      else subs.push(this.#names.expand(name));
    }
    const inside = this.#takes('[') ? this.#inside() : [];
    let linked: Path | null = null;
    let linkedType: string | null = null;
    if (this.#takes('{')) {
      const hint = /^(\p{L}[\p{L}\p{N}_]*):(?!\/\/)/u.exec(this.#text.slice(this.#at));
      if (hint) {
        linkedType = this.#names.expand(hint[1] as string);
        this.#at += hint[0].length;
      }
      linked = this.#path(depth + 1);
      if (!this.#takes('}')) throw this.#wrong();
    }
    return { attr, subs, member, inside, linked, linkedType };
  }

  #inside(): string[] {
    const end = this.#text.indexOf(']', this.#at);
    if (end < 0) throw this.#wrong();
    const keys = this.#text.slice(this.#at, end).split('.');
    if (keys.some((key) => key === '')) throw this.#wrong();
    this.#at = end + 1;
    return keys;
  }

  #comparand(path: Path, op: Operator): Comparand {
    if (op === '~=' || op === '!~=') return { is: 'one', value: this.#pattern() };
    const first = this.#literal(path);
    if (this.#takes('..')) {
      if (op !== '==' && op !== '!=') throw this.#wrong();
      return { is: 'range', from: first, to: this.#literal(path) };
    }
    const of = [first];
    while ((op === '==' || op === '!=') && this.#takes(',')) of.push(this.#literal(path));
    return of.length === 1 ? { is: 'one', value: first } : { is: 'list', of };
  }

  #quoted(): string | undefined {
    const found = /^"((?:[^"\\]|\\.)*)"/s.exec(this.#text.slice(this.#at));
    if (!found) return undefined;
    this.#at += found[0].length;
    return (found[1] as string).replace(/\\(["\\])/g, '$1');
  }

  /** A pattern may stand without quotes, up to what ends the term. */
  #pattern(): string {
    const quoted = this.#quoted();
    if (quoted !== undefined) return quoted;
    const found = /^[^;|)]+/.exec(this.#text.slice(this.#at))?.[0];
    if (found === undefined) throw this.#wrong();
    this.#at += found.length;
    return found;
  }

  #literal(path: Path): Literal {
    const quoted = this.#quoted();
    if (quoted !== undefined) return this.#expanded(path, quoted);
    const rest = this.#text.slice(this.#at);
    const range = rest.indexOf('..');
    const end = rest.search(/[;|),]/);
    const stop = Math.min(...[end, range].filter((one) => one >= 0), rest.length);
    const word = rest.slice(0, stop);
    if (word === '' || word.includes('"')) throw this.#wrong();
    this.#at += word.length;
    if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(word)) return Number(word);
    if (word === 'true' || word === 'false') return word === 'true';
    return this.#expanded(path, word);
  }

  #expanded(path: Path, word: string): string {
    return this.#expandValues.has(path.attr) ? this.#names.expand(word) : word;
  }
}

/** How many relationships it follows, which only the database can. */
export function linkDepth(q: Q): number {
  if (q.is === 'and' || q.is === 'or') return Math.max(0, ...q.of.map(linkDepth));
  let depth = 0;
  for (let path = q.path; path.linked; path = path.linked) depth += 1;
  return depth;
}

/** Whether it asks about an attribute at all, not only about when the entity was written. */
export function asksAttributes(q: Q): boolean {
  if (q.is === 'and' || q.is === 'or') return q.of.some(asksAttributes);
  return !/^https:\/\/uri\.etsi\.org\/ngsi-ld\/(created|modified|expires)At$/.test(q.path.attr);
}
