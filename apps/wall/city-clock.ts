// The city's time on the wall's computer: the server says it, a steady local counter carries it on.

export type CityClock = {
  /** Milliseconds since 1970 on the server's clock. */
  readonly now: () => number;
  /** The server has just said what time it is; `header` when it said so in a Date header, which knows whole seconds only. */
  readonly hear: (serverMs: number, how?: 'exact' | 'header') => void;
};

/** Small differences are the network's; only a larger one moves the clock, so that seconds don't stutter. */
const toleranceMs = { exact: 700, header: 1_600 } as const;

/** `counter` never runs backwards: milliseconds since some beginning. */
export function cityClock(counter: () => number = () => performance.now(), startMs = Date.now()): CityClock {
  let base = startMs - counter();
  let heard = false;
  const now = () => base + counter();
  return {
    now,
    hear(serverMs, how = 'exact') {
      if (!Number.isFinite(serverMs)) return;
      const likely = how === 'header' ? serverMs + 500 : serverMs;
      if (heard && Math.abs(likely - now()) <= toleranceMs[how]) return;
      heard = true;
      base = likely - counter();
    },
  };
}
