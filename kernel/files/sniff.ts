// What a file is by its first bytes, whatever its name or its sender says.

export type ImageFormat = 'jpeg' | 'png' | 'webp';

export const contentTypes: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The format when it is one that is taken: the mark must stand at the very beginning, so that no other reader sees another file. */
export function sniffImage(bytes: Buffer): ImageFormat | null {
  if (bytes.length < 16) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (bytes.subarray(0, pngMark.length).equals(pngMark)) return isAnimatedPng(bytes) ? null : 'png';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') {
    return isAnimatedWebp(bytes) ? null : 'webp';
  }
  return null;
}

/** Bit 1 of the flags of a VP8X chunk (RFC 9649, section 2.7). */
function isAnimatedWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0b10) !== 0;
}

/** An `acTL` chunk before the first `IDAT` (PNG, third edition, section 11.3.6). */
function isAnimatedPng(bytes: Buffer): boolean {
  for (let at = pngMark.length; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
    at += 12 + length;
  }
  return false;
}
