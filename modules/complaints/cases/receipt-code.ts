// Receipt codes of matters: random, unlike those of reports, and able to say when one symbol was misread.
import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const prefix = 'DT';
/** 13 symbols × 5 bits = 65 random bits, and one check symbol. */
const randomSymbols = 13;
const confused: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', U: 'V' };

/** Makes a new code such as `DT-7K2M4-Q9DXH-4TZ0`. `random` returns n random bytes; tests pass their own. */
export function makeCode(random: (size: number) => Uint8Array = randomBytes): string {
  return format(withCheck(Array.from(random(randomSymbols), (byte) => byte & 31)));
}

/** Reads a code as people give it: any case, any separators, O for 0, I or L for 1. Null when it cannot be one. */
export function readCode(text: string): string | null {
  const letters = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const bare = letters.length === prefix.length + randomSymbols + 1 ? letters.slice(prefix.length) : letters;
  if (bare.length !== randomSymbols + 1) return null;
  const values = Array.from(bare, (letter) => alphabet.indexOf(confused[letter] ?? letter));
  if (values.includes(-1)) return null;
  const expected = withCheck(values.slice(0, randomSymbols));
  return expected.at(-1) === values.at(-1) ? format(values) : null;
}

export function codeHash(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}

function format(values: readonly number[]): string {
  const symbols = values.map((value) => alphabet[value]).join('');
  return [prefix, symbols.slice(0, 5), symbols.slice(5, 10), symbols.slice(10)].join('-');
}

/**
 * Σ αⁱ·dᵢ over GF(32), α a root of x⁵+x²+1: the powers differ, so one wrong symbol and one swap of neighbours always show.
 */
function withCheck(values: readonly number[]): number[] {
  const timesAlpha = (value: number) => (value & 16 ? ((value << 1) ^ 0b100101) & 31 : value << 1);
  return [...values, values.reduceRight((sum, value) => timesAlpha(sum ^ value), 0)];
}
