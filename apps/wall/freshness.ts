// How fresh a tile is: its age, what is left of its time, and whether it is late.

export type Freshness = {
  readonly ageMs: number;
  /** 1 just now, 0 when the next value is overdue: the length of the bar on the tile's top edge. */
  readonly left: number;
  readonly late: boolean;
};

/** `asOf` and `now` in ms on the server's clock; null when nothing was ever heard, which is late at once. */
export function freshness(asOf: number | null, now: number, lateAfterSeconds: number): Freshness {
  if (asOf === null) return { ageMs: Infinity, left: 0, late: true };
  const ageMs = Math.max(0, now - asOf);
  const left = Math.max(0, 1 - ageMs / (lateAfterSeconds * 1000));
  return { ageMs, left, late: left === 0 };
}
