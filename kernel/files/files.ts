// Pictures for the modules: prepared before the transaction, attached in it, shown re-encoded, originals sealed.
import type { Readable } from 'node:stream';
import type { Config } from '@city/kernel/config';
import { type Database, type ModuleDatabase, newId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { Route } from '@city/kernel/http';
import type { JobHandler } from '@city/kernel/jobs';
import type { Log } from '@city/kernel/log';
import { BlobDamaged, type BlobKey, BlobMissing, type BlobStore, readBlob } from './blob-store.ts';
import { configuredStore } from './configured-store.ts';
import './errors.ts';
import { collectOrphans, type Collected, dropUnnamed } from './collect.ts';
import { collectJob } from './collect.job.ts';
import { fileRoutes } from './files.routes.ts';
import * as store from './file.store.ts';
import { decodeImage, encodeCovered } from './image.ts';
import { imageLimits, type Variant } from './limits.ts';
import { checkRegions, type Region } from './redact.ts';
import { copiesOf, type Part, partsOf } from './parts.ts';
import { createSealer } from './seal.ts';
import type { ImageFormat } from './sniff.ts';
import { Turnstile } from './turnstile.ts';

export {
  type BlobFacts,
  type BlobKey,
  type BlobStore,
  BlobDamaged,
  BlobMissing,
  readBlob,
} from './blob-store.ts';
export { diskStore } from './disk-store.ts';
export { type S3Options, s3Store } from './s3-store.ts';
export { fileRoutes, imageAnswer } from './files.routes.ts';
export { hashDistance } from './image.ts';
export type { Region } from './redact.ts';
export { readKey, type Sealer, sealerOf } from './seal.ts';
export { imageLimits, isVariant, orphanHours, type Variant, variants } from './limits.ts';

/** A picture that is decoded and durably stored, and belongs to nothing yet. Attach it within a day, once. */
export interface PreparedImage {
  readonly fileId: string;
  readonly format: ImageFormat;
  /** Of the full copy, pixels. */
  readonly width: number;
  readonly height: number;
  readonly takenAt: Date | null;
  readonly gps: { readonly lat: number; readonly lon: number } | null;
  readonly phash: string;
  readonly blobs: readonly PreparedBlob[];
}

/** New copies of a picture that is there already, stored and belonging to nothing yet. */
export interface PreparedCopies {
  readonly fileId: string;
  readonly blobs: readonly PreparedBlob[];
}

export interface PreparedBlob {
  readonly variant: Variant | 'original';
  readonly area: string;
  readonly key: string;
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** What the caller keeps. `takenAt` and `gps` are from the camera: personal data, never to be published. */
export interface AttachedImage {
  readonly fileId: string;
  readonly width: number;
  readonly height: number;
  readonly takenAt: Date | null;
  readonly gps: { readonly lat: number; readonly lon: number } | null;
  /** Difference hash, 16 hexadecimal digits; compare with `hashDistance`. */
  readonly phash: string;
}

export interface StoredImage {
  readonly fileId: string;
  readonly width: number;
  readonly height: number;
  readonly phash: string;
  readonly isPublic: boolean;
  readonly createdAt: Date;
}

export interface OpenedImage {
  readonly stream: Readable;
  readonly bytes: number;
  readonly contentType: string;
  readonly filename: string;
  /** Strong validator: the hash of the content. */
  readonly etag: string;
}

export interface Original {
  readonly data: Buffer;
  readonly contentType: string;
}

export interface Files {
  /**
   * Decodes, re-encodes, hashes and stores a picture. Call it before the transaction: it takes a core for some 0.3 s.
   * @throws AppError `image_too_large` 413, `image_unsupported` 415, `image_unreadable` 422 at `options.field`
   *   (default `photo`); `overloaded` 503 when too many wait; `file_unavailable` 503 when the store is away.
   */
  prepareImage(bytes: Uint8Array, options?: { readonly field?: string }): Promise<PreparedImage>;
  /** Writes the picture's rows in the caller's transaction; they belong to the caller's module. */
  attach<DB>(
    tx: Tx<DB>,
    prepared: PreparedImage,
    options?: { readonly isPublic?: boolean },
  ): Promise<AttachedImage>;
  /** Lets anyone see the re-encoded copies under `url(…)`, or no longer. Caches that have them ask again within five minutes. */
  setPublic<DB>(tx: Tx<DB>, fileId: string, isPublic: boolean): Promise<void>;
  /** Pictures of the caller's module, in no order; unknown ids are left out. */
  images<DB>(tx: Tx<DB>, fileIds: readonly string[]): Promise<readonly StoredImage[]>;
  /** Forgets a picture; its bytes go with the next collection. */
  remove<DB>(tx: Tx<DB>, fileId: string): Promise<void>;
  /** A re-encoded copy for a viewer whom the module has let in; answer it with `imageAnswer`. @throws AppError `not_found`. */
  openVariant<DB>(tx: Tx<DB>, fileId: string, variant: Variant): Promise<OpenedImage>;
  /** A re-encoded copy of a public picture. @throws AppError `not_found`. */
  openPublic(fileId: string, variant: Variant): Promise<OpenedImage>;
  /**
   * The picture as it was sent, with its metadata. The module decides who may; the read goes onto the trail.
   * Hand the bytes out only after the transaction has committed.
   * @throws AppError `file_purpose_needed`, `not_found`.
   */
  openOriginal<DB>(
    tx: Tx<DB>,
    fileId: string,
    purpose: string,
    about?: { readonly subject?: string | null; readonly reason?: string },
  ): Promise<Original>;
  /**
   * The copies of a picture anew, from its original as `openOriginal` gave it, with regions painted over. Before the transaction.
   * @throws AppError `image_region_invalid`; as `prepareImage`.
   */
  prepareCovered(fileId: string, original: Original, regions: readonly Region[]): Promise<PreparedCopies>;
  /**
   * Puts prepared copies in the place of the present ones, under the same address. Answers the keys of those that were
   * replaced: give them to `drop` once the transaction has committed.
   * @throws AppError `not_found`.
   */
  replaceCopies<DB>(tx: Tx<DB>, prepared: PreparedCopies): Promise<readonly BlobKey[]>;
  /** Removes blobs at once that no row names any more; the others stay. */
  drop(keys: readonly BlobKey[]): Promise<void>;
  /** Path of a copy: `/files/<id>/<variant>`. */
  url(fileId: string, variant: Variant): string;
  /** Removes blobs older than a day that no row names. Safe beside writers in other processes. */
  collect(): Promise<Collected>;
  readonly routes: readonly Route[];
  readonly jobs: readonly JobHandler[];
}

export interface FilesOptions {
  readonly config: Config;
  readonly database: Database;
  readonly now: () => Date;
  readonly log: Log;
  /** Default: the S3 bucket of the settings, else `<dataDirectory>/files`. */
  readonly store?: BlobStore;
}

/** Areas of the store: what may be shown, and what is under lock. */
export const areas = ['images', 'sealed'] as const;

export function createFiles(options: FilesOptions): Files {
  const { database, now, log } = options;
  const blobs = options.store ?? configuredStore(options.config);
  const sealer = createSealer(options.config);
  const turnstile = new Turnstile(imageLimits);
  const kernel = database.module<unknown>('kernel');
  const files: Omit<Files, 'routes' | 'jobs'> = {
    prepareImage: async (bytes, { field = 'photo' } = {}) => {
      const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const decoded = await turnstile.pass(() => decodeImage(given, field, now()));
      const fileId = newId(now());
      const parts = partsOf(decoded, sealer.seal(fileId, given));
      const stored = await putAway(blobs, log, parts);
      const { format, phash, takenAt, gps } = decoded;
      const { width, height } = decoded.variants.full;
      return { fileId, format, width, height, takenAt, gps, phash, blobs: stored };
    },
    attach: async (tx, prepared, { isPublic = false } = {}) => {
      await store.holdBlobs(
        tx,
        prepared.blobs.map((blob) => blob.key),
      );
      await storeAway(log, () => Promise.all(prepared.blobs.map((blob) => putBackIfGone(blobs, blob))));
      await store.insertImage(tx, prepared, isPublic);
      const { fileId, width, height, takenAt, gps, phash } = prepared;
      return { fileId, width, height, takenAt, gps, phash };
    },
    setPublic: async (tx, fileId, isPublic) => {
      if (!(await store.setPublic(tx, fileId, isPublic))) throw new AppError('not_found');
    },
    images: (tx, fileIds) => store.imagesOf(tx, fileIds),
    remove: (tx, fileId) => store.removeImage(tx, fileId),
    openVariant: async (tx, fileId, variant) =>
      openCopy(blobs, log, fileId, await store.findVariant(tx, fileId, variant, { publicOnly: false })),
    openPublic: async (fileId, variant) => {
      const find = (tx: Tx) => store.findVariant(tx, fileId, variant, { publicOnly: true });
      return openCopy(
        blobs,
        log,
        fileId,
        await kernel.transaction(store.filesActor, find, { readOnly: true }),
      );
    },
    openOriginal: async (tx, fileId, purpose, about = {}) => {
      const why = purpose.trim();
      if (why === '') throw new AppError('file_purpose_needed', { field: 'purpose' });
      const found = await store.findVariant(tx, fileId, 'original', { publicOnly: false });
      if (!found) throw new AppError('not_found');
      const sealed = await storeAway(log, () => readBlob(blobs, found.blob));
      const data = sealer.open(fileId, sealed);
      tx.trail({
        action: 'file.original.read',
        object: { type: 'file', id: fileId },
        purpose: why,
        ...about,
      });
      return { data, contentType: found.contentType };
    },
    ...covering({ blobs, log, turnstile, kernel }),
    url: (fileId, variant) => `/files/${fileId}/${variant}`,
    collect: () => collectOrphans({ blobs, areas, kernel, now: now(), log }),
  };
  return { ...files, routes: fileRoutes(files), jobs: [collectJob(files)] };
}

/** The part that makes copies anew. */
function covering(needs: {
  readonly blobs: BlobStore;
  readonly log: Log;
  readonly turnstile: Turnstile;
  readonly kernel: ModuleDatabase<unknown>;
}): Pick<Files, 'prepareCovered' | 'replaceCopies' | 'drop'> {
  const { blobs, log, turnstile, kernel } = needs;
  return {
    prepareCovered: async (fileId, original, regions) => {
      checkRegions(regions);
      const copies = await turnstile.pass(() => encodeCovered(original.data, regions));
      return { fileId, blobs: await putAway(blobs, log, copiesOf(copies)) };
    },
    replaceCopies: async (tx, prepared) => {
      await store.holdBlobs(
        tx,
        prepared.blobs.map((blob) => blob.key),
      );
      await storeAway(log, () => Promise.all(prepared.blobs.map((blob) => putBackIfGone(blobs, blob))));
      return store.replaceCopies(tx, prepared);
    },
    drop: (keys) => storeAway(log, () => dropUnnamed(blobs, kernel, keys)),
  };
}

function putAway(blobs: BlobStore, log: Log, parts: readonly Part[]): Promise<PreparedBlob[]> {
  return storeAway(log, () =>
    Promise.all(parts.map(async (part) => ({ ...part, key: await blobs.put(part.area, part.bytes) }))),
  );
}

/** The collector may have taken an old blob of the same content between preparing and attaching. */
async function putBackIfGone(blobs: BlobStore, blob: PreparedBlob): Promise<void> {
  const there = await blobs.look(blob.key);
  if (there?.bytes !== blob.bytes.length) await blobs.put(blob.area, blob.bytes);
}

async function openCopy(
  blobs: BlobStore,
  log: Log,
  fileId: string,
  found: store.FoundVariant | undefined,
): Promise<OpenedImage> {
  if (!found) throw new AppError('not_found');
  const { stream, bytes } = await storeAway(log, () => blobs.open(found.blob));
  const extension = found.contentType.split('/')[1] === 'webp' ? 'webp' : 'jpg';
  return {
    stream,
    bytes,
    contentType: found.contentType,
    filename: `${fileId}-${found.variant}.${extension}`,
    etag: `"${found.blob.split('/')[1]}"`,
  };
}

/** A store that is away, full or damaged is our trouble, not the caller's: it is logged, and the caller may come back. */
async function storeAway<T>(log: Log, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const lost = cause instanceof BlobMissing || cause instanceof BlobDamaged;
    log.error({ err: cause }, lost ? 'a blob is lost or damaged' : 'the file store does not answer');
    throw new AppError('file_unavailable', { cause, retryAfterSeconds: 10 });
  }
}
