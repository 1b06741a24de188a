// Adds folders and files of the disk to an archive, and puts an archive's files back onto the disk.
import { createWriteStream, type Dirent, existsSync } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArchiveWriter } from './archive.ts';

async function* readExactly(file: string, size: number): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r');
  try {
    for (let at = 0; at < size; ) {
      const buffer = Buffer.allocUnsafe(Math.min(1 << 20, size - at));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** Size of a file, or null when it is gone: files of a running database come and go while it is copied. */
async function sizeOf(file: string): Promise<number | null> {
  try {
    const handle = await open(file, 'r');
    try {
      return (await handle.stat()).size;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function children(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export async function addFile(archive: ArchiveWriter, file: string, name: string): Promise<boolean> {
  const size = await sizeOf(file);
  if (size === null) return false;
  await archive.add(name, size, readExactly(file, size));
  return true;
}

/** Adds a tree under `name`; `skip` sees paths relative to the top. Answers the number of files. */
export async function addTree(
  archive: ArchiveWriter,
  top: string,
  name: string,
  skip: (path: string, isFolder: boolean) => boolean = () => false,
): Promise<number> {
  let count = 0;
  const walk = async (relative: string): Promise<void> => {
    await archive.addFolder(relative ? `${name}/${relative}` : name);
    for (const entry of await children(join(top, relative))) {
      const path = relative ? `${relative}/${entry.name}` : entry.name;
      if (skip(path, entry.isDirectory())) continue;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile() && (await addFile(archive, join(top, path), `${name}/${path}`))) count += 1;
    }
  };
  if (existsSync(top)) await walk('');
  return count;
}

/** Where an entry goes below a folder. @throws for a name that would lead out of it. */
export function placeBelow(folder: string, name: string): string {
  const path = normalize(name);
  if (path.startsWith('/') || path.split('/').includes('..'))
    throw new Error(`The archive names a path outside itself: ${name}`);
  return join(folder, path);
}

export async function writeEntry(
  place: string,
  isFolder: boolean,
  chunks: AsyncIterable<Buffer>,
): Promise<void> {
  await mkdir(isFolder ? place : dirname(place), { recursive: true, mode: 0o700 });
  if (!isFolder) await pipeline(Readable.from(chunks), createWriteStream(place, { mode: 0o600 }));
}
