// The scoring of the Numenta Anomaly Benchmark (Lavin and Ahmad, 2015): early detections in a window earn, false ones cost.

export interface Profile {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export const standardProfile: Profile = { tp: 1, fp: 0.11, fn: 1 };

/** A file of the corpus: scores of the detector by row, and the rows of the anomaly windows (both ends inclusive). */
export interface Scored {
  readonly scores: readonly number[];
  readonly windows: readonly (readonly [first: number, last: number])[];
}

/** Rows at the beginning that are not scored. */
export const probationOf = (rows: number): number => Math.min(Math.floor(0.15 * rows), 0.15 * 5000);

/** From +1 early in a window over 0 at its end to −1 long after it. */
export function scaledSigmoid(position: number): number {
  return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}

interface Detection {
  readonly score: number;
  /** Which window of the whole corpus it lies in; −1 for none. */
  readonly window: number;
  readonly worth: number;
}

/** The best threshold of the whole corpus and its normalised score: 0 is detecting nothing, 100 is perfect. */
export function bestScore(
  files: readonly Scored[],
  profile: Profile,
): { readonly threshold: number; readonly score: number } {
  const detections: Detection[] = [];
  let windows = 0;
  for (const file of files) {
    detections.push(...detectionsOf(file, windows, profile));
    windows += file.windows.length;
  }
  detections.sort((a, b) => b.score - a.score);
  const earned = Array.from({ length: windows }, () => -profile.fn);
  let total = -windows * profile.fn;
  let best = { threshold: Number.POSITIVE_INFINITY, raw: total };
  for (const [at, { score, window, worth }] of detections.entries()) {
    if (window < 0) total += worth;
    else if (worth > (earned[window] as number)) {
      total += worth - (earned[window] as number);
      earned[window] = worth;
    }
    // All rows of one score pass a threshold together.
    if (detections[at + 1]?.score !== score && total > best.raw) best = { threshold: score, raw: total };
  }
  const [nothing, perfect] = [-windows * profile.fn, windows * profile.tp];
  return { threshold: best.threshold, score: (100 * (best.raw - nothing)) / (perfect - nothing) };
}

function* detectionsOf(
  { scores, windows }: Scored,
  firstWindow: number,
  profile: Profile,
): Generator<Detection> {
  const probation = probationOf(scores.length);
  const highest = scaledSigmoid(-1);
  let next = 0;
  for (const [row, score] of scores.entries()) {
    while (windows[next] && row > (windows[next] as readonly [number, number])[1]) next++;
    if (row < probation) continue;
    const here = windows[next];
    if (here && row >= here[0]) {
      const position = -(here[1] - row + 1) / (here[1] - here[0] + 1);
      yield { score, window: firstWindow + next, worth: (scaledSigmoid(position) * profile.tp) / highest };
      continue;
    }
    const past = windows[next - 1];
    const worth = past ? scaledSigmoid((row - past[1]) / (past[1] - past[0])) : -1;
    yield { score, window: -1, worth: worth * profile.fp };
  }
}
