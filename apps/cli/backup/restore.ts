// Putting a backup back: everything is unpacked and verified beside the present city before anything is exchanged.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate, readMigrations } from '@city/kernel/database';
import {
  type EmbeddedLog,
  livingOwner,
  makeDataRoot,
  startEmbeddedPostgres,
  stopLeftServer,
} from '@city/kernel/embedded';
import { Client, type ClientConfig } from 'pg';
import { CommandError } from '../words.ts';
import { placeBelow, writeEntry } from './files.ts';
import { fillTables, type RowSource } from './logical.ts';
import { type Manifest, readVerified } from './manifest.ts';
import { liftInTransaction } from './policies.ts';
import { listTables, quotedName, tableName } from './tables.ts';

export type RestoreProgress = { step: 'unpack' | 'start' | 'rows' | 'check'; detail: string };
export type RestoreOptions = {
  file: string;
  /** The city's data folder: the cluster lies in its `postgres/`, stored files in its `city/`. */
  dataRoot: string;
  modules: readonly string[];
  log: EmbeddedLog;
  now: Date;
  progress?: (progress: RestoreProgress) => void;
};

export type RestoreResult = {
  manifest: Manifest;
  /** Rows by table, as counted after the restore. */
  rows: Record<string, number>;
  /** Where what was there before now lies; null when there was nothing. */
  before: string | null;
};

