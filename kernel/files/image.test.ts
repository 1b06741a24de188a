// Pictures as people and attackers send them: what comes out is a clean picture or a clear refusal.
import { crc32, deflateSync } from 'node:zlib';
import exifr from 'exifr';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { AppError } from '@city/kernel/errors';
import { decodeImage, hashDistance } from './image.ts';
import { imageLimits, variants } from './limits.ts';

const now = new Date('2026-09-08T02:30:00Z');
const decode = (bytes: Buffer) => decodeImage(bytes, 'photo', now);

async function refusal(
  bytes: Buffer,
): Promise<{ code: string; status: number; pointer: string | undefined }> {
  const error = await decode(bytes).then(
    () => new Error('was taken'),
    (caught: unknown) => caught,
  );
  if (!(error instanceof AppError)) throw error;
  return { code: error.code, status: error.status, pointer: error.errors[0]?.pointer };
}

/** A picture with something in it: soft shapes, so that hashes have something to see. */
function scene(width: number, height: number, seed = 1): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const v = y / height;
      const at = (y * width + x) * 3;
      pixels[at] = 128 + 120 * Math.sin(u * 7 * seed + v * 3);
      pixels[at + 1] = 128 + 120 * Math.sin(v * 9 + seed * u * 4);
      pixels[at + 2] = 128 + 120 * Math.cos((u + v) * 5 * seed);
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

const camera = {
  IFD0: { Make: 'Phượng', Model: 'P1', Software: 'NguoiChup', Copyright: 'NguoiChup' },
  IFD2: { DateTimeOriginal: '2026:09:01 16:00:00', BodySerialNumber: 'SERIAL-4711' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '20/1 51/1 3060/100',
    GPSLongitudeRef: 'E',
    GPSLongitude: '106/1 40/1 5880/100',
  },
};

async function photograph(width = 2000, height = 1500): Promise<Buffer> {
  return sharp(await scene(width, height))
    .jpeg()
    .withExif(camera)
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><who>NguoiChup</who></x:xmpmeta>')
    .toBuffer();
}

