// Classes of a choropleth: six steps of one blue, with round lower bounds that rarely move.

/** Lower bounds of classes 2–6 as shares of the scale; the steps widen so that the many small units still differ. */
const shares = [0.05, 0.12, 0.24, 0.4, 0.6] as const;
const roundSteps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10] as const;

/**
 * Five ascending lower bounds of classes 2–6 for counts up to `most`. They change only when `most` passes a round
 * number, so that colours on a live map keep their meaning.
 */
export function breaksFor(most: number): number[] {
  const scale = Math.max(20, roundUp(most));
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
