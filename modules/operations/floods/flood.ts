// When more alarms call than a person can answer: the flood as ISA-18.2 §16.5 counts it, from the moments of the calls.

export interface FloodRule {
  readonly windowMinutes: number;
  /** It starts with the call that makes more than this in one window. */
  readonly startsAbove: number;
  /** It ends when fewer than this called in the last window. */
  readonly endsBelow: number;
}

export interface Flood {
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
  readonly calls: number;
  readonly peak: number;
}

/**
 * The floods in a list of calls, up to `now`. Moments in milliseconds, in order. The window is (t − w, t]: a call leaves it
 * when it is exactly one window old.
 */
export function floodsOf(calls: readonly number[], rule: FloodRule, now: number): Flood[] {
  const span = rule.windowMinutes * 60_000;
  const floods: Flood[] = [];
  let open: { from: number; calls: number; peak: number } | null = null;
  let first = 0;
  const close = (until: number, last: number): void => {
    // Calls leave the window one by one; the flood ends with the one that leaves fewer than `endsBelow`.
    while (open !== null && last - first >= 0) {
      const leaves = (calls[first] as number) + span;
      if (leaves > until) return;
      first++;
      if (last - first + 1 < rule.endsBelow) {
        floods.push({ ...open, to: leaves });
        open = null;
      }
    }
  };
  for (const [at, call] of calls.entries()) {
    close(call, at - 1);
    while (first < at && (calls[first] as number) + span <= call) first++;
    const count = at - first + 1;
    if (open === null && count > rule.startsAbove) open = { from: call, calls: count, peak: count };
    else if (open !== null)
      open = { from: open.from, calls: open.calls + 1, peak: Math.max(open.peak, count) };
  }
  close(now, calls.length - 1);
  if (open !== null) floods.push({ ...(open as { from: number; calls: number; peak: number }), to: null });
  return floods;
}

/** Milliseconds of `[from, to)` spent in floods. */
export function timeInFlood(floods: readonly Flood[], from: number, to: number): number {
  return floods.reduce((sum, flood) => {
    const begin = Math.max(from, flood.from);
    const end = Math.min(to, flood.to ?? to);
    return sum + Math.max(0, end - begin);
  }, 0);
}
