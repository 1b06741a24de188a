// Every bound of the image path in one place.

export const imageLimits = {
  /** Largest upload, bytes. */
  bytes: 15_000_000,
  /** Largest picture, width × height. A phone of 2026 makes 12 to 50 million. */
  pixels: 50_000_000,
  /** Pictures narrower or lower than this show nothing. */
  leastSide: 16,
  /** Longest time one picture may keep a core busy. */
  seconds: 20,
  /** Pictures decoded at once by one process; each can take some 200 MB. */
  atOnce: 2,
  /** Pictures that may wait for that; more are told to come back. Each holds its upload in memory. */
  waiting: 16,
  /** Regions that can be covered in one picture. */
  regions: 60,
} as const;

/** Names of the public copies; each fits into a box `width` wide and twice as high, and is never enlarged. */
export const variants = {
  full: { width: 1600, format: 'jpeg', quality: 80 },
  medium: { width: 800, format: 'webp', quality: 78 },
  thumb: { width: 320, format: 'webp', quality: 74 },
} as const;

export type Variant = keyof typeof variants;

export function isVariant(text: string): text is Variant {
  return Object.hasOwn(variants, text);
}

/** Blobs that no row names are removed when they are older than this: an action may still be about to name a young one. */
export const orphanHours = 24;
