// Draws from distributions by a seeded generator, and seeds made from others so that streams do not touch each other.
import { random } from '../seed/random.ts';

export interface Draws {
  /** 0 ≤ x < 1 */
  readonly uniform: () => number;
  /** Exponential with mean 1. */
  readonly exponential: () => number;
  /** Normal with mean 0 and deviation 1 (Box and Muller 1958). */
  readonly normal: () => number;
}

/** A stream of draws; the same parts give the same stream on every machine. */
export function draws(...parts: readonly number[]): Draws {
  const generator = random(mix(parts));
  const next = () => generator.next();
  return {
    uniform: next,
    exponential: () => -Math.log(1 - next()),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** Folds numbers into 32 bits (FNV-1a over their bytes, finished as MurmurHash3 does). */
function mix(parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    for (let shift = 0; shift < 32; shift += 8) {
      hash ^= (part >>> shift) & 0xff;
      hash = Math.imul(hash, 0x01000193);
    }
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The value below which a share of the sorted numbers lies, between two of them by the straight line (type 7 of Hyndman and Fan 1996). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below === above ? below : below + (above - below) * (place - Math.floor(place));
}
