// Syllables, syllable pairs and search keys of Vietnamese text, cut in TypeScript because PostgreSQL's parser breaks them.
import { abbreviations, dottedAbbreviations, laneWords, numberedPlaces } from './abbreviations.ts';
import { fold } from './fold.ts';
import { normalise } from './normalise.ts';

/** Longer runs of letters are no words; cut so that a lexeme stays within PostgreSQL's 2,046 bytes. */
const longestSyllable = 64;
/** Keeps a tsvector far below its limit of 1 MB. */
const mostTerms = 20_000;

const longestAbbreviation = 8;

const word = /[\p{L}\p{N}\p{M}]+/gu;

/** The syllables and numbers of a text in order, lower case, one spelling (see `normalise`), marks kept. */
export function syllables(text: string): string[] {
  const found = normalise(text).toLowerCase().match(word) ?? [];
  return found.map((syllable) => syllable.slice(0, longestSyllable));
}

/**
 * Neighbouring folded syllables, joined by a space: `'nguyen binh'`, `'binh khiem'`.
 * A single syllable means too much in Vietnamese; two together are nearly a word ("hai căn phòng" is not Hải Phòng).
 */
export function bigrams(text: string): string[] {
  return pairs(searchKeys(text));
}

function pairs(keys: readonly string[]): string[] {
  return keys.slice(1).map((key, at) => `${keys[at]} ${key}`);
}

/**
 * What to store for a text that people will search: folded syllables, folded pairs, and the syllables with their marks
 * prefixed by `=`, each once. Store as `array_to_tsvector($1::text[])` with a GIN index; query with `searchQuery`.
 */
export function searchTerms(text: string): string[] {
  const keys = searchKeys(text);
  const terms = new Set([...keys, ...pairs(keys), ...markedTerms(text)]);
  return terms.size <= mostTerms ? [...terms] : [...terms].slice(0, mostTerms);
}

export interface SearchQuery {
  /** tsquery text, every part must be there: `$1::tsquery`. */
  readonly match: string;
  /** tsquery text for ranking: how many words are spelt with the very marks that were typed. Null when none were. */
  readonly exact: string | null;
}

/**
 * The tsquery for what a person typed; the last word may be unfinished. Null when nothing searchable was typed.
 * Use: `where terms @@ match::tsquery order by ts_rank(terms, exact::tsquery) desc`.
 */
export function searchQuery(text: string, options: { unfinished?: boolean } = {}): SearchQuery | null {
  const keys = searchKeys(text).slice(0, 32);
  if (keys.length === 0) return null;
  const last = keys.at(-1)!;
  const isOpen = options.unfinished !== false && /[\p{L}\p{N}]$/u.test(text) && !wasReplaced(text, last);
  const parts = keys.length === 1 ? [last] : pairs(keys);
  const match = parts.map((part, at) => lexeme(part, isOpen && at === parts.length - 1)).join(' & ');
  const marked = markedTerms(text).slice(0, 32);
  return { match, exact: marked.length > 0 ? marked.map((term) => lexeme(term, false)).join(' | ') : null };
}

function markedTerms(text: string): string[] {
  return syllables(text)
    .filter((syllable) => /[^\u0000-\u007f]/.test(syllable))
    .map((syllable) => `=${syllable}`);
}

/** Folded syllables with short forms written out and lane words made one. */
function searchKeys(text: string): string[] {
  const folded = fold(text);
  const keys: string[] = [];
  for (const found of folded.matchAll(word)) {
    const short = found[0];
    if (short.length > longestAbbreviation) keys.push(short.slice(0, longestSyllable));
    else keys.push(...writtenOut(short, folded, found.index + short.length));
  }
  if (!keys.includes('so')) return keys;
  return keys.filter(
    (key, at) => !(key === 'so' && numberedPlaces.has(keys[at - 1] ?? '') && /^\d/.test(keys[at + 1] ?? '')),
  );
}

function writtenOut(short: string, folded: string, end: number): string[] {
  const isDotted = folded[end] === '.' && /^\.\s?[\p{L}\p{N}]/u.test(folded.slice(end, end + 4));
  const full = (isDotted ? dottedAbbreviations.get(short) : undefined) ?? abbreviations.get(short) ?? short;
  return full.split(' ').map((syllable) => laneWords.get(syllable) ?? syllable);
}

/** A written-out or replaced last word is whole: "hem" became ngo and must not open to ngoai. */
function wasReplaced(text: string, last: string): boolean {
  return !fold(text).endsWith(last);
}

/** Quotes a lexeme for tsquery text. */
function lexeme(term: string, isOpen: boolean): string {
  const quoted = term.replace(/\\/g, '\\\\').replace(/'/g, "''");
  return `'${quoted}'${isOpen ? ':*' : ''}`;
}
