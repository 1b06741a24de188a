// Scales and paths for the drawn charts: pure arithmetic, no drawing.

export type Point = { x: number; y: number };

/** Maps [from, to] onto [start, end]; a flat domain maps onto the middle. */
export function linear(domain: readonly [number, number], range: readonly [number, number]) {
  const [from, to] = domain;
  const [start, end] = range;
  if (to === from) return () => (start + end) / 2;
  return (value: number) => start + ((value - from) / (to - from)) * (end - start);
}

/** Round steps (1, 2, 5 times a power of ten) that cover [min, max] with at most `count` intervals. */
export function niceTicks(min: number, max: number, count: number): number[] {
  if (!(max > min)) return [min];
  const power = 10 ** Math.floor(Math.log10((max - min) / count));
  for (const factor of [1, 2, 5, 10, 20]) {
    const step = factor * power;
    const first = Math.floor(min / step + 1e-9);
    const last = Math.ceil(max / step - 1e-9);
    if (last - first > count) continue;
    return Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step, 9));
  }
  return [min, max];
}

export function round(value: number, digits = 1): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor || 0;
}

/** Straight segments through the points, one decimal. */
export function linePath(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

/** A smooth curve that never overshoots its points (monotone cubic, Fritsch–Carlson). Points in order of x. */
export function smoothPath(points: readonly Point[]): string {
  if (points.length < 3) return linePath(points);
  const slopes = tangents(points);
  let path = `M${round(points[0]!.x)} ${round(points[0]!.y)}`;
  for (let index = 1; index < points.length; index += 1) {
    const from = points[index - 1]!;
    const to = points[index]!;
    const third = (to.x - from.x) / 3;
    const ends = [
      [from.x + third, from.y + third * slopes[index - 1]!],
      [to.x - third, to.y - third * slopes[index]!],
      [to.x, to.y],
    ];
    path += `C${ends.map(([x, y]) => `${round(x!)} ${round(y!)}`).join(' ')}`;
  }
  return path;
}

function tangents(points: readonly Point[]): number[] {
  const secants = points
    .slice(1)
    .map((to, index) => (to.y - points[index]!.y) / (to.x - points[index]!.x || 1));
  return points.map((_, index) => {
    const before = secants[index - 1];
    const after = secants[index];
    if (before === undefined) return after!;
    if (after === undefined) return before;
    if (before * after <= 0) return 0;
    return (2 * before * after) / (before + after);
  });
}

/** The points of the curve where it crosses `level`, by straight interpolation, joined into the runs above it. */
export function runsAbove(points: readonly Point[], level: number): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    const isAbove = point.y > level;
    if (before && before.y > level !== isAbove) {
      const share = (level - before.y) / (point.y - before.y);
      run.push({ x: before.x + share * (point.x - before.x), y: level });
      if (!isAbove) {
        runs.push(run);
        run = [];
      }
    }
    if (isAbove) run.push(point);
  });
  if (run.length > 0) runs.push(run);
  return runs;
}

/** The value at `x` between the given points, by straight interpolation; the ends hold. */
export function valueAt(points: readonly Point[], x: number): number {
  const next = points.findIndex((point) => point.x >= x);
  if (next <= 0) return (next === 0 ? points[0] : points.at(-1))?.y ?? Number.NaN;
  const from = points[next - 1]!;
  const to = points[next]!;
  return from.y + ((x - from.x) / (to.x - from.x)) * (to.y - from.y);
}
