// The Merkle tree of a log (RFC 6962, section 2.1): hashes, and which ranges of leaves make up each proof. Pure.
import { hash } from 'node:crypto';

export const hashBytes = 32;

/** Leaves from `lo` up to, not including, `hi`. */
export interface Range {
  readonly lo: number;
  readonly hi: number;
}

/** A full subtree of 2^level leaves: the `index`-th of its level. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

const sha256 = (data: Uint8Array): Buffer => hash('sha256', data, 'buffer');

export const emptyRoot: Buffer = sha256(Buffer.alloc(0));

export function leafHash(entry: Uint8Array): Buffer {
  const data = Buffer.allocUnsafe(1 + entry.length);
  data[0] = 0;
  data.set(entry, 1);
  return sha256(data);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const data = Buffer.allocUnsafe(1 + 2 * hashBytes);
  data[0] = 1;
  data.set(left, 1);
  data.set(right, 1 + hashBytes);
  return sha256(data);
}

/** The largest power of two below `n`, for n ≥ 2. */
export function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

const levelOf = (n: number): number => Math.round(Math.log2(n));
const isPowerOfTwo = (n: number): boolean => 2 ** levelOf(n) === n;

/** The full subtrees whose hashes give the hash of a range, left to right. Ranges of proofs begin at a multiple of their split. */
export function subtreesOf({ lo, hi }: Range): readonly Subtree[] {
  const found: Subtree[] = [];
  let at = lo;
  while (at < hi) {
    const left = hi - at;
    const size = isPowerOfTwo(left) ? left : splitOf(left);
    const level = levelOf(size);
    found.push({ level, index: at / size });
    at += size;
  }
  return found;
}

/** The hash of neighbouring subtrees from the largest to the smallest. */
export function foldRight(hashes: readonly Uint8Array[]): Buffer {
  const last = hashes.at(-1);
  if (!last) return emptyRoot;
  let folded: Buffer = Buffer.from(last);
  for (let at = hashes.length - 2; at >= 0; at--) folded = nodeHash(hashes[at] as Uint8Array, folded);
  return folded;
}

/** What proves that the leaf `index` stands in the tree of `size`: the ranges beside its path, from the leaf upwards. */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size))
    throw new RangeError(`No leaf ${index} in a tree of ${size}`);
  const ranges: Range[] = [];
  let [lo, hi] = [0, size];
  while (hi - lo > 1) {
    const middle = lo + splitOf(hi - lo);
    if (index < middle) {
      ranges.push({ lo: middle, hi });
      hi = middle;
    } else {
      ranges.push({ lo, hi: middle });
      lo = middle;
    }
  }
  return ranges.reverse();
}

/** What proves that the tree of `size` continues the tree of `old` (section 2.1.2). */
export function consistencyRanges(old: number, size: number): readonly Range[] {
  if (!(Number.isSafeInteger(old) && old >= 0 && old <= size))
    throw new RangeError(`No tree of ${old} in one of ${size}`);
  if (old === 0 || old === size) return [];
  const ranges: Range[] = [];
  let [lo, hi] = [0, size];
  // The old tree's own right edge is known to whoever holds its root, as long as it is the whole left part.
  while (hi !== old) {
    const middle = lo + splitOf(hi - lo);
    if (old <= middle) {
      ranges.push({ lo: middle, hi });
      hi = middle;
    } else {
      ranges.push({ lo, hi: middle });
      lo = middle;
    }
  }
  if (lo !== 0) ranges.push({ lo, hi });
  return ranges.reverse();
}

/** The root that an inclusion proof leads to, or null when the proof has not the right length. */
export function rootFromInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Buffer | null {
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== proof.length) return null;
  let folded: Buffer = Buffer.from(leaf);
  ranges.forEach(({ lo }, at) => {
    const beside = proof[at] as Uint8Array;
    folded = lo > index ? nodeHash(folded, beside) : nodeHash(beside, folded);
  });
  return folded;
}

/** Whether the tree of `size` with `root` begins with the tree of `old` with `oldRoot`. */
export function isConsistent(
  old: { readonly size: number; readonly root: Uint8Array },
  now: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  const equal = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;
  if (old.size > now.size) return false;
  if (old.size === 0) return proof.length === 0 && equal(old.root, emptyRoot);
  if (old.size === now.size) return proof.length === 0 && equal(old.root, now.root);
  const ranges = consistencyRanges(old.size, now.size);
  if (ranges.length !== proof.length) return false;
  const holdsOwnEdge = ranges[0]?.hi === old.size;
  let [before, after]: [Buffer, Buffer] = [Buffer.from(old.root), Buffer.from(old.root)];
  ranges.forEach(({ lo, hi }, at) => {
    const beside = proof[at] as Uint8Array;
    if (at === 0 && holdsOwnEdge) {
      before = Buffer.from(beside);
      after = before;
    } else if (hi <= old.size) {
      // What stands left belongs to both trees.
      before = nodeHash(beside, before);
      after = nodeHash(beside, after);
    } else if (lo >= old.size) after = nodeHash(after, beside);
  });
  return equal(before, old.root) && equal(after, now.root);
}
