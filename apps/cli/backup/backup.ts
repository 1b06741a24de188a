// Taking a backup: the database (its files, or its rows), the city's stored files, a manifest, and a second look at it all.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '@city/kernel/embedded';
import type { ClientConfig } from 'pg';
import { ArchiveWriter } from './archive.ts';
import { addTree } from './files.ts';
import { addRows } from './logical.ts';
import { type Manifest, verifyArchive } from './manifest.ts';
import { addCluster } from './physical.ts';

export type BackupStep = 'database' | 'files' | 'verify';
export type BackupProgress = { step: BackupStep; detail: string; bytesIn: number; bytesOut: number };

export type BackupOptions = {
  /** Folder for the archive; made when it is missing. */
  folder: string;
  kind: 'physical' | 'logical';
  connection: ClientConfig;
  /** Needed for a physical backup. */
  embedded: EmbeddedPostgres | null;
  /** The city's own folder (stored files, secrets); null when it keeps none on this disk. */
  filesFolder: string | null;
  now: Date;
  progress?: (progress: BackupProgress) => void;
};

export type BackupResult = { file: string; manifest: Manifest; bytes: number };

/** Removes half archives of interrupted attempts. */
async function sweepPartials(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/^hoa-phuong-.*\.partial$/.test(name)) await rm(join(folder, name), { force: true });
  }
}

/**
 * Writes `hoa-phuong-TIME[-rows].tar.zst` and reads it back against its manifest. The city goes on working meanwhile.
 * Files are copied after the database, so that every file which a row names is there.
 */
export async function takeBackup(options: BackupOptions): Promise<BackupResult> {
  const { folder, kind, connection, embedded, filesFolder, now } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweepPartials(folder);
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const file = join(folder, `hoa-phuong-${stamp}${kind === 'logical' ? '-rows' : ''}.tar.zst`);
  const archive = new ArchiveWriter(file);
  const tell = (step: BackupStep, detail = '') =>
    options.progress?.({ step, detail, bytesIn: archive.bytesIn, bytesOut: archive.bytesOut });
  try {
    tell('database');
    if (kind === 'physical' && !embedded) throw new Error('A physical backup needs the embedded server.');
    const copied =
      kind === 'physical' && embedded
        ? await addCluster(archive, embedded)
        : await addRows(archive, connection, (table) => tell('database', table));
    tell('files');
    const hasFiles = filesFolder !== null && existsSync(filesFolder);
    const files = hasFiles ? await addTree(archive, filesFolder, 'files') : 0;
    await archive.finish({
      format: 'hoa-phuong-backup-1',
      kind,
      takenAt: now.toISOString(),
      postgres: copied.version,
      postgresMajor: copied.major,
      migrations: copied.migrations,
      tables: copied.tables,
      files,
      filesIncluded: filesFolder !== null,
    } satisfies Omit<Manifest, 'entries'>);
  } catch (error) {
    await archive.abandon();
    throw error;
  }
  tell('verify');
  const manifest = await verifyArchive(file);
  return { file, manifest, bytes: archive.bytesOut };
}
