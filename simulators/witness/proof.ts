// A witness's own arithmetic, apart from the city's: the consistency check of RFC 9162 (section 2.1.4.2) on numbers of any size.
import { createHash } from 'node:crypto';

const node = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();

const isOdd = (n: bigint): boolean => (n & 1n) === 1n;

export interface Head {
  readonly size: bigint;
  readonly root: Buffer;
}

/** Whether `now` continues `old`, which is not empty and shorter. */
export function continues(old: Head, now: Head, proof: readonly Buffer[]): boolean {
  const isPower = (old.size & (old.size - 1n)) === 0n;
  const [first, ...rest] = isPower ? [old.root, ...proof] : proof;
  if (!first || (isPower && proof.length === 0)) return false;
  let [f, s] = [old.size - 1n, now.size - 1n];
  while (isOdd(f)) {
    f >>= 1n;
    s >>= 1n;
  }
  let [before, after] = [first, first];
  for (const beside of rest) {
    if (s === 0n) return false;
    if (isOdd(f) || f === s) {
      before = node(beside, before);
      after = node(beside, after);
      while (!isOdd(f) && f !== 0n) {
        f >>= 1n;
        s >>= 1n;
      }
    } else after = node(after, beside);
    f >>= 1n;
    s >>= 1n;
  }
  return s === 0n && before.equals(old.root) && after.equals(now.root);
}
