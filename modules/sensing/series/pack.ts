// Packing a cold day of one series without loss: times as differences, values byte by byte in planes, flags; then Zstandard.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Point } from './point.ts';

const version = 1;

function writeVarint(into: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    into.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  into.push(rest);
}

/** Values of one series in order of time, milliseconds whole. */
export function pack(points: readonly Point[]): Buffer {
  const times: number[] = [];
  let before = 0;
  for (const { ts } of points) {
    if (!Number.isSafeInteger(ts) || ts < before)
      throw new Error('Packing needs whole milliseconds in order');
    writeVarint(times, ts - before);
    before = ts;
  }
  const n = points.length;
  const planes = Buffer.alloc(n * 8);
  const one = Buffer.alloc(8);
  for (const [at, { v }] of points.entries()) {
    one.writeDoubleBE(v);
    for (let plane = 0; plane < 8; plane++) planes[plane * n + at] = one[plane] as number;
  }
  const head = Buffer.alloc(9);
  head.writeUInt8(version, 0);
  head.writeUInt32LE(n, 1);
  head.writeUInt32LE(times.length, 5);
  const flags = Buffer.from(points.map(({ q }) => q));
  return zstdCompressSync(Buffer.concat([head, Buffer.from(times), planes, flags]));
}

/** @throws Error when the bytes are of another version. */
export function unpack(series: number, body: Buffer): Point[] {
  const bytes = zstdDecompressSync(body);
  if (bytes.readUInt8(0) !== version)
    throw new Error(`Packed days of version ${bytes.readUInt8(0)} are not known`);
  const n = bytes.readUInt32LE(1);
  const timesEnd = 9 + bytes.readUInt32LE(5);
  const flagsAt = timesEnd + n * 8;
  const one = Buffer.alloc(8);
  const points: Point[] = [];
  let place = 9;
  let ts = 0;
  for (let at = 0; at < n; at++) {
    let step = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[place++] as number;
      step += (byte % 128) * scale;
      if (byte < 128) break;
    }
    ts += step;
    for (let plane = 0; plane < 8; plane++) one[plane] = bytes[timesEnd + plane * n + at] as number;
    points.push({ series, ts, v: one.readDoubleBE(0), q: bytes[flagsAt + at] as number });
  }
  return points;
}
