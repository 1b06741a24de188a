// Nothing pretends to be fresh: how much of the time until the next value is left, and when a value is stale.
import { useEffect, useState } from 'react';

export type Freshness = {
  /** What is left until the next value is late: 1 just arrived … 0 late. */
  left: number;
  isStale: boolean;
  /** Milliseconds since the value was true; null when there never was one. */
  ageMs: number | null;
};

/**
 * A value that comes every `everySeconds` is late after twice that time (one may be lost), and then stale.
 * A clock that runs behind (value from the future) counts as just arrived.
 */
export function freshness(asOf: Date | null, everySeconds: number, now: Date): Freshness {
  if (asOf === null) return { left: 0, isStale: true, ageMs: null };
  const ageMs = Math.max(0, now.getTime() - asOf.getTime());
  const limitMs = everySeconds * 2000;
  const left = Math.max(0, 1 - ageMs / limitMs);
  return { left, isStale: ageMs > limitMs, ageMs };
}

/** The present time, renewed every second (or `everyMs`), in step with the second. */
export function useNow(everyMs = 1000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const time = new Date();
      setNow(time);
      timer = setTimeout(tick, everyMs - (time.getTime() % everyMs));
    };
    timer = setTimeout(tick, everyMs - (Date.now() % everyMs));
    return () => clearTimeout(timer);
  }, [everyMs]);
  return now;
}

/** Freshness that follows the clock. */
export function useFreshness(asOf: Date | null, everySeconds: number): Freshness {
  return freshness(asOf, everySeconds, useNow());
}
