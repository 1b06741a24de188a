// Blobs as files: written aside, flushed, moved into place, and the folder flushed, so that a name always means whole content.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { type FileHandle, mkdir, open, opendir, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import {
  type BlobFacts,
  type BlobKey,
  BlobMissing,
  type BlobStore,
  keyOf,
  partsOf,
  verifying,
} from './blob-store.ts';

const unfinished = '.unfinished';

/**
 * A store in a folder, `folder/area/ab/cd/abcd…`. Two processes may share the folder: every write has a name of its own
 * until an atomic rename, and content under a name never differs.
 */
export function diskStore(folder: string): BlobStore {
  const waiting = join(folder, unfinished);
  mkdirSync(waiting, { recursive: true, mode: 0o700 });
  const folders = new Folders(folder);
  const pathOf = (key: BlobKey): string => {
    const { area, hash } = partsOf(key);
    return join(folder, area, hash.slice(0, 2), hash.slice(2, 4), hash);
  };
  return {
    put: async (area, bytes) => {
      const key = keyOf(area, bytes);
      const aside = join(waiting, randomUUID());
      try {
        await writeFlushed(aside, bytes);
        await moveInto(aside, pathOf(key), folders);
      } catch (error) {
        await unlink(aside).catch(() => {});
        throw error;
      }
      return key;
    },
    open: (key) => openVerified(pathOf(key), key),
    look: (key) => factsOf(pathOf(key), key),
    remove: async (key) => {
      await unlink(pathOf(key)).catch(ignoreMissing);
    },
    list: (area) => listArea(folder, area),
    tidy: (before) => removeUnfinished(waiting, before),
  };
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(bytes);
  await file.sync();
}

/** Makes folders and remembers which of them are certain to survive a power cut: made by whomever, their parents flushed by us. */
class Folders {
  readonly #root: string;
  readonly #certain = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  async make(folder: string): Promise<void> {
    if (folder === this.#root || this.#certain.has(folder)) return;
    await this.make(dirname(folder));
    await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
    await flushFolder(dirname(folder));
    this.#certain.add(folder);
  }

  forget(): void {
    this.#certain.clear();
  }
}

async function moveInto(from: string, to: string, folders: Folders): Promise<void> {
  const folder = dirname(to);
  await folders.make(folder);
  try {
    await rename(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
    folders.forget();
    await folders.make(folder);
    await rename(from, to);
  }
  await flushFolder(folder);
}

async function flushFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}

async function openVerified(path: string, key: BlobKey) {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) throw new BlobMissing(key);
    throw error;
  }
  try {
    const { size } = await file.stat();
    const stream = pipeline(file.createReadStream(), verifying(key), () => {});
    return { bytes: size, stream };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function factsOf(path: string, key: BlobKey): Promise<BlobFacts | null> {
  try {
    const { size, mtime } = await stat(path);
    return { key, bytes: size, storedAt: mtime };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function* listArea(folder: string, area: string): AsyncGenerator<BlobFacts> {
  for (const first of await foldersIn(join(folder, area))) {
    for (const second of await foldersIn(join(folder, area, first))) {
      for (const hash of await foldersIn(join(folder, area, first, second))) {
        const facts = await factsOf(join(folder, area, first, second, hash), `${area}/${hash}`);
        if (facts) yield facts;
      }
    }
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function removeUnfinished(folder: string, before: Date): Promise<number> {
  let removed = 0;
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    const facts = await stat(path).catch(ignoreMissing);
    if (!facts || facts.mtime >= before) continue;
    await unlink(path).catch(ignoreMissing);
    removed++;
  }
  return removed;
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
  return undefined;
}
