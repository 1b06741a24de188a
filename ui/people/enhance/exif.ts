// Carries place and time of a photo over to its smaller copy: browsers drop them when they redraw a picture.

const app1 = 0xe1;

/**
 * The smaller JPEG with the original's EXIF block behind its start marker, turned upright (the copy is already turned).
 * Gives the copy back as it is when the original holds none. Layout: CIPA DC-008 (Exif 2.32), 4.7.2 and 4.6.4.
 */
export async function keepExif(original: Blob, copy: Blob): Promise<Blob> {
  const block = findExif(new Uint8Array(await original.slice(0, 131_072).arrayBuffer()));
  if (!block) return copy;
  setUpright(block);
  return new Blob([copy.slice(0, 2), block, copy.slice(2)], { type: 'image/jpeg' });
}

/** The whole APP1 segment with its marker, copied. */
export function findExif(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  for (let at = 2; at + 10 < bytes.length && bytes[at] === 0xff; ) {
    const end = at + 2 + (bytes[at + 2]! << 8) + bytes[at + 3]!;
    const isExif =
      bytes[at + 1] === app1 && String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === 'Exif';
    if (isExif && end <= bytes.length) return bytes.slice(at, end);
    at = end;
  }
  return undefined;
}

/** Sets the Orientation tag (0x0112) of the first directory to 1. */
export function setUpright(block: Uint8Array<ArrayBuffer>): void {
  const view = new DataView(block.buffer, block.byteOffset + 10);
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return;
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > view.byteLength) return;
    if (view.getUint16(entry, little) === 0x0112) view.setUint16(entry + 8, 1, little);
  }
}
