// The one way a picture gets in: decoded, turned upright, stripped of everything, encoded anew in three sizes.
import sharp, { type Metadata, type Sharp } from 'sharp';
import { AppError } from '@city/kernel/errors';
import './errors.ts';
import { readTaken, type Taken } from './exif.ts';
import { imageLimits, type Variant, variants } from './limits.ts';
import { type Pixels, redact, type Region } from './redact.ts';
import { contentTypes, type ImageFormat, sniffImage } from './sniff.ts';

// Only the decoders of the formats we take: libvips brings more, such as SVG, TIFF and GIF.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });
// One thread for each picture and no cache of decoded ones: the turnstile says how many run, memory stays flat.
sharp.concurrency(1);
sharp.cache(false);

export interface EncodedImage {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
}

export interface DecodedImage extends Taken {
  /** What was sent. */
  readonly format: ImageFormat;
  readonly variants: Readonly<Record<Variant, EncodedImage>>;
  /** Difference hash, 64 bits as 16 hexadecimal digits. */
  readonly phash: string;
}

/**
 * Decodes what somebody sent.
 * @param field the name under which the caller knows the picture, for its error.
 * @throws AppError `image_too_large` (413), `image_unsupported` (415), `image_unreadable` (422).
 */
export async function decodeImage(bytes: Buffer, field: string, now: Date): Promise<DecodedImage> {
  if (bytes.length > imageLimits.bytes) throw tooLarge(field);
  const format = sniffImage(bytes);
  if (!format) throw new AppError(bytes.length === 0 ? 'image_unreadable' : 'image_unsupported', { field });
  try {
    const facts = await open(bytes).metadata();
    checkFacts(facts, format, field);
    const taken = await readTaken(facts.exif, now);
    const raw = await decodePixels(bytes);
    return { format, variants: await encodeAll(raw), phash: await differenceHash(raw), ...taken };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const isLimit = /pixel limit/.test(cause instanceof Error ? cause.message : '');
    throw isLimit ? tooLarge(field) : new AppError('image_unreadable', { field, cause });
  }
}

/**
 * The copies anew from an original that was taken before, with regions painted over.
 * @throws AppError `image_region_invalid`, or as `decodeImage`.
 */
export async function encodeCovered(
  original: Buffer,
  regions: readonly Region[],
): Promise<DecodedImage['variants']> {
  return encodeAll(redact(await decodePixels(original), regions));
}

async function encodeAll(raw: Pixels): Promise<DecodedImage['variants']> {
  return {
    full: await encode(raw, 'full'),
    medium: await encode(raw, 'medium'),
    thumb: await encode(raw, 'thumb'),
  };
}

function open(bytes: Buffer): Sharp {
  return sharp(bytes, {
    failOn: 'error',
    limitInputPixels: imageLimits.pixels,
    pages: 1,
    sequentialRead: true,
  });
}

/** The header alone says how much memory the picture would take: a bomb ends here. */
function checkFacts(facts: Metadata, format: ImageFormat, field: string): void {
  const { width, height } = facts;
  if (facts.format !== format)
    throw new AppError('image_unsupported', { field, cause: `decoder says ${facts.format}` });
  if ((facts.pages ?? 1) > 1) throw new AppError('image_unsupported', { field, cause: 'animated' });
  if (width * height > imageLimits.pixels) throw tooLarge(field);
  if (Math.min(width, height) < imageLimits.leastSide)
    throw new AppError('image_unreadable', { field, cause: `${width}×${height}` });
}

/** Upright, on white, in sRGB, at the largest size we keep. Everything that is not a pixel ends here. */
async function decodePixels(bytes: Buffer): Promise<Pixels> {
  const { width } = variants.full;
  const { data, info } = await open(bytes)
    .timeout({ seconds: imageLimits.seconds })
    .autoOrient()
    .resize({ width, height: width * 2, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height, channels: info.channels };
}

function fromRaw({ pixels, width, height, channels }: Pixels): Sharp {
  return sharp(pixels, { raw: { width, height, channels } }).timeout({ seconds: imageLimits.seconds });
}

async function encode(raw: Pixels, variant: Variant): Promise<EncodedImage> {
  const { width, format, quality } = variants[variant];
  const sized = fromRaw(raw).resize({ width, height: width * 2, fit: 'inside', withoutEnlargement: true });
  const encoded = format === 'jpeg' ? sized.jpeg({ quality, progressive: true }) : sized.webp({ quality });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { bytes: data, contentType: contentTypes[format], width: info.width, height: info.height };
}

/** dHash: is each pixel of a 9 × 8 grey copy darker than its right neighbour? Survives resizing, re-encoding, brightness. */
async function differenceHash(raw: Pixels): Promise<string> {
  const grey = await fromRaw(raw)
    .greyscale()
    .resize({ width: 9, height: 8, fit: 'fill' })
    .raw({ depth: 'uchar' })
    .toBuffer();
  let bits = 0n;
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++) {
      const at = row * 9 + column;
      bits = (bits << 1n) | ((grey[at] as number) < (grey[at + 1] as number) ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(16, '0');
}

/** How many of the 64 bits differ: 0 the same picture, up to about 10 a near copy, about 32 unrelated. */
export function hashDistance(a: string, b: string): number {
  let differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; differing > 0n; differing &= differing - 1n) count++;
  return count;
}

function tooLarge(field: string): AppError {
  const params = { megabytes: imageLimits.bytes / 1_000_000, megapixels: imageLimits.pixels / 1_000_000 };
  return new AppError('image_too_large', { field, params });
}
