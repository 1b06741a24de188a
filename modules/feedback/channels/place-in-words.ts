// The unit that a written address or a line of words speaks of: today's name, an old one, or several to choose from.
import type { Geo, Point, Unit } from '@city/kernel/geo';
import { fold } from '@city/kernel/text';

export type PlaceInWords =
  /** One unit of today. Its middle stands for the place until somebody knows better. */
  | { readonly status: 'one'; readonly unit: Unit; readonly point: Point; readonly was: Unit | null }
  /** The name means several, or the old unit was divided: only the person or a point can say. */
  | { readonly status: 'which'; readonly units: readonly Unit[]; readonly was: Unit | null }
  | { readonly status: 'none' };

type Units = Geo['units'];

const longestName = 5;
/** A bound on the work that a stranger's text can ask for. */
const mostTries = 60;
/** Kinds as they stand before a name, with marks folded; a letter needs no dot here, for people type on phones. */
const communeKinds: ReadonlyMap<string, string> = new Map([
  ['phuong', 'phường'],
  ['p', 'phường'],
  ['xa', 'xã'],
  ['x', 'xã'],
  ['thi tran', 'thị trấn'],
  ['tt', 'thị trấn'],
  ['dac khu', 'đặc khu'],
  ['dk', 'đặc khu'],
]);
const districtWords = /^(?:quan|q|huyen|h|thi xa|tx|thanh pho|tp|tinh)\.?\s+/;

interface Word {
  readonly text: string;
  readonly folded: string;
  /** A comma or line ends here. */
  readonly ends: boolean;
}

/**
 * Finds the unit. A kind in front ("p. Lê Chân") is believed first, then what stands between commas, from the end.
 * Names that hold today win over old ones, unless a district stands behind them: there have been none since July 2025.
 */
export function placeInWords(geo: Geo, text: string, day: string): PlaceInWords {
  const words = wordsOf(text.slice(0, 4_000));
  const tries = [...namedWithKind(words).slice(0, mostTries), ...betweenCommas(text).slice(0, mostTries)];
  for (const written of tries) {
    const found = unitsNamed(geo.units, written, day);
    if (found.status !== 'none') return found;
  }
  return { status: 'none' };
}

/** The same for an answer that is nothing but a name: "le chan", "2" is not. */
export function unitNamed(geo: Geo, text: string, day: string): PlaceInWords {
  const found = placeInWords(geo, text, day);
  return found.status === 'none' ? unitsNamed(geo.units, text.trim(), day) : found;
}

function wordsOf(text: string): Word[] {
  return [...text.normalize('NFC').matchAll(/([\p{L}\p{M}\p{N}]+)([^\p{L}\p{M}\p{N}]*)/gu)].map(
    ([, word = '', behind = '']) => ({ text: word, folded: fold(word), ends: /[,;\n\-–]/.test(behind) }),
  );
}

/** Names behind a kind, longest first: "p Lê Lợi An Dương" is tried before "p Lê Lợi"; and with the district behind a comma. */
function namedWithKind(words: readonly Word[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length - 1; at += 1) {
    const kind = kindAt(words, at);
    if (!kind) continue;
    const name = nameFrom(words, at + kind.count);
    const behind = nameFrom(words, at + kind.count + name.length);
    const last = name.at(-1);
    for (let count = name.length; count > 0; count -= 1) {
      const alone = `${kind.name} ${textOf(name.slice(0, count))}`;
      if (count === name.length && last?.ends && behind.length > 0) {
        const around = textOf(behind).replace(/\.$/, '');
        found.push(`${alone}, ${around}`);
      }
      found.push(alone);
    }
  }
  return found;
}

function kindAt(words: readonly Word[], at: number): { name: string; count: number } | null {
  const [first, second] = [words[at]!, words[at + 1]!];
  if (first.ends) return null;
  const two = communeKinds.get(`${first.folded} ${second.folded}`);
  if (two !== undefined && !second.ends) return { name: two, count: 2 };
  const one = communeKinds.get(first.folded);
  return one === undefined ? null : { name: one, count: 1 };
}

function nameFrom(words: readonly Word[], from: number): Word[] {
  const name: Word[] = [];
  for (const word of words.slice(from, from + longestName)) {
    name.push(word);
    if (word.ends) break;
  }
  return name;
}

const textOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');

/** Parts of an address, last first, each with what stands behind it: a ward before its district. */
function betweenCommas(text: string): string[] {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim().replace(/[.!?]+$/, ''))
    .filter((part) => part !== '' && part.split(/\s+/).length <= longestName + 1);
  if (parts.length < 2) return [];
  const wanted = parts.slice(1).map((part, at) => [part, ...parts.slice(at + 2)].join(', '));
  return wanted.toReversed();
}

function unitsNamed(units: Units, written: string, day: string): PlaceInWords {
  if (districtWords.test(fold(written))) return { status: 'none' };
  const today = units.byName(written, day).filter(({ level }) => level === 'commune');
  if (today.length > 0) return choice(today, null);
  const { status, from, ...converted } = units.convert({ name: written, to: day });
  const was = from.find(({ level }) => level === 'commune') ?? null;
  if (was === null) return { status: 'none' };
  if (status === 'one') return choice([(converted as { unit: Unit }).unit], was);
  if (status === 'needs-point') return choice((converted as { candidates: readonly Unit[] }).candidates, was);
  return { status: 'none' };
}

function choice(units: readonly Unit[], was: Unit | null): PlaceInWords {
  const [unit] = units;
  if (units.length === 1 && unit?.centroid)
    return { status: 'one', unit, point: { lat: unit.centroid.lat, lon: unit.centroid.lon }, was };
  return units.length === 0 ? { status: 'none' } : { status: 'which', units, was };
}
