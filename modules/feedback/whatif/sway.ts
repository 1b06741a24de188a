// How much an office's pace sways from week to week beyond chance: the part of the future that no curve foresees.
import { type Visit, weekMs } from './history.ts';
import type { OfficeClock } from './office-clock.ts';
import type { Survival } from './survival.ts';

/** Weeks that tell of the present office; older ones had other people. */
const weeksBack = 10;
/** A pace that never swayed yet, or swayed wildly in a short history, is not believed. */
const least = 0.05;
const most = 0.5;
/** Below this share a curve rests on too few to speak of a rate. */
const thin = 0.001;

interface Paced {
  readonly from: number;
  readonly origin: number;
  readonly clock: OfficeClock;
  readonly timeOf: (visit: Visit) => Survival;
}

/**
 * The deviation of the logarithm of (ends seen / ends expected) over the last weeks, less what chance alone gives: ends of a
 * week are counts, so the logarithm of their ratio has the variance 1 / expected by chance.
 */
export function swayOf(visits: readonly Visit[], { from, origin, clock, timeOf }: Paced): number {
  const weeks = Math.min(weeksBack, Math.floor((origin - from) / weekMs));
  if (weeks < 3) return most;
  const seen = new Float64Array(weeks);
  const expected = new Float64Array(weeks);
  const edges = Array.from({ length: weeks + 1 }, (_, at) => origin - (weeks - at) * weekMs);
  for (const visit of visits) {
    const curve = timeOf(visit);
    const left = visit.leftAt ?? origin;
    for (let week = 0; week < weeks; week++) {
      const enter = Math.max(edges[week] as number, visit.arrivedAt);
      const exit = Math.min(edges[week + 1] as number, left);
      if (exit <= enter) continue;
      const began = clock.at(visit.arrivedAt);
      const ratio =
        Math.max(thin, curve.beyond(clock.at(enter) - began)) /
        Math.max(thin, curve.beyond(clock.at(exit) - began));
      expected[week] = (expected[week] as number) + Math.log(ratio);
      if (visit.leftAt !== null && visit.leftAt < (edges[week + 1] as number))
        seen[week] = (seen[week] as number) + 1;
    }
  }
  return deviation(seen, expected);
}

function deviation(seen: Float64Array, expected: Float64Array): number {
  const logs: number[] = [];
  let chance = 0;
  seen.forEach((count, week) => {
    const wanted = expected[week] as number;
    if (wanted < 5) return;
    logs.push(Math.log(Math.max(count, 0.5) / wanted));
    chance += 1 / wanted;
  });
  if (logs.length < 3) return most;
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  return Math.min(most, Math.max(least, Math.sqrt(Math.max(0, variance - chance / logs.length))));
}
