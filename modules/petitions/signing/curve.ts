// The curve of signatures: days summed up, and the few points that a chart has room for. Pure.
import { addDays, daysBetween } from '@city/kernel/time';

export interface CurveDay {
  readonly day: string;
  readonly signatures: number;
  readonly total: number;
}

/** Adds up signatures by day; days on which nothing was signed are left out. */
export function cumulative(days: readonly { readonly day: string; readonly signed_n: number }[]): CurveDay[] {
  let total = 0;
  return days
    .filter(({ signed_n: n }) => n > 0)
    .map(({ day, signed_n: signatures }) => ({ day, signatures, total: (total += signatures) }));
}

/** At most `most` points, evenly spread over the days from the first signature to `last`; the last is the total of today. */
export function curvePoints(
  days: readonly CurveDay[],
  last: string,
  most: number,
): readonly { readonly day: string; readonly total: number }[] {
  const first = days[0]?.day;
  if (first === undefined) return [];
  const span = Math.max(0, daysBetween(first, last));
  const count = Math.min(most, span + 1);
  return Array.from({ length: count }, (_, at) => {
    const day = addDays(first, count === 1 ? span : Math.round((span * at) / (count - 1)));
    return { day, total: days.findLast((one) => one.day <= day)?.total ?? 0 };
  });
}
