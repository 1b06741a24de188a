// Arithmetic on half-open intervals of time [start, end), sorted and without overlap. Times are epoch milliseconds.

export type Span = readonly [start: number, end: number];

/** The parts of `spans` that lie inside [from, to). */
export function clip(spans: readonly Span[], from: number, to: number): Span[] {
  const parts: Span[] = [];
  for (const [start, end] of spans) {
    const left = Math.max(start, from);
    const right = Math.min(end, to);
    if (right > left) parts.push([left, right]);
  }
  return parts;
}

/** The parts of `spans` that lie outside every one of `holes`. */
export function subtract(spans: readonly Span[], holes: readonly Span[]): Span[] {
  let rest: Span[] = [...spans];
  for (const [from, to] of holes) {
    rest = [...clip(rest, Number.NEGATIVE_INFINITY, from), ...clip(rest, to, Number.POSITIVE_INFINITY)];
  }
  return rest.sort((a, b) => a[0] - b[0]);
}

/** Total length in hours. */
export function hoursOf(spans: readonly Span[]): number {
  let milliseconds = 0;
  for (const [start, end] of spans) milliseconds += end - start;
  return milliseconds / 3_600_000;
}
