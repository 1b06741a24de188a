// What to think of a value when it comes: missing, absurd, frozen, late, or of an impossible time.
import { LIMITS } from '../limits.ts';
import { quality } from '../series/point.ts';

export interface SeriesRule {
  readonly low: number | null;
  readonly high: number | null;
  readonly missing: readonly number[];
  readonly frozenMilliseconds: number | null;
}

/** What a series remembers between values. */
export interface SeriesMemory {
  /** The value that stands unchanged, since when by its own clock, and the newest time seen. */
  v: number;
  since: number;
  newest: number;
}

export interface Arrived {
  /** Null when the device sent no time. */
  readonly ts: number | null;
  readonly v: number;
  readonly receivedAt: number;
}

export type Judged = { readonly ts: number; readonly v: number; readonly q: number } | null;

const dayMs = 86_400_000;
const smallest = 1e-150;
const largest = 1e150;

/** Null when the device says that it has no value. Changes `memory`. */
export function judge(rule: SeriesRule, memory: SeriesMemory, { ts, v, receivedAt }: Arrived): Judged {
  if (!Number.isFinite(v) || rule.missing.includes(v)) return null;
  // One zero, and nothing whose square the tables cannot hold: sums of the tables and of the program are the same to the last bit.
  const value = Math.abs(v) < smallest ? 0 : v;
  let q = Math.abs(v) > largest ? quality.absurd : 0;
  if (ts === null) q |= quality.arrivalTime;
  const at = Math.trunc(ts ?? receivedAt);
  if (at > receivedAt + LIMITS.aheadMilliseconds || at < receivedAt - LIMITS.oldestDays * dayMs)
    return { ts: at, v: value, q: q | quality.quarantined };
  if (at < receivedAt - LIMITS.lateMilliseconds) q |= quality.late;
  if ((rule.low !== null && value < rule.low) || (rule.high !== null && value > rule.high))
    q |= quality.absurd;
  if (at < memory.newest) return { ts: at, v: value, q };
  if (value !== memory.v || (q & quality.absurd) !== 0) {
    memory.v = value;
    memory.since = at;
  } else if (rule.frozenMilliseconds !== null && at - memory.since >= rule.frozenMilliseconds)
    q |= quality.frozen;
  memory.newest = at;
  return { ts: at, v: value, q };
}

export const freshMemory = (): SeriesMemory => ({ v: Number.NaN, since: 0, newest: 0 });
