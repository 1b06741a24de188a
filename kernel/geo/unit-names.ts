// How people write units ("P. Lê Lợi, q. An Dương") turned into a name, a kind and the units around it.
import { fold } from '../text/fold.ts';
import { normalise } from '../text/normalise.ts';
import type { UnitKind } from './types.ts';

/** A name that may carry its kind in front: `{kind: 'phường', name: 'Lê Lợi'}`. */
export type NamedPart = { readonly kind: UnitKind | null; readonly name: string };

export type WrittenUnit = NamedPart & { readonly around: readonly NamedPart[] };

const words: readonly UnitKind[] = [
  'thành phố',
  'thị trấn',
  'đặc khu',
  'thị xã',
  'phường',
  'huyện',
  'quận',
  'tỉnh',
  'xã',
];
/** As on envelopes and forms. A letter alone needs its dot ("q. Lê Chân"): it may begin a name. */
const abbreviations: ReadonlyMap<string, UnitKind> = new Map([
  ['tt', 'thị trấn'],
  ['tp', 'thành phố'],
  ['tx', 'thị xã'],
  ['dk', 'đặc khu'],
  ['p', 'phường'],
  ['x', 'xã'],
  ['q', 'quận'],
  ['h', 'huyện'],
  ['t', 'tỉnh'],
]);
const abbreviationInFront = /^(?:(tt|tp|tx|dk)(?:\. *| +)|([pxqht])\. *)(?=\S)/;

/** Compares equal for any spelling of the same name: Hoà and Hòa, any case, composed or not. */
export function nameKey(name: string): string {
  return squeeze(normalise(name).toLowerCase());
}

/** Compares equal also when the marks were left out: hoa and Hoà. */
export function bareKey(name: string): string {
  return squeeze(fold(name));
}

function squeeze(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
}

/** `Phường Lê Lợi, quận An Dương` → the ward Lê Lợi with the district An Dương around it. */
export function parseWrittenUnit(text: string): WrittenUnit {
  const parts = text
    .normalize('NFC')
    .split(/[,;\n]|\s[-–]\s/)
    .flatMap((part) => splitAtKinds(part.replace(/\s+/g, ' ').trim()))
    .map(parseNamedPart)
    .filter((part) => part.name !== '');
  const [first = { kind: null, name: '' }, ...around] = parts;
  return { ...first, around };
}

/** One unit without others around it. A text that is only a kind ("phường") has no name. */
export function parseNamedPart(text: string): NamedPart {
  const word = wordInFront(text);
  if (word !== null) return { kind: word, name: text.slice(word.length).trim() };
  const match = abbreviationInFront.exec(fold(text));
  const kind = abbreviations.get(match?.[1] ?? match?.[2] ?? '');
  return match === null || kind === undefined
    ? { kind: null, name: text.trim() }
    : { kind, name: text.slice(match[0].length).trim() };
}

/**
 * The kind a text begins with, written with its own marks or with none: "Quán Toan" does not begin with quận.
 * All kinds have the same number of letters with and without marks (NFC).
 */
function wordInFront(text: string): UnitKind | null {
  for (const word of words) {
    const front = text.slice(0, word.length).toLowerCase();
    const next = text[word.length];
    if (next !== undefined && next !== ' ') continue;
    if (nameKey(front) === nameKey(word) || front === fold(word)) return word;
  }
  return null;
}

/** Where one unit ends and the next begins without a comma: "phường Lê Lợi quận An Dương". */
function splitAtKinds(text: string): string[] {
  const cuts: number[] = [];
  let begin = 0;
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) {
    const ahead = wordInFront(text.slice(at + 1));
    if (ahead === null || parseNamedPart(text.slice(begin, at)).name === '') continue;
    // "xã" also ends "thị xã", and a name follows every kind.
    if (ahead === 'xã' || text.length <= at + 2 + ahead.length) continue;
    cuts.push(at);
    begin = at + 1;
  }
  return [0, ...cuts].map((from, at) => text.slice(from, cuts[at]).trim());
}