/** A PNG that says it is `width` × `height` but holds next to nothing. */
function pngSaying(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(crc32(body));
    return Buffer.concat([head, body, tail]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    mark,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(2_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a photograph', () => {
  it('becomes three copies of the right sizes and kinds, never enlarged', async () => {
    const large = await decode(await scene(2400, 1800));
    expect(large.variants.full).toMatchObject({ width: 1600, height: 1200, contentType: 'image/jpeg' });
    expect(large.variants.medium).toMatchObject({ width: 800, height: 600, contentType: 'image/webp' });
    expect(large.variants.thumb).toMatchObject({ width: 320, height: 240, contentType: 'image/webp' });
    const small = await decode(await scene(200, 100));
    for (const name of ['full', 'medium', 'thumb'] as const)
      expect(small.variants[name]).toMatchObject({ width: 200, height: 100 });
    const tall = await decode(await scene(100, 4000));
    expect(tall.variants.thumb.height).toBeLessThanOrEqual(variants.thumb.width * 2);
    for (const { bytes, contentType, width } of Object.values(large.variants)) {
      const facts = await sharp(bytes).metadata();
      expect(`image/${facts.format}`).toBe(contentType);
      expect(facts.width).toBe(width);
    }
  });

  it('loses everything that is not a pixel: place, serial number, names, profiles', async () => {
    const taken = await decode(await photograph());
    for (const { bytes } of Object.values(taken.variants)) {
      const facts = await sharp(bytes).metadata();
      expect([facts.exif, facts.icc, facts.iptc, facts.xmp]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(await exifr.parse(bytes, true).catch(() => undefined)).not.toMatchObject({
        latitude: expect.anything(),
      });
      for (const leak of ['Exif', 'NguoiChup', 'SERIAL-4711', 'http://ns.adobe.com', 'GPS', 'ICC_PROFILE']) {
        expect(bytes.includes(leak), leak).toBe(false);
      }
    }
  });

  it('tells the person who sends it where and when it was taken', async () => {
    const taken = await decode(await photograph());
    expect(taken.takenAt?.toISOString()).toBe('2026-09-01T09:00:00.000Z');
    expect(taken.gps?.lat).toBeCloseTo(20.8585, 5);
    expect(taken.gps?.lon).toBeCloseTo(106.683, 5);
  });

  it('without metadata says nothing, and with nonsense neither', async () => {
    expect(await decode(await scene(300, 200))).toMatchObject({ takenAt: null, gps: null });
    const lies = [
      {
        IFD2: { DateTimeOriginal: '0000:00:00 00:00:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '0/1 0/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '0/1 0/1 0/1',
        },
      },
      {
        IFD2: { DateTimeOriginal: '2031:01:01 00:00:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '200/1 0/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '106/1 0/1 0/1',
        },
      },
      {
        IFD2: { DateTimeOriginal: 'hôm qua lúc chiều!!' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '20/0 0/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '106/1 0/1 0/1',
        },
      },
    ];
    for (const lie of lies) {
      const bytes = await sharp(await scene(100, 80))
        .jpeg()
        .withExif(lie)
        .toBuffer();
      expect(await decode(bytes)).toMatchObject({ takenAt: null, gps: null });
    }
  });

  it('keeps an offset that the camera states, and signs of the other hemispheres', async () => {
    const bytes = await sharp(await scene(100, 80))
      .jpeg()
      .withExif({
        IFD2: { DateTimeOriginal: '2026:09:01 16:00:00', OffsetTimeOriginal: '-03:00' },
        IFD3: {
          GPSLatitudeRef: 'S',
          GPSLatitude: '33/1 30/1 0/1',
          GPSLongitudeRef: 'W',
          GPSLongitude: '70/1 36/1 0/1',
        },
      })
      .toBuffer();
    expect(await decode(bytes)).toMatchObject({
      takenAt: new Date('2026-09-01T19:00:00Z'),
      gps: { lat: -33.5, lon: -70.6 },
    });
  });

  it('is turned upright', async () => {
    const lying = await sharp(await scene(400, 300))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await decode(lying)).variants.full).toMatchObject({ width: 300, height: 400 });
  });

  it('is taken in every format we know, transparent ones on white', async () => {
    const pixels = sharp({
      create: { width: 60, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    for (const bytes of [await pixels.png().toBuffer(), await pixels.webp().toBuffer()]) {
      const { variants: copies } = await decode(bytes);
      const { data } = await sharp(copies.full.bytes).raw().toBuffer({ resolveWithObject: true });
      expect([...data.subarray(0, 3)].every((value) => value > 250)).toBe(true);
    }
    const grey = await sharp(await scene(100, 80))
      .greyscale()
      .jpeg()
      .toBuffer();
    const cmyk = await sharp(await scene(100, 80))
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    const deep = await sharp(await scene(100, 80))
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    for (const bytes of [grey, cmyk, deep]) {
      const facts = await sharp((await decode(bytes)).variants.full.bytes).metadata();
      expect(facts).toMatchObject({ format: 'jpeg', width: 100, space: 'srgb', channels: 3 });
    }
  });
});

describe('the hash', () => {
  it('is near for copies of a picture and far for others', async () => {
    const original = await scene(1200, 900);
    const copy = await sharp(original)
      .resize(500)
      .modulate({ brightness: 1.1 })
      .webp({ quality: 50 })
      .toBuffer();
    const other = await scene(1200, 900, 3);
    const [a, b, c] = await Promise.all(
      [original, copy, other].map(async (bytes) => (await decode(bytes)).phash),
    );
    expect(a).toMatch(/^[0-9a-f]{16}$/);
    expect(hashDistance(a as string, b as string)).toBeLessThanOrEqual(6);
    expect(hashDistance(a as string, c as string)).toBeGreaterThan(12);
    expect(hashDistance('0000000000000000', 'ffffffffffffffff')).toBe(64);
  });
});

describe('a refusal', () => {
  it('names the field', async () => {
    expect(await refusal(Buffer.from('not a picture at all, sorry'))).toEqual({
      code: 'image_unsupported',
      status: 415,
      pointer: '/photo',
    });
  });

  it('meets every kind of file that is not a still JPEG, PNG or WebP', async () => {
    const svg = Buffer.from(
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><script>alert(1)</script></svg>',
    );
    const frames = Array.from({ length: 2 }, (_, at) =>
      sharp({ create: { width: 20, height: 20, channels: 3, background: at ? '#fff' : '#000' } })
        .png()
        .toBuffer(),
    );
    const joined = await Promise.all(frames);
    const animatedWebp = await sharp(joined, { join: { animated: true } })
      .webp({ loop: 0, delay: [100, 100] })
      .toBuffer();
    const gif = await sharp(joined[0]).gif().toBuffer();
    const tiff = await sharp(joined[0]).tiff().toBuffer();
    const avif = await sharp(joined[0]).avif().toBuffer();
    const heic = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypheic\0\0\0\0mif1heic'),
      Buffer.alloc(100),
    ]);
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction 2 0 R>>endobj');
    const html = Buffer.from('<!doctype html><script>alert(document.domain)</script>');
    const xmlBefore = Buffer.concat([Buffer.from('<svg/>'), joined[0] as Buffer]);
    for (const bytes of [svg, animatedWebp, gif, tiff, avif, heic, pdf, html, xmlBefore]) {
      expect((await refusal(bytes)).code, bytes.toString('latin1', 0, 20)).toBe('image_unsupported');
    }
  });

  it('meets animated PNG as well', async () => {
    const still = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    const body = Buffer.concat([Buffer.from('acTL'), Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])]);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    const animated = Buffer.concat([
      still.subarray(0, 33),
      Buffer.from([0, 0, 0, 8]),
      body,
      check,
      still.subarray(33),
    ]);
    expect((await refusal(animated)).code).toBe('image_unsupported');
  });

  it('meets broken pictures', async () => {
    const whole = await scene(400, 300);
    const png = await sharp(whole).png().toBuffer();
    const webp = await sharp(whole).webp().toBuffer();
    const broken = [
      Buffer.alloc(0),
      whole.subarray(0, whole.length / 2),
      png.subarray(0, png.length / 2),
      webp.subarray(0, webp.length / 2),
      Buffer.concat([whole.subarray(0, 20), Buffer.alloc(500, 0xff)]),
      Buffer.concat([png.subarray(0, 8), Buffer.alloc(500)]),
      pngSaying(1000, 1000),
      pngSaying(4, 4000),
    ];
    for (const [at, bytes] of broken.entries())
      expect(await refusal(bytes), `case ${at}`).toMatchObject({ code: 'image_unreadable', status: 422 });
  });

  it('meets bombs before any memory is taken for them', async () => {
    const before = process.memoryUsage().rss;
    for (const bytes of [
      pngSaying(30_000, 30_000),
      pngSaying(2_000_000_000, 2_000_000_000),
      pngSaying(50_001, 1_000),
    ]) {
      const { code } = await refusal(bytes);
      expect(['image_too_large', 'image_unreadable']).toContain(code);
    }
    expect(await refusal(pngSaying(30_000, 30_000))).toMatchObject({ code: 'image_too_large', status: 413 });
    expect(await refusal(Buffer.alloc(imageLimits.bytes + 1))).toMatchObject({
      code: 'image_too_large',
      status: 413,
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });
});

describe('a polyglot', () => {
  it('comes out as nothing but its picture', async () => {
    const picture = await scene(300, 200);
    const stowaway = Buffer.from('PK\x03\x04<script>alert(1)</script><?php system($_GET[0]); ?>%PDF-1.7');
    const inComment = Buffer.concat([
      picture.subarray(0, 2),
      Buffer.from([0xff, 0xfe, 0, stowaway.length + 2]),
      stowaway,
      picture.subarray(2),
    ]);
    for (const bytes of [Buffer.concat([picture, stowaway]), inComment]) {
      const { variants: copies } = await decode(bytes);
      for (const copy of Object.values(copies)) {
        for (const trace of ['<script', '<?php', '%PDF', 'PK\x03\x04'])
          expect(copy.bytes.includes(trace)).toBe(false);
      }
    }
  });
});
