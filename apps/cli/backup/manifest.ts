// What a backup says about itself, and the check that an archive holds exactly what its manifest lists.
import { CommandError } from '../words.ts';
import { type ArchiveEntry, type EntryRecord, hashed, MANIFEST_NAME, readArchive } from './archive.ts';

export type Manifest = {
  format: 'hoa-phuong-backup-1';
  /** `physical`: a copy of the cluster's files with its WAL; `logical`: every table's rows. */
  kind: 'physical' | 'logical';
  takenAt: string;
  postgres: string;
  /** Major version of the data files (physical only matters). */
  postgresMajor: number;
  /** Applied migrations as `schema/name`. */
  migrations: string[];
  /** Rows by table (logical), or the tables' names with null. */
  tables: Record<string, number | null>;
  files: number;
  /** False when files lie in S3, which keeps its own copies. */
  filesIncluded: boolean;
  entries: EntryRecord[];
};

type Progress = (bytes: number) => void;

/**
 * Goes through a whole archive, gives each entry to `use`, and compares sizes and SHA-256 with the manifest at its end.
 * @throws CommandError when an entry is missing, added, or differs.
 */
export async function readVerified(
  file: string,
  use: (entry: ArchiveEntry, chunks: AsyncGenerator<Buffer>) => Promise<void>,
  progress: Progress = () => {},
): Promise<Manifest> {
  const seen = new Map<string, EntryRecord>();
  let manifest: Manifest | null = null;
  let bytes = 0;
  try {
    for await (const entry of readArchive(file)) {
      if (manifest) throw new Error(`${entry.name} stands behind the manifest.`);
      if (entry.name === MANIFEST_NAME) {
        const parts: Buffer[] = [];
        for await (const chunk of entry.chunks) parts.push(chunk);
        manifest = JSON.parse(Buffer.concat(parts).toString()) as Manifest;
        continue;
      }
      let sha256 = '';
      const chunks = hashed(entry, (value) => (sha256 = value));
      await use(entry, chunks);
      for await (const _rest of chunks);
      if (!entry.isFolder) seen.set(entry.name, { name: entry.name, size: entry.size, sha256 });
      progress((bytes += entry.size));
    }
  } catch (error) {
    throw damaged(file, (error as Error).message);
  }
  if (manifest?.format !== 'hoa-phuong-backup-1') throw damaged(file, 'it has no manifest of ours');
  for (const { name, size, sha256 } of manifest.entries) {
    const found = seen.get(name);
    if (!found) throw damaged(file, `${name} is missing`);
    if (found.size !== size || found.sha256 !== sha256)
      throw damaged(file, `${name} differs from its SHA-256`);
    seen.delete(name);
  }
  if (seen.size) throw damaged(file, `${[...seen.keys()][0]} is not in the manifest`);
  return manifest;
}

const damaged = (file: string, why: string): CommandError =>
  new CommandError(
    `Bản sao lưu ${file} không dùng được: ${why}`,
    `The backup ${file} cannot be used: ${why}`,
  );

/** Reads an archive without keeping anything. */
export const verifyArchive = (file: string, progress?: Progress): Promise<Manifest> =>
  readVerified(file, async () => {}, progress);
