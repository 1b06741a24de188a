// Covered regions: nothing of what was there is left in any copy, whatever its size, and everything else stays.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { AppError } from '@city/kernel/errors';
import { decodeImage, encodeCovered } from './image.ts';
import { checkRegions, type Region } from './redact.ts';

const face: Region = { x: 0.4, y: 0.3, width: 0.2, height: 0.25 };
const width = 2400;
const height = 1800;

/** The same street twice; only what stands inside the face's region differs, down to single pixels. */
async function street(inside: number, format: 'png' | 'webp' = 'png'): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  const isInside = (x: number, y: number) =>
    x >= face.x * width &&
    x < (face.x + face.width) * width &&
    y >= face.y * height &&
    y < (face.y + face.height) * height;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const noise = Math.imul(at ^ (isInside(x, y) ? inside : 7), 2_654_435_761) >>> 24;
      pixels.fill(noise, at, at + 3);
    }
  const image = sharp(pixels, { raw: { width, height, channels: 3 } });
  return format === 'png'
    ? image.png({ compressionLevel: 1 }).toBuffer()
    : image.webp({ lossless: true, effort: 0 }).toBuffer();
}

const pixelsOf = (bytes: Buffer) => sharp(bytes).raw().toBuffer({ resolveWithObject: true });

describe('covering regions', () => {
  it('makes two pictures that differ only inside the regions into the very same copies', async () => {
    const [one, other] = [await street(1), await street(2)];
    const [plain, plainOther] = [await encodeCovered(one, []), await encodeCovered(other, [])];
    const [a, b] = [await encodeCovered(one, [face]), await encodeCovered(other, [face])];
    for (const variant of ['full', 'medium', 'thumb'] as const) {
      expect(plain[variant].bytes.equals(plainOther[variant].bytes), `${variant} uncovered`).toBe(false);
      expect(a[variant].bytes.equals(b[variant].bytes), variant).toBe(true);
    }
  });

  it('leaves one even grey in the region and the rest as it was', async () => {
    const original = await street(3);
    const covered = await pixelsOf((await encodeCovered(original, [face])).full.bytes);
    const plain = await pixelsOf((await encodeCovered(original, [])).full.bytes);
    const at = (image: typeof covered, x: number, y: number) =>
      image.data[
        (Math.round(y * image.info.height) * image.info.width + Math.round(x * image.info.width)) * 3
      ]!;
    expect(covered.info.width).toBe(1600);
    for (const x of [0.42, 0.5, 0.58]) expect(Math.abs(at(covered, x, 0.42) - 0x80)).toBeLessThan(6);
    for (const x of [0.05, 0.2, 0.9]) expect(at(covered, x, 0.1)).toBe(at(plain, x, 0.1));
  });

  it('follows the picture as people see it when the camera lay on its side', async () => {
    const upright = sharp({ create: { width: 400, height: 200, channels: 3, background: '#ffffff' } });
    const lying = await upright.jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const { full } = await encodeCovered(lying, [{ x: 0, y: 0, width: 1, height: 0.1 }]);
    expect([full.width, full.height]).toEqual([200, 400]);
    const { data, info } = await pixelsOf(full.bytes);
    expect(data[(5 * info.width + 100) * 3]).toBeLessThan(140);
    expect(data[(200 * info.width + 100) * 3]).toBeGreaterThan(250);
  });

  it('carries nothing of the camera, and without regions is what everyone saw before', async () => {
    const bytes = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#336699' } })
      .jpeg()
      .withExif({ IFD0: { Copyright: 'NguoiChup' } })
      .toBuffer();
    const before = await decodeImage(bytes, 'photo', new Date());
    const { full } = await encodeCovered(bytes, []);
    expect(full.bytes.equals(before.variants.full.bytes)).toBe(true);
    expect(full.bytes.includes('NguoiChup')).toBe(false);
  });

  it.each([
    ['outside', { x: 0.9, y: 0, width: 0.2, height: 0.1 }],
    ['empty', { x: 0, y: 0, width: 0, height: 0.1 }],
    ['no number', { x: Number.NaN, y: 0, width: 0.1, height: 0.1 }],
    ['negative', { x: -0.1, y: 0, width: 0.2, height: 0.1 }],
  ])('refuses a region that is %s', (_, region) => {
    expect(() => checkRegions([face, region])).toThrow(AppError);
    expect(() => checkRegions([face])).not.toThrow();
  });
});
