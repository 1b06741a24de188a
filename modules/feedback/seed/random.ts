// Randomness that is the same on every machine: a small generator with a given seed, and the draws that the demo needs.

export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  whole(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of the rows, as often as its weight says. */
  weighted<T>(rows: readonly T[], weight: (row: T) => number): T;
  chance(share: number): boolean;
  /** Long-tailed around 1: half of the draws below 1. */
  logNormal(spread: number): number;
}

/** Mulberry32: 32 bits of state, good enough to scatter points. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    pick: (from) => from[whole(0, from.length - 1)]!,
    weighted: (rows, weight) => {
      let left = next() * rows.reduce((sum, row) => sum + weight(row), 0);
      return rows.find((row) => (left -= weight(row)) < 0) ?? rows.at(-1)!;
    },
    chance: (share) => next() < share,
    logNormal: (spread) => Math.exp(spread * (next() + next() + next() + next() - 2) * 1.732),
  };
}