/** Unpacks into `restoring/` and answers the verified manifest; the folder is removed when anything is wrong. */
export async function unpack(options: RestoreOptions): Promise<{ folder: string; manifest: Manifest }> {
  makeDataRoot(options.dataRoot);
  const folder = join(options.dataRoot, 'restoring');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  try {
    const manifest = await readVerified(options.file, async (entry, chunks) => {
      options.progress?.({ step: 'unpack', detail: entry.name });
      await writeEntry(placeBelow(folder, entry.name), entry.isFolder, chunks);
    });
    return { folder, manifest };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Restores a physical backup by exchanging the cluster's folder; puts the former one back when the new one does not start. */
export async function restorePhysical(options: RestoreOptions): Promise<RestoreResult> {
  const { dataRoot, log, progress } = options;
  const { folder, manifest } = await unpack(options);
  const owner = livingOwner(dataRoot);
  if (owner) {
    throw new CommandError(
      `Tiến trình ${owner.pid} đang chạy thành phố trên dữ liệu này: hãy dừng nó trước.`,
      `Process ${owner.pid} runs the city on this data: stop it first.`,
    );
  }
  await stopLeftServer(dataRoot);
  const aside = await moveAside(dataRoot, options.now, ['postgres', 'city']);
  await rename(join(folder, 'data'), join(dataRoot, 'postgres'));
  if (existsSync(join(folder, 'files'))) await rename(join(folder, 'files'), join(dataRoot, 'city'));
  try {
    progress?.({ step: 'start', detail: '' });
    const server = await startEmbeddedPostgres({ dataRoot, log });
    try {
      const rows = await countRows(server.connection(), (table) =>
        progress?.({ step: 'check', detail: table }),
      );
      return { manifest, rows, before: aside };
    } finally {
      await server.stop();
    }
  } catch (error) {
    const failed = await moveAside(dataRoot, options.now, ['postgres', 'city'], 'failed-restore');
    if (aside) await moveBack(dataRoot, aside);
    throw new CommandError(
      `Bản khôi phục không khởi động được (${(error as Error).message}); dữ liệu cũ đã được đặt lại, bản hỏng nằm ở ${failed}.`,
      `The restored city does not start (${(error as Error).message}); the former data is back in place, the failed copy lies in ${failed}.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function moveAside(
  dataRoot: string,
  now: Date,
  names: readonly string[],
  label = 'before-restore',
): Promise<string | null> {
  const present = names.filter((name) => existsSync(join(dataRoot, name)));
  if (present.length === 0) return null;
  const aside = join(dataRoot, `${label}-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`);
  await mkdir(aside, { recursive: true, mode: 0o711 });
  for (const name of present) await rename(join(dataRoot, name), join(aside, name));
  return aside;
}

async function moveBack(dataRoot: string, aside: string): Promise<void> {
  for (const name of await readdir(aside)) await rename(join(aside, name), join(dataRoot, name));
  await rm(aside, { recursive: true });
}

/** Reads every table from end to end, which also proves every page's checksum. */
export async function countRows(
  connection: ClientConfig,
  progress: (table: string) => void,
): Promise<Record<string, number>> {
  const client = new Client({ ...connection });
  await client.connect();
  try {
    await client.query(
      'set row_security = off; set statement_timeout = 0; set enable_indexonlyscan = off; set enable_indexscan = off',
    );
    // Rolled back when the connection ends, and with it what this lifts.
    await client.query('begin');
    await liftInTransaction(client);
    const counts: Record<string, number> = {};
    for (const table of await listTables(client)) {
      progress(tableName(table));
      const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${quotedName(table)}`);
      counts[tableName(table)] = Number(rows[0]?.n);
    }
    return counts;
  } finally {
    await client.end();
  }
}

/** Restores a backup of rows into a running server, in one transaction. */
export async function restoreLogical(
  options: RestoreOptions,
  connection: ClientConfig,
): Promise<RestoreResult> {
  const { folder, manifest } = await unpack(options);
  try {
    refuseOtherMigrations(manifest, options.modules);
    await refuseWhileServed(connection);
    await migrate(connection, options.modules);
    const tell = (detail: string) => options.progress?.({ step: 'rows', detail });
    await fillTables(connection, await rowsBelow(folder), manifest.tables, tell);
    const before = manifest.filesIncluded ? await moveAside(options.dataRoot, options.now, ['city']) : null;
    if (existsSync(join(folder, 'files')))
      await rename(join(folder, 'files'), join(options.dataRoot, 'city'));
    const rows = await countRows(connection, (table) => options.progress?.({ step: 'check', detail: table }));
    return { manifest, rows, before };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rows fit only the tables they came from: the program must have exactly the migrations of the backup. */
function refuseOtherMigrations(manifest: Manifest, modules: readonly string[]): void {
  const ours = new Set(readMigrations(modules).map(({ schema, name }) => `${schema}/${name}`));
  const theirs = new Set(manifest.migrations);
  const missing = [...theirs].filter((id) => !ours.has(id));
  const added = [...ours].filter((id) => !theirs.has(id));
  if (missing.length === 0 && added.length === 0) return;
  const difference = [...missing.map((id) => `−${id}`), ...added.map((id) => `+${id}`)].join(', ');
  throw new CommandError(
    `Bản sao lưu được tạo bởi phiên bản khác của chương trình (${difference}): hãy khôi phục bằng đúng phiên bản đó rồi nâng cấp.`,
    `The backup was made by another version of the program (${difference}): restore with that version, then upgrade.`,
  );
}

async function refuseWhileServed(connection: ClientConfig): Promise<void> {
  const client = new Client({ ...connection });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
        where datname = current_database() and application_name in ('city', 'city-jobs', 'city-hint')`,
    );
    if (rows[0]?.n === 0) return;
    throw new CommandError(
      'Thành phố đang chạy trên cơ sở dữ liệu này: hãy dừng nó trước.',
      'The city is running on this database: stop it first.',
    );
  } finally {
    await client.end();
  }
}

async function rowsBelow(folder: string): Promise<RowSource> {
  const top = join(folder, 'tables');
  const names = existsSync(top) ? (await readdir(top)).sort() : [];
  const parts = new Map<string, string[]>();
  for (const name of names) {
    const files = (await readdir(join(top, name))).filter((file) => file.endsWith('.copy')).sort();
    parts.set(
      name,
      files.map((file) => join(top, name, file)),
    );
  }
  const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
  return {
    tables: () => names,
    table: (name) => {
      const files = parts.get(name);
      if (!files) return null;
      const { columns } = json(join(top, name, 'columns.json')) as { columns: string[] };
      return {
        columns,
        parts: async function* () {
          for (const file of files)
            yield* createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>;
        },
      };
    },
    sequences: () => json(join(folder, 'sequences.json')) as ReturnType<RowSource['sequences']>,
  };
}
