// How long cases waited for a free hand, read from the history: when even the fastest take long, all of them stood in a queue.
import { quantile } from './draws.ts';
import { dayMs, type Visit } from './history.ts';
import type { OfficeClock } from './office-clock.ts';

const hourMs = 3_600_000;
/** Answered on the spot, without standing in the queue: says nothing about it. */
const onTheSpotMs = hourMs;
/** The fastest of a week, but for a few that were let through. */
const fastest = 0.05;
/** The fastest that the office ever was: taken as the time of a case that waits for nobody. */
const fastestEver = 0.02;
/** Ends of a week that say something of its fastest. */
const endsNeeded = 12;
/** A wait of less than half a working day is no queue: it lies within the error of the estimate. */
const queueMs = 12 * hourMs;
/** Share of the last weeks with a queue from which on their pace is what the office can do. */
const busyNeeded = 0.25;
const weeksBack = 12;

export interface QueueWait {
  /** The wait of cases that ended around an instant, in office time. */
  at(instant: number): number;
  /** Ends a millisecond of office time while there was a queue; null when there was none to speak of. */
  readonly pace: number | null;
}

interface Known {
  readonly from: number;
  readonly origin: number;
  readonly clock: OfficeClock;
}

/**
 * Where work is taken as it comes, the wait at a moment is the same for all that end then, and each takes at least as long: the fastest of
 * the days around give it, less the time that the fastest took when nobody waited. While there is a queue the office does what
 * it can (the busy period of queueing theory), so the pace of those days is its capacity. An office that lets some cases
 * pass others looks as if it had no queue: the estimate errs towards "hands are not short".
 */
export function queueWait(visits: readonly Visit[], known: Known): QueueWait {
  const { from, origin, clock } = known;
  const ended = visits
    .flatMap(({ arrivedAt, leftAt }) =>
      leftAt === null ? [] : [{ leftAt, took: clock.at(leftAt) - clock.at(arrivedAt) }],
    )
    .sort((a, b) => a.leftAt - b.leftAt);
  const worked = ended.filter(({ took }) => took > onTheSpotMs);
  const usual = quantile(
    worked.map(({ took }) => took).sort((a, b) => a - b),
    fastestEver,
  );
  const days = Math.max(1, Math.ceil((origin - from) / dayMs));
  const waits = new Float64Array(days);
  for (let day = 0; day < days; day++) {
    const middle = from + (day + 0.5) * dayMs;
    const around = worked.filter(({ leftAt }) => Math.abs(leftAt - middle) <= 3.5 * dayMs);
    const low = quantile(
      around.map(({ took }) => took).sort((a, b) => a - b),
      fastest,
    );
    waits[day] = around.length >= endsNeeded ? Math.max(0, low - usual) : (waits[day - 1] ?? 0);
  }
  const dayOf = (instant: number) => Math.min(days - 1, Math.max(0, Math.floor((instant - from) / dayMs)));
  const at = (instant: number) => waits[dayOf(instant)] as number;
  return {
    at,
    pace: paceWhileBusy(
      ended.map(({ leftAt }) => leftAt),
      at,
      known,
    ),
  };
}

/** Ends in days with a queue over the office time of these days, in the last weeks. */
function paceWhileBusy(
  ends: readonly number[],
  at: (instant: number) => number,
  known: Known,
): number | null {
  const { from, origin, clock } = known;
  let [busy, watched] = [0, 0];
  const first = Math.max(from, origin - weeksBack * 7 * dayMs);
  for (let day = first; day + dayMs <= origin; day += dayMs) {
    const time = clock.at(day + dayMs) - clock.at(day);
    watched += time;
    if (at(day) > queueMs) busy += time;
  }
  if (watched === 0 || busy / watched < busyNeeded) return null;
  const count = ends.filter((end) => end >= first && at(end) > queueMs).length;
  return count / busy;
}
