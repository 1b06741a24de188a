// Reads `timestamptz` as PostgreSQL writes it in UTC; a list of a thousand rows holds nine thousand of them.
import { types } from 'pg';

const timestamptz = types.builtins.TIMESTAMPTZ;
const otherwise = types.getTypeParser(timestamptz) as (text: string) => unknown;

/** `2026-11-28 00:31:26.123456+00`, cut to milliseconds; years before 1000 or after 9999, other zones and infinity go the long way. */
export function readInstant(text: string): unknown {
  const isPlain =
    text.length >= 22 &&
    text.endsWith('+00') &&
    text.charCodeAt(0) !== 48 &&
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(10) === 32;
  if (!isPlain) return otherwise(text);
  const time = Date.UTC(
    digits(text, 0, 4),
    digits(text, 5, 7) - 1,
    digits(text, 8, 10),
    digits(text, 11, 13),
    digits(text, 14, 16),
    digits(text, 17, 19),
    text.charCodeAt(19) === 46 ? thousandths(text) : 0,
  );
  return Number.isNaN(time) ? otherwise(text) : new Date(time);
}

/** Parsers for a pool: ours for instants, the driver's for all else. */
export const rowTypes = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === timestamptz && format !== 'binary'
      ? readInstant
      : types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
};

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** `.1234+00` is 123 ms: as the driver has it, further digits are dropped. */
function thousandths(text: string): number {
  const end = text.length - 3;
  const most = Math.min(end, 23);
  return digits(text, 20, most) * 10 ** (23 - most);
}
