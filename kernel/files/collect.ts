// Removes bytes that nothing names any more, without ever taking one that somebody is just about to name.
import type { ModuleDatabase } from '@city/kernel/database';
import type { Log } from '@city/kernel/log';
import type { BlobStore } from './blob-store.ts';
import { claimBlob, filesActor, unnamedBlobs } from './file.store.ts';
import { orphanHours } from './limits.ts';

export interface Collected {
  readonly looked: number;
  readonly removed: number;
  readonly freedBytes: number;
  /** Leftovers of interrupted writes. */
  readonly tidied: number;
}

const batch = 500;

/**
 * Looks at every blob older than a day in the given areas and removes those that no row names. Each removal happens under
 * a lock that whoever attaches the same content waits for and then finds the blob gone, and puts it back.
 */
export async function collectOrphans(options: {
  blobs: BlobStore;
  areas: readonly string[];
  kernel: ModuleDatabase<unknown>;
  now: Date;
  log: Log;
}): Promise<Collected> {
  const { blobs, kernel } = options;
  const before = new Date(options.now.getTime() - orphanHours * 3_600_000);
  let looked = 0;
  let removed = 0;
  let freedBytes = 0;
  const sweep = async (keys: readonly string[]): Promise<void> => {
    const orphans = await kernel.transaction(filesActor, (tx) => unnamedBlobs(tx, keys), { readOnly: true });
    for (const key of orphans) {
      const bytes = await removeOne(blobs, kernel, key, before);
      if (bytes === null) continue;
      removed++;
      freedBytes += bytes;
    }
  };
  for (const area of options.areas) {
    let old: string[] = [];
    for await (const blob of blobs.list(area)) {
      looked++;
      if (blob.storedAt >= before) continue;
      old.push(blob.key);
      if (old.length === batch) {
        await sweep(old);
        old = [];
      }
    }
    if (old.length > 0) await sweep(old);
  }
  const tidied = await blobs.tidy(before);
  if (removed + tidied > 0)
    options.log.info({ looked, removed, freedBytes, tidied }, 'files without an owner were removed');
  return { looked, removed, freedBytes, tidied };
}

/** Under the lock everything is looked at again: somebody may have named or renewed the blob meanwhile. */
function removeOne(
  blobs: BlobStore,
  kernel: ModuleDatabase<unknown>,
  key: string,
  before: Date,
): Promise<number | null> {
  return kernel.transaction(filesActor, async (tx) => {
    await claimBlob(tx, key);
    if ((await unnamedBlobs(tx, [key])).length === 0) return null;
    const facts = await blobs.look(key);
    if (!facts || facts.storedAt >= before) return null;
    await blobs.remove(key);
    return facts.bytes;
  });
}

/** Removes these blobs now, however young, where no row names them. Who prepared the same content and attaches it later puts it back. */
export async function dropUnnamed(
  blobs: BlobStore,
  kernel: ModuleDatabase<unknown>,
  keys: readonly string[],
): Promise<void> {
  for (const key of keys)
    await kernel.transaction(filesActor, async (tx) => {
      await claimBlob(tx, key);
      if ((await unnamedBlobs(tx, [key])).length > 0) await blobs.remove(key);
    });
}
