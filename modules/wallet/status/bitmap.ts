// The bytes of a token status list: statuses packed from the least significant bit, compressed with zlib (draft-ietf-oauth-status-list §4.1).
import { deflateSync, inflateSync } from 'node:zlib';

export type StatusBits = 1 | 2 | 4 | 8;

/** Values that every reader knows (§7.1). */
export const STATUS = { valid: 0, invalid: 1, suspended: 2 } as const;

export interface StatusChange {
  readonly idx: number;
  readonly value: number;
}

/** A list of `size` statuses that are all valid but for the changes. @throws RangeError when one lies outside */
export function packStatuses(bits: StatusBits, size: number, changes: Iterable<StatusChange>): Buffer {
  const bytes = Buffer.alloc((size * bits) / 8);
  for (const { idx, value } of changes) {
    if (!Number.isInteger(idx) || idx < 0 || idx >= size) throw new RangeError(`index ${idx} of ${size}`);
    if (value < 0 || value >= 1 << bits) throw new RangeError(`status ${value} in ${bits} bits`);
    const { byte, shift, mask } = placeOf(bits, idx);
    bytes[byte] = ((bytes[byte] ?? 0) & ~(mask << shift)) | (value << shift);
  }
  return bytes;
}

/** The status at an index. @throws RangeError outside the list: such a credential is refused (§8.3) */
export function readStatus(bits: StatusBits, bytes: Uint8Array, idx: number): number {
  const { byte, shift, mask } = placeOf(bits, idx);
  const found = Number.isInteger(idx) && idx >= 0 ? bytes[byte] : undefined;
  if (found === undefined) throw new RangeError(`index ${idx} is outside the list`);
  return (found >> shift) & mask;
}

/** The value of `lst`. */
export function compressStatuses(bytes: Uint8Array): string {
  return deflateSync(bytes, { level: 9 }).toString('base64url');
}

/** Opens `lst`, at most `mostBytes` long: a small token must not unfold into a gigabyte. @throws Error */
export function expandStatuses(lst: string, mostBytes: number): Buffer {
  return inflateSync(Buffer.from(lst, 'base64url'), { maxOutputLength: mostBytes });
}

function placeOf(bits: StatusBits, idx: number): { byte: number; shift: number; mask: number } {
  const perByte = 8 / bits;
  return { byte: Math.floor(idx / perByte), shift: (idx % perByte) * bits, mask: (1 << bits) - 1 };
}
