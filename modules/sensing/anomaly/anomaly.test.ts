// The detector on made series, and the benchmark's scoring by hand and by its known ends.
import { describe, expect, test } from 'vitest';
import { AnomalyDetector } from './detector.ts';
import { squaredDistance, whitening } from './matrix.ts';
import { bestScore, probationOf, type Scored, scaledSigmoid, standardProfile } from './nab-score.ts';

/** Noise that is the same every time. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296 - 0.5;
  };
}

function strangeRows(values: readonly number[], probation = 300): number[] {
  const detector = new AnomalyDetector({ probation });
  return values.flatMap((v, row) => (detector.take(v).isStrange ? [row] : []));
}

const daily = (rows: number, change: (row: number, v: number) => number = (_, v) => v): number[] => {
  const random = noise(7);
  return Array.from({ length: rows }, (_, row) =>
    change(row, 20 + 8 * Math.sin((row / 48) * 2 * Math.PI) + random()),
  );
};

test('an ordinary daily rhythm is strange less than once in four hundred values', () => {
  expect(strangeRows(daily(2_000)).length).toBeLessThanOrEqual(4);
});

test.each<[string, (row: number, v: number) => number]>([
  ['a spike', (row, v) => (row === 1_200 ? v + 30 : v)],
  ['a missing peak', (row, v) => (row >= 1_200 && row < 1_224 ? 20 : v)],
  [
    'a rhythm twice as fast',
    (row, v) => (row >= 1_200 && row < 1_260 ? 20 + 8 * Math.sin((row / 12) * 2 * Math.PI) : v),
  ],
])('%s is told once, soon', (_, change) => {
  const usual = new Set(strangeRows(daily(2_000)));
  const told = strangeRows(daily(2_000, change)).filter((row) => !usual.has(row));
  expect(told.filter((row) => row >= 1_200 && row < 1_260)).toHaveLength(1);
});

test('it learns in silence', () => {
  expect(strangeRows(daily(299, (row, v) => (row === 200 ? 500 : v)))).toEqual([]);
});

test('whitening makes plain distance Mahalanobis distance', () => {
  const rows = [
    [3, 1],
    [1, 2],
    [-2, 1],
  ].map((row) => Float64Array.from(row));
  const whiten = whitening(rows, 2);
  // XᵀX = [[14, 3], [3, 6]]; its inverse = [[6, −3], [−3, 14]] / 75. For the difference (1, 1): (6 − 6 + 14) / 75.
  const [a, b] = [Float64Array.from([2, 3]), Float64Array.from([1, 2])];
  expect(whiten && squaredDistance(whiten(a), whiten(b))).toBeCloseTo(14 / 75, 6);
});

describe('the scoring of the benchmark', () => {
  // 1,000 rows: 150 of probation, one window of 100.
  const windows = [[500, 599]] as const;
  const scored = (...hits: number[]): Scored => ({
    windows,
    scores: Array.from({ length: 1_000 }, (_, row) => (hits.includes(row) ? 1 : 0)),
  });
  const only = (...hits: number[]) => bestScore([scored(...hits)], standardProfile).score;

  test('the first row of a window is perfect, nothing is zero', () => {
    expect(only(500)).toBeCloseTo(100, 6);
    expect(only()).toBe(0);
  });

  test('a late detection is worth less, the last row nearly nothing more than a miss avoided', () => {
    const position = -(599 - 550 + 1) / 100;
    expect(only(550)).toBeCloseTo((100 * (scaledSigmoid(position) / scaledSigmoid(-1) + 1)) / 2, 6);
    expect(only(599)).toBeGreaterThan(50);
    expect(only(599)).toBeLessThan(52);
  });

  test('the best detection of a window counts once', () => {
    expect(only(500, 520, 590)).toBeCloseTo(100, 6);
  });

  test('a false alarm costs 0.11 of a window, less when it comes soon after one', () => {
    expect(only(500, 300)).toBeCloseTo((100 * (1 - 0.11 + 1)) / 2, 6);
    const soon = scaledSigmoid((610 - 599) / 99) * 0.11;
    expect(only(500, 610)).toBeCloseTo((100 * (1 + soon + 1)) / 2, 6);
  });

  test('what is said in the probation does not count', () => {
    expect(only(500, 10, 20, 30)).toBeCloseTo(100, 6);
    expect([probationOf(1_000), probationOf(10_000)]).toEqual([150, 750]);
  });
});
