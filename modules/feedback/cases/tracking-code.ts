// Tracking codes: random, short enough to read aloud, and able to say when one letter was misheard.
import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that a code read over the telephone has one spelling. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 12 symbols × 5 bits = 60 random bits (the least that may not be guessed), and one check symbol. */
const randomSymbols = 12;
const groups = [4, 4, 5] as const;
/** What people write or hear for a symbol that is not in the alphabet. */
const confused: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', U: 'V', Đ: 'D' };

export type ParsedTrackingCode =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly why: 'shape' | 'mistyped' };

/**
 * Makes a new code such as `HP-7K2M-Q9DX-4TZ0C` for a city's prefix.
 * `random` returns n random bytes; tests pass their own.
 */
export function makeTrackingCode(prefix: string, random: (size: number) => Uint8Array = randomBytes): string {
  const values = Array.from(random(randomSymbols), (byte) => byte & 31);
  return format(prefix, [...values, checkSymbol(values)]);
}

/**
 * Reads a code as people give it: any case, spaces, dots or no separators, with or without the prefix, O for 0, I or L for 1.
 * `mistyped` means the right number of symbols with a wrong check symbol: every single wrong symbol and every swap of neighbours.
 */
export function parseTrackingCode(prefix: string, text: string): ParsedTrackingCode {
  const letters = text
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  const length = randomSymbols + 1;
  const bare =
    letters.length === length + prefix.length && letters.startsWith(prefix)
      ? letters.slice(prefix.length)
      : letters;
  if (bare.length !== length) return { ok: false, why: 'shape' };
  const values = Array.from(bare, (letter) => alphabet.indexOf(confused[letter] ?? letter));
  if (values.includes(-1)) return { ok: false, why: 'shape' };
  const check = values[randomSymbols];
  if (check !== checkSymbol(values.slice(0, randomSymbols))) return { ok: false, why: 'mistyped' };
  return { ok: true, code: format(prefix, values) };
}

/** How the code is read aloud: symbols apart, groups with a pause. */
export function spellTrackingCode(code: string): string {
  return code
    .split('-')
    .map((group) => Array.from(group).join(' '))
    .join(', ');
}

function format(prefix: string, values: readonly number[]): string {
  let at = 0;
  const parts = groups.map((size) =>
    values
      .slice(at, (at += size))
      .map((value) => alphabet[value])
      .join(''),
  );
  return [prefix, ...parts].join('-');
}

/**
 * Σ αⁱ·dᵢ over GF(32), α a root of x⁵+x²+1. The powers α¹…α¹² differ, so one changed symbol and one swap of
 * neighbours always change the sum.
 */
function checkSymbol(values: readonly number[]): number {
  return values.reduceRight((sum, value) => timesAlpha(sum ^ value), 0);
}

function timesAlpha(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? (doubled ^ 0b100101) & 31 : doubled;
}
