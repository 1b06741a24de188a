// Exact fractions: scores are published to four decimals, and binary floating point would lose the last one.

export interface Fraction {
  readonly over: bigint;
  /** Always above zero. */
  readonly under: bigint;
}

export const zero: Fraction = { over: 0n, under: 1n };
export const one: Fraction = { over: 1n, under: 1n };

const decimal = /^(-?)(\d{1,20})(?:\.(\d{1,12}))?$/;

/** Whether a text is a decimal number that the engine reads: no exponent, at most twelve places. */
export const isDecimal = (text: string): boolean => decimal.test(text);

/** @throws RangeError when the text is no decimal number */
export function fraction(text: string): Fraction {
  const found = decimal.exec(text);
  if (!found) throw new RangeError(`${text} is not a decimal number`);
  const [, sign, whole = '', places = ''] = found;
  const over = BigInt(whole + places);
  return reduced(sign === '-' ? -over : over, 10n ** BigInt(places.length));
}

function reduced(over: bigint, under: bigint): Fraction {
  let [a, b] = [over < 0n ? -over : over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? zero : { over: over / a, under: under / a };
}

export const plus = (a: Fraction, b: Fraction): Fraction =>
  reduced(a.over * b.under + b.over * a.under, a.under * b.under);
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { over: -b.over, under: b.under });
export const times = (a: Fraction, b: Fraction): Fraction => reduced(a.over * b.over, a.under * b.under);

/** @throws RangeError on a divisor of zero */
export function dividedBy(a: Fraction, b: Fraction): Fraction {
  if (b.over === 0n) throw new RangeError('division by zero');
  return b.over > 0n
    ? reduced(a.over * b.under, a.under * b.over)
    : reduced(-a.over * b.under, a.under * -b.over);
}

/** Below zero when `a` is the smaller, above when it is the greater. */
export function compared(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const least = (a: Fraction, b: Fraction): Fraction => (compared(a, b) <= 0 ? a : b);
export const most = (a: Fraction, b: Fraction): Fraction => (compared(a, b) >= 0 ? a : b);
export const between01 = (value: Fraction): Fraction => most(zero, least(one, value));
export const sum = (values: readonly Fraction[]): Fraction => values.reduce(plus, zero);

/** As decimals, rounded half up (away from zero), as the published tables are. */
export function rounded(value: Fraction, places = 4): string {
  const scale = 10n ** BigInt(places);
  const isNegative = value.over < 0n;
  const over = isNegative ? -value.over : value.over;
  const units = (2n * over * scale + value.under) / (2n * value.under);
  const digits = units.toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return isNegative && units !== 0n ? `-${text}` : text;
}
