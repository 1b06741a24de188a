// Rolling up: many values of a stretch of time in one row. The same fold stands in rollup.store.ts in SQL; sums run in the order of time.
import { bucketOf, counts, type Point } from './point.ts';

export interface Rolled {
  readonly series: number;
  /** Where the stretch begins, milliseconds. */
  readonly ts: number;
  readonly n: number;
  /** Values that were kept and do not count. */
  readonly bad: number;
  readonly sum: number;
  readonly sumsq: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly first: number | null;
  readonly last: number | null;
}

const hour = 3_600_000;
const zone = 7 * hour;
const day = 24 * hour;

/** Start of the stretch of each level. Days are those of Hải Phòng, which has no summer time. */
export const startOf = {
  '5m': bucketOf,
  '1h': (ts: number): number => ts - (((ts % hour) + hour) % hour),
  '1d': (ts: number): number => Math.floor((ts + zone) / day) * day - zone,
} as const;

/** Values of one series in order of time to five-minute rows. */
export function rollUp(points: readonly Point[]): Rolled[] {
  return fold(points, '5m', (point) => {
    const isIn = counts(point.q);
    const v = isIn ? point.v : null;
    return {
      ...point,
      n: isIn ? 1 : 0,
      bad: isIn ? 0 : 1,
      sum: v ?? 0,
      sumsq: (v ?? 0) * (v ?? 0),
      min: v,
      max: v,
      first: v,
      last: v,
    };
  });
}

/** Rows of a finer level to rows of a coarser one. */
export function rollFurther(rows: readonly Rolled[], level: '1h' | '1d'): Rolled[] {
  return fold(rows, level, (row) => row);
}

function fold<T extends { readonly series: number; readonly ts: number }>(
  items: readonly T[],
  level: keyof typeof startOf,
  as: (item: T) => Rolled,
): Rolled[] {
  const rows: Rolled[] = [];
  for (const item of items) {
    const ts = startOf[level](item.ts);
    const next = as(item);
    const row = rows.at(-1);
    if (row && row.series === item.series && row.ts === ts) rows[rows.length - 1] = together(row, next);
    else rows.push({ ...together(nothing(item.series, ts), next) });
  }
  return rows;
}

const nothing = (series: number, ts: number): Rolled => ({
  series,
  ts,
  n: 0,
  bad: 0,
  sum: 0,
  sumsq: 0,
  min: null,
  max: null,
  first: null,
  last: null,
});

function together(a: Rolled, b: Rolled): Rolled {
  return {
    series: a.series,
    ts: a.ts,
    n: a.n + b.n,
    bad: a.bad + b.bad,
    sum: a.sum + b.sum,
    sumsq: a.sumsq + b.sumsq,
    min: a.min === null ? b.min : b.min === null ? a.min : Math.min(a.min, b.min),
    max: a.max === null ? b.max : b.max === null ? a.max : Math.max(a.max, b.max),
    first: a.first ?? b.first,
    last: b.last ?? a.last,
  };
}
