// Classes of a choropleth: six steps of one blue, with round lower bounds that rarely move.

/** Lower bounds of classes 2–6 as shares of the scale; the steps widen so that the many small units still differ. */
const shares = [0.05, 0.12, 0.24, 0.4, 0.6] as const;
const roundSteps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10] as const;
/** The darkest class is for the few: it begins near this rank among the units that have any. */
const topShare = 0.95;
const smallestScale = 20;

/**
 * Five ascending lower bounds of classes 2–6 for these counts. A few extreme units do not flatten all others, and the
 * bounds change only when the scale passes a round number, so that colours on a live map keep their meaning.
 */
export function breaksFor(counts: Iterable<number>): number[] {
  const some = [...counts].filter((count) => count > 0).sort((a, b) => a - b);
  const high = some[Math.floor((some.length - 1) * topShare)] ?? 0;
  const scale = Math.max(smallestScale, roundUp(high / shares.at(-1)!));
  return shares.map((share) => Math.round(share * scale));
}

/** The class 1–6 of a value under five ascending lower bounds. */
export function classOf(value: number, breaks: readonly number[]): number {
  return 1 + breaks.filter((lower) => value >= lower).length;
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const step = roundSteps.find((candidate) => candidate * power >= value) ?? 10;
  return step * power;
}
