// Codes of petitions: short, readable aloud, random; they open nothing that is not public to whoever has the address.
import { randomBytes } from 'node:crypto';

/** Crockford's base 32 without I, L, O, U. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const symbols = 10;

/** 50 random bits, such as `kn-7k2mq-9dx4t`. */
export function makeCode(random: (size: number) => Uint8Array = randomBytes): string {
  const text = Array.from(random(symbols), (byte) => alphabet[byte & 31]).join('');
  return `kn-${text.slice(0, 5)}-${text.slice(5)}`;
}

export const codePattern = '^kn-[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$';
