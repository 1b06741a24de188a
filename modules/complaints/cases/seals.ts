// What keeps a matter secret: seals for its words and persons, keyed marks in place of numbers, and the person's own link.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Config } from '@city/kernel/config';
import { type Sealer, sealerOf } from '@city/kernel/files';
import { sealKey } from '../settings.ts';

export interface Seals {
  /** One seal for each use, so that nothing sealed as words opens as an identity. */
  readonly content: Text;
  readonly words: Text;
  readonly identity: Text;
  readonly draft: Text;
  /** Documents as they were sent. */
  readonly document: Sealer;
  /** Keyed hash of the last four digits of a telephone, for one matter. */
  phoneMark(matterId: string, lastFour: string): Buffer;
  /** Keyed hash of a person. */
  personMark(personId: string): Buffer;
  /** The key in the person's own link: 128 bits, base64url. */
  keyOf(matterId: string): string;
  fits(matterId: string, key: string | undefined): boolean;
}

export interface Text {
  seal(id: string, value: unknown): Buffer;
  /** @throws Error when it was changed or belongs to another id. */
  open<T>(id: string, sealed: Buffer): T;
}

export function makeSeals(config: Config): Seals {
  const master = config.get(sealKey);
  const marking = Buffer.from(hkdfSync('sha256', master, '', 'hoa-phuong complaint marks', 32));
  const mark = (use: string, id: string, value: string) =>
    createHmac('sha256', marking)
      .update(JSON.stringify([use, id, value]))
      .digest();
  const keyOf = (matterId: string) => mark('link', matterId, '').subarray(0, 16).toString('base64url');
  return {
    content: textSeal(sealerOf(master, { use: 'complaint content' })),
    words: textSeal(sealerOf(master, { use: 'complaint words' })),
    identity: textSeal(sealerOf(master, { use: 'complaint identity' })),
    draft: textSeal(sealerOf(master, { use: 'complaint draft' })),
    document: sealerOf(master, { use: 'complaint document' }),
    phoneMark: (matterId, lastFour) => mark('phone', matterId, lastFour),
    personMark: (personId) => mark('person', '', personId),
    keyOf,
    fits: (matterId, key) =>
      key !== undefined && key.length === 22 && isSame(Buffer.from(keyOf(matterId)), Buffer.from(key)),
  };
}

/** Compared in the same time wherever they differ. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function textSeal(sealer: Sealer): Text {
  return {
    seal: (id, value) => sealer.seal(id, Buffer.from(JSON.stringify(value))),
    open: <T>(id: string, sealed: Buffer) => JSON.parse(sealer.open(id, sealed).toString()) as T,
  };
}
