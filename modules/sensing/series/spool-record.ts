// How a message lies in the spool: length, checksum, time of arrival, then 21 bytes a value. A torn tail is recognised.
import { crc32 } from 'node:zlib';
import type { Point } from './point.ts';

const head = 8;
const messageHead = 10;
const valueBytes = 21;

export const mostValues = 0xff_ff;

export interface Taken {
  /** When it came, milliseconds since 1970. */
  readonly receivedAt: number;
  readonly points: readonly Point[];
}

export const recordBytes = (values: number): number => head + messageHead + values * valueBytes;

/** Writes one record at `at`; answers the place after it. */
export function writeRecord(into: Buffer, at: number, { receivedAt, points }: Taken): number {
  const from = at + head;
  let place = into.writeDoubleLE(receivedAt, from);
  place = into.writeUInt16LE(points.length, place);
  for (const { series, ts, v, q } of points) {
    place = into.writeUInt32LE(series, place);
    place = into.writeDoubleLE(ts, place);
    place = into.writeDoubleLE(v, place);
    place = into.writeUInt8(q, place);
  }
  into.writeUInt32LE(place - from, at);
  into.writeUInt32LE(crc32(into.subarray(from, place)), at + 4);
  return place;
}

export interface ReadRecord extends Taken {
  /** The place after it. */
  readonly next: number;
}

/**
 * Reads the record at `at`. Null when the bytes end within it, or are not what was written: after a crash both mean the
 * tail that nobody was told is safe.
 */
export function readRecord(bytes: Buffer, at: number): ReadRecord | null {
  if (at + head > bytes.length) return null;
  const length = bytes.readUInt32LE(at);
  const from = at + head;
  const next = from + length;
  if (length < messageHead || next > bytes.length) return null;
  if (bytes.readUInt32LE(at + 4) !== crc32(bytes.subarray(from, next))) return null;
  const count = bytes.readUInt16LE(from + 8);
  if (length !== messageHead + count * valueBytes) return null;
  const points: Point[] = [];
  for (let each = 0, place = from + messageHead; each < count; each++, place += valueBytes)
    points.push({
      series: bytes.readUInt32LE(place),
      ts: bytes.readDoubleLE(place + 4),
      v: bytes.readDoubleLE(place + 12),
      q: bytes.readUInt8(place + 20),
    });
  return { receivedAt: bytes.readDoubleLE(from), points, next };
}
