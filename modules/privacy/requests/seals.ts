// What keeps a request secret: each request has a key of its own, wrapped by the city's; forgetting it makes the words unreadable.
import { randomBytes } from 'node:crypto';
import type { Config } from '@city/kernel/config';
import { sealerOf } from '@city/kernel/files';
import { sealKey } from '../settings.ts';

export interface Seals {
  /** A new key of words, wrapped for the row of the request. */
  newKey(requestId: string): Buffer;
  sealWords(requestId: string, wrapped: Buffer, words: string): Buffer;
  /** Null once the request's key is gone. @throws Error when the words were changed or belong to another request. */
  openWords(requestId: string, wrapped: Buffer | null, sealed: Buffer | null): string | null;
  sealExport(requestId: string, content: Buffer): Buffer;
  openExport(requestId: string, sealed: Buffer): Buffer;
}

export function makeSeals(config: Config): Seals {
  const master = config.get(sealKey);
  const keys = sealerOf(master, { use: 'privacy word key' });
  const exports = sealerOf(master, { use: 'privacy export' });
  const words = (requestId: string, wrapped: Buffer) =>
    sealerOf(keys.open(requestId, wrapped), { use: 'privacy words' });
  return {
    newKey: (requestId) => keys.seal(requestId, randomBytes(32)),
    sealWords: (requestId, wrapped, text) => words(requestId, wrapped).seal(requestId, Buffer.from(text)),
    openWords: (requestId, wrapped, sealed) =>
      wrapped && sealed ? words(requestId, wrapped).open(requestId, sealed).toString() : null,
    sealExport: (requestId, content) => exports.seal(requestId, content),
    openExport: (requestId, sealed) => exports.open(requestId, sealed),
  };
}
