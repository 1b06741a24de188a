// Regions of a picture made unreadable for good: painted over before anything is encoded, so that no copy ever held them.
import { AppError } from '@city/kernel/errors';
import './errors.ts';
import { imageLimits } from './limits.ts';

/** A rectangle of the upright picture, in shares of its width and height: the same for every size of copy. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Pixels {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
}

/**
 * Making the picture smaller mixes each pixel with up to three neighbours (Lanczos, a = 3): so many pixels around a region
 * know something of it and go with it.
 */
const spill = 4;
/** A mean grey: it says "covered" and nothing of what was there, not even how bright it was. */
const cover = 0x80;

/** @throws AppError `image_region_invalid` at `/regions/N`. */
export function checkRegions(regions: readonly Region[]): void {
  if (regions.length > imageLimits.regions)
    throw new AppError('image_region_invalid', { field: '/regions', params: { most: imageLimits.regions } });
  regions.forEach(({ x, y, width, height }, at) => {
    const isInside =
      [x, y, width, height].every(Number.isFinite) &&
      x >= 0 &&
      y >= 0 &&
      width > 0 &&
      height > 0 &&
      x + width <= 1.000_001 &&
      y + height <= 1.000_001;
    if (!isInside)
      throw new AppError('image_region_invalid', {
        field: `/regions/${at}`,
        params: { most: imageLimits.regions },
      });
  });
}

/** Paints the regions over. Two pictures that differ only inside them come out the same, byte for byte. */
export function redact(image: Pixels, regions: readonly Region[]): Pixels {
  if (regions.length === 0) return image;
  const pixels = Buffer.from(image.pixels);
  for (const region of regions) {
    const left = Math.max(0, Math.floor(region.x * image.width) - spill);
    const right = Math.min(image.width, Math.ceil((region.x + region.width) * image.width) + spill);
    const top = Math.max(0, Math.floor(region.y * image.height) - spill);
    const bottom = Math.min(image.height, Math.ceil((region.y + region.height) * image.height) + spill);
    for (let row = top; row < bottom; row++) {
      const from = (row * image.width + left) * image.channels;
      pixels.fill(cover, from, from + (right - left) * image.channels);
    }
  }
  return { ...image, pixels };
}
