// How long cases take, learned also from those that still run: the product-limit estimate of Kaplan and Meier (1958), weighted.

/** From `enteredAt` (0, or later when its beginning was not watched) to `leftAt`; not ended: still running when last seen. */
export interface Spell {
  readonly enteredAt: number;
  readonly leftAt: number;
  readonly hasEnded: boolean;
  readonly weight: number;
}

export interface Survival {
  /** Ends seen, by weight: how much the curve can be trusted. */
  readonly ends: number;
  /** The share that takes longer than `time`. */
  beyond(time: number): number;
  /**
   * How long a case takes that has taken longer than `age`; `uniform` in [0, 1) decides. Infinity where the curve says that
   * a case never ends as far as anyone has watched.
   */
  draw(uniform: number, age?: number): number;
}

/** The curve of the spells: with entries later than 0 cases count as watched only from then on (left truncation). */
export function survivalOf(all: readonly Spell[]): Survival {
  const spells = all.filter(({ enteredAt, leftAt, weight }) => leftAt > enteredAt && weight > 0);
  const ends = spells.filter(({ hasEnded }) => hasEnded).toSorted((a, b) => a.leftAt - b.leftAt);
  const entries = spells.toSorted((a, b) => a.enteredAt - b.enteredAt);
  const exits = spells.toSorted((a, b) => a.leftAt - b.leftAt);
  const times: number[] = [];
  const shares: number[] = [];
  let [entered, exited, watched, share, weight] = [0, 0, 0, 1, 0];
  for (let at = 0; at < ends.length; ) {
    const time = (ends[at] as Spell).leftAt;
    while (entered < entries.length && (entries[entered] as Spell).enteredAt < time)
      watched += (entries[entered++] as Spell).weight;
    // Who leaves at this very moment was watched until it.
    while (exited < exits.length && (exits[exited] as Spell).leftAt < time) {
      watched -= (exits[exited++] as Spell).weight;
    }
    let ended = 0;
    for (; at < ends.length && (ends[at] as Spell).leftAt === time; at++) ended += (ends[at] as Spell).weight;
    weight += ended;
    if (watched <= 0) continue;
    share *= Math.max(0, 1 - ended / watched);
    times.push(time);
    shares.push(share);
  }
  return curve(times, shares, weight);
}

function curve(times: readonly number[], shares: readonly number[], ends: number): Survival {
  const beyond = (time: number): number => {
    const place = countNotAbove(times, time);
    return place === 0 ? 1 : (shares[place - 1] as number);
  };
  return {
    ends,
    beyond,
    draw: (uniform, age = 0) => {
      const wanted = beyond(age) * (1 - uniform);
      // The first time at which no more than the wanted share is left; nothing at or before the age.
      let low = countNotAbove(times, age);
      let high = times.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((shares[middle] as number) < wanted) high = middle;
        else low = middle + 1;
      }
      return times[low] ?? Number.POSITIVE_INFINITY;
    },
  };
}

function countNotAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
