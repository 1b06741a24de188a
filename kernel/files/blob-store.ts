// Where bytes are kept: content-addressed, generic, on disk or in an S3 bucket.
import { createHash } from 'node:crypto';
import { type Readable, Transform, type TransformCallback } from 'node:stream';

/** `area/sha256`: an area is a kind of content that is kept apart, such as `images` or `sealed`. */
export type BlobKey = string;

export interface BlobFacts {
  readonly key: BlobKey;
  readonly bytes: number;
  /** When it was last written. */
  readonly storedAt: Date;
}

export interface OpenedBlob {
  readonly bytes: number;
  /** Ends with a `BlobDamaged` error, before its last piece, when the content is not what the key says. */
  readonly stream: Readable;
}

/**
 * A content-addressed store. Several processes may use the same one at once.
 * Writing the same content again is harmless, mends a damaged blob and makes it young.
 */
export interface BlobStore {
  /** Resolves when the bytes would survive a power cut. */
  put(area: string, bytes: Uint8Array): Promise<BlobKey>;
  /** @throws BlobMissing */
  open(key: BlobKey): Promise<OpenedBlob>;
  look(key: BlobKey): Promise<BlobFacts | null>;
  /** Removes a blob; one that is not there is no error. */
  remove(key: BlobKey): Promise<void>;
  list(area: string): AsyncIterable<BlobFacts>;
  /** Removes what interrupted writes left behind before `before`; answers how much. */
  tidy(before: Date): Promise<number>;
}

export class BlobMissing extends Error {
  constructor(key: BlobKey) {
    super(`Blob ${key} is not in the store`);
  }
}

export class BlobDamaged extends Error {
  constructor(key: BlobKey) {
    super(`Blob ${key} does not have the content that its name says`);
  }
}

const areaForm = /^[a-z][a-z0-9-]{0,30}$/;
const keyForm = /^[a-z][a-z0-9-]{0,30}\/[0-9a-f]{64}$/;

export function keyOf(area: string, bytes: Uint8Array): BlobKey {
  if (!areaForm.test(area)) throw new Error(`Not an area: ${area}`);
  return `${area}/${createHash('sha256').update(bytes).digest('hex')}`;
}

export function isBlobKey(text: string): boolean {
  return keyForm.test(text);
}

/** Splits a key, so that nothing but what `keyOf` made ever becomes a path. */
export function partsOf(key: BlobKey): { area: string; hash: string } {
  if (!isBlobKey(key)) throw new Error(`Not a blob key: ${key}`);
  const [area, hash] = key.split('/') as [string, string];
  return { area, hash };
}

/** Passes bytes on while hashing them; holds the last piece back until the hash is known to be right. */
export function verifying(key: BlobKey): Transform {
  const { hash: wanted } = partsOf(key);
  const hash = createHash('sha256');
  let held: Buffer | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      hash.update(chunk);
      const before = held;
      held = chunk;
      if (before) done(null, before);
      else done();
    },
    flush(done: TransformCallback) {
      if (hash.digest('hex') !== wanted) return done(new BlobDamaged(key));
      if (held) done(null, held);
      else done();
    },
  });
}

/** A whole blob, verified. */
export async function readBlob(store: BlobStore, key: BlobKey): Promise<Buffer> {
  const { stream } = await store.open(key);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
