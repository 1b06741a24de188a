// What an office can do: the most that it was ever seen to do for long, from the ends of its work alone.
import { dayMs } from './history.ts';
import type { OfficeClock } from './office-clock.ts';

/** Two weeks: shorter peaks are catching up on what was done before and only now written down. */
const stretchDays = 14;

export interface Capacity {
  /** Ends in a millisecond of office time, in the best fortnight. */
  readonly peak: number;
  /** Ends in a millisecond of office time, over the whole span. */
  readonly mean: number;
}

/**
 * The rate of the busiest fortnight. In a fortnight in which more waits than officers can take, the rate of ends is what
 * they can do (the busy period of queueing theory); in every other it is less, so the greatest rate is the best lower bound
 * that ends alone can give.
 */
export function capacityOf(
  endings: readonly number[],
  clock: OfficeClock,
  span: { from: number; before: number },
): Capacity {
  const times = endings.filter((at) => at >= span.from && at < span.before).sort((a, b) => a - b);
  const rate = (count: number, from: number, before: number) => count / (clock.at(before) - clock.at(from));
  const mean = times.length === 0 ? 0 : rate(times.length, span.from, span.before);
  let peak = mean;
  let [first, next] = [0, 0];
  for (let from = span.from; from + stretchDays * dayMs <= span.before; from += dayMs) {
    const before = from + stretchDays * dayMs;
    while (first < times.length && (times[first] as number) < from) first++;
    while (next < times.length && (times[next] as number) < before) next++;
    peak = Math.max(peak, rate(next - first, from, before));
  }
  return { peak, mean };
}
