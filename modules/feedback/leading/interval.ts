// The interval of a share: with few answers it is wide, and a leader should see that. Pure.
import type { ShareWithInterval } from './leading-schemas.ts';

/** Standard normal quantile of 97.5%. */
const z = 1.959964;

/** Wilson's score interval (1927) for `hits` of `of`; null where there is nothing to share. */
export function shareOf(hits: number, of: number): ShareWithInterval | null {
  if (of === 0) return null;
  const value = hits / of;
  const middle = value + z ** 2 / (2 * of);
  const spread = z * Math.sqrt((value * (1 - value)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return {
    value,
    low: Math.max(0, (middle - spread) / scale),
    high: Math.min(1, (middle + spread) / scale),
  };
}
