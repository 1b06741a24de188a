// Columns for `unnest`: arrays as PostgreSQL literals, written by hand because numbers need no quoting (and it is four times as fast).
import { type Point, quality } from './point.ts';

export interface Columns {
  readonly series: string;
  /** Seconds since 1970 with three decimals. */
  readonly ts: string;
  readonly v: string;
  readonly q: string;
}

const array = (values: readonly (number | string)[]): string => `{${values.join(',')}}`;

/** Milliseconds as seconds, without the rounding of a division. */
export const secondsOf = (milliseconds: number): string => {
  const whole = Math.floor(milliseconds / 1000);
  const rest = Math.round(milliseconds - whole * 1000);
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(3, '0')}`;
};

export function columnsOf(points: readonly Point[]): Columns {
  return {
    series: array(points.map(({ series }) => series)),
    ts: array(points.map(({ ts }) => secondsOf(ts))),
    // `-0` and exponents read back as they are.
    v: array(points.map(({ v }) => (Object.is(v, -0) ? '-0' : String(v)))),
    q: array(points.map(({ q }) => q)),
  };
}

/** Of two values of one instant the one of the lower rank is kept. */
export const rankOf = (q: number): number => q & (quality.absurd | quality.frozen);

/** In order of series and time, one value an instant: the sounder one, else the first that came. */
export function sortedOnce(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.series - b.series || a.ts - b.ts || rankOf(a.q) - rankOf(b.q));
  return sorted.filter((point, at) => {
    const before = sorted[at - 1];
    return before?.series !== point.series || before.ts !== point.ts;
  });
}
