// A copy of the embedded cluster's files while it runs, with the WAL that makes the copy whole (PostgreSQL manual, 25.3.3).
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '@city/kernel/embedded';
import { Client } from 'pg';
import type { ArchiveWriter } from './archive.ts';
import { addFile, addTree } from './files.ts';
import { appliedMigrations, listTables, tableName } from './tables.ts';

/** Their content is made anew at every start; only the folders are kept. */
const EMPTY_FOLDERS = new Set(
  'pg_wal pg_replslot pg_dynshmem pg_notify pg_serial pg_snapshots pg_stat_tmp pg_subtrans'.split(' '),
);
const LEFT_OUT =
  /(^|\/)(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|pg_internal\.init(\.\d+)?)$/;
/** pg_control goes last: it must not be older than what was copied before it. */
const CONTROL = 'global/pg_control';

function isLeftOut(path: string, isFolder: boolean): boolean {
  const [top = '', ...rest] = path.split('/');
  if (EMPTY_FOLDERS.has(top) && rest.length > 0)
    return !(path === 'pg_wal/archive_status' || path === 'pg_wal/summaries');
  if (path === CONTROL || LEFT_OUT.test(path)) return true;
  return path.includes('pgsql_tmp') || (!isFolder && /(^|\/)t\d+_\d+/.test(path));
}

/** Name of the WAL file (without its timeline) that holds the last byte before a position such as `0/3000028`. */
function segmentBefore(position: string, segmentBytes: number): string {
  const [high = '0', low = '0'] = position.split('/');
  const at = (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`) - 1n;
  const number = at / BigInt(segmentBytes);
  const perLog = 0x1_0000_0000n / BigInt(segmentBytes);
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0');
  return hex(number / perLog) + hex(number % perLog);
}

export type PhysicalCopy = {
  migrations: string[];
  tables: Record<string, null>;
  version: string;
  major: number;
};

/** Adds `data/…` to the archive: a copy of the running cluster that starts up as it was when the copy ended. */
export async function addCluster(archive: ArchiveWriter, server: EmbeddedPostgres): Promise<PhysicalCopy> {
  const client = new Client({ ...server.connection() });
  await client.connect();
  try {
    await refuseTablespaces(client);
    // A temporary slot keeps the WAL from the start on; it goes with this session, whatever happens.
    const slot = `city_backup_${randomBytes(6).toString('hex')}`;
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [slot]);
    await client.query(`select pg_backup_start('city backup', true)`);
    await addTree(archive, server.dataDirectory, 'data', isLeftOut);
    await addFile(archive, join(server.dataDirectory, CONTROL), `data/${CONTROL}`);
    const { rows } = await client.query<{ stop: string; label: string }>(
      'select lsn::text as stop, labelfile as label from pg_backup_stop(false)',
    );
    const { stop = '', label = '' } = rows[0] ?? {};
    await archive.addBuffer('data/backup_label', Buffer.from(label));
    await addWal(archive, client, server.dataDirectory, { label, stop });
    const about = await client.query<{ version: string; major: number }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major`,
    );
    const { version = '', major = 0 } = about.rows[0] ?? {};
    const tables = Object.fromEntries((await listTables(client)).map((table) => [tableName(table), null]));
    return { migrations: await appliedMigrations(client), tables, version, major };
  } finally {
    await client.end();
  }
}

async function refuseTablespaces(client: Client): Promise<void> {
  const { rows } = await client.query(
    `select 1 from pg_tablespace where spcname not in ('pg_default', 'pg_global')`,
  );
  if (rows.length)
    throw new Error(
      'The cluster has tablespaces of its own, which this backup does not copy: use backup --logical.',
    );
}

/** Adds every WAL file from where recovery begins to where the copy ended. @throws when one is not there any more. */
async function addWal(
  archive: ArchiveWriter,
  client: Client,
  dataDirectory: string,
  { label, stop }: { label: string; stop: string },
): Promise<void> {
  const begin = /START WAL LOCATION: ([0-9A-F/]+) \(file ([0-9A-F]{24})\)/.exec(label);
  if (!begin) throw new Error(`The backup label cannot be read: ${label}`);
  const { rows } = await client.query<{ bytes: number }>(
    `select setting::int as bytes from pg_settings where name = 'wal_segment_size'`,
  );
  const bytes = rows[0]?.bytes ?? 16 * 1024 * 1024;
  const [first, timeline] = [(begin[2] as string).slice(8), (begin[2] as string).slice(0, 8)];
  const last = segmentBefore(stop, bytes);
  const names = (await readdir(join(dataDirectory, 'pg_wal'))).sort();
  const isWanted = (name: string) =>
    /^[0-9A-F]{24}$/.test(name) &&
    name.startsWith(timeline) &&
    name.slice(8) >= first &&
    name.slice(8) <= last;
  const wanted = names.filter(isWanted);
  if (!wanted.some((name) => name.slice(8) === first))
    throw new Error(`WAL file ${timeline}${first} is gone`);
  for (const name of [...wanted, ...names.filter((candidate) => candidate.endsWith('.history'))]) {
    await addFile(archive, join(dataDirectory, 'pg_wal', name), `data/pg_wal/${name}`);
  }
}
