// The rows of every table from one moment, and putting them back: moves a city between servers and PostgreSQL versions.
import { type ClientConfig, Client, escapeIdentifier } from 'pg';
import type { ArchiveWriter } from './archive.ts';
import { copyIn, copyOut } from './copy.ts';
import { liftInTransaction, liftWhile } from './policies.ts';
import { rebaseEvents } from './rebase.ts';
import {
  appliedMigrations,
  inFillingOrder,
  listSequences,
  listTables,
  quotedName,
  type Sequence,
  type Table,
  tableName,
} from './tables.ts';

/** Kept by the migration itself; its rows say what was applied and are compared, not copied. */
const isOwnRecord = (table: Table): boolean =>
  tableName(table) === 'kernel.migration' || tableName(table) === 'graphile_worker.migrations';

export type LogicalCopy = {
  migrations: string[];
  tables: Record<string, number>;
  version: string;
  major: number;
};

const columnList = (table: Table): string =>
  table.columns.map((column) => escapeIdentifier(column)).join(', ');

async function connect(connection: ClientConfig): Promise<Client> {
  const client = new Client({ ...connection, application_name: 'city-backup' });
  await client.connect();
  // Rows hidden by row-level security must fail the copy, not be missing from it.
  await client.query(
    `set row_security = off; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set datestyle = iso`,
  );
  return client;
}

/** Adds `tables/SCHEMA.TABLE/NNNNNN.copy` for every table, all from one snapshot, and `sequences.json`. */
export async function addRows(
  archive: ArchiveWriter,
  connection: ClientConfig,
  progress: (table: string) => void,
): Promise<LogicalCopy> {
  const client = await connect(connection);
  try {
    return await liftWhile(client, () => copyEverything(client, archive, progress));
  } finally {
    await client.end();
  }
}

async function copyEverything(
  client: Client,
  archive: ArchiveWriter,
  progress: (table: string) => void,
): Promise<LogicalCopy> {
  await client.query('begin isolation level repeatable read read only');
  const counts: Record<string, number> = {};
  for (const table of (await listTables(client)).filter((candidate) => !isOwnRecord(candidate))) {
    progress(tableName(table));
    let part = 0;
    const text = `copy (select ${columnList(table)} from ${quotedName(table)}) to stdout`;
    await archive.addBuffer(`tables/${tableName(table)}/columns.json`, Buffer.from(JSON.stringify(table)));
    counts[tableName(table)] = await copyOut(client, text, async (data) => {
      part += 1;
      await archive.addBuffer(`tables/${tableName(table)}/${String(part).padStart(6, '0')}.copy`, data);
    });
  }
  await archive.addBuffer('sequences.json', Buffer.from(JSON.stringify(await listSequences(client))));
  const about = await client.query<{ version: string; major: number }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major`,
  );
  const { version = '', major = 0 } = about.rows[0] ?? {};
  return { migrations: await appliedMigrations(client), tables: counts, version, major };
}

/** Rows of a table as they come out of the archive; asked for table by table in the order of filling. */
export type RowSource = {
  table(name: string): { columns: string[]; parts: () => AsyncIterable<Buffer> } | null;
  tables(): string[];
  sequences(): Sequence[];
};

/**
 * Fills a migrated database in one transaction: what the migrations themselves put into the tables is replaced.
 * @throws when a table or column of the backup is not there, or the number of rows differs.
 */
export async function fillTables(
  connection: ClientConfig,
  source: RowSource,
  expected: Record<string, number | null>,
  progress: (table: string) => void,
): Promise<void> {
  const client = await connect(connection);
  try {
    const tables = (await listTables(client)).filter((table) => !isOwnRecord(table));
    const present = new Map(tables.map((table) => [tableName(table), table]));
    const missing = source.tables().filter((name) => !present.has(name));
    if (missing.length) throw new Error(`The database has no table ${missing.join(', ')}`);
    await client.query('begin');
    const forceAgain = await liftInTransaction(client);
    if (tables.length) await client.query(`truncate ${tables.map(quotedName).join(', ')}`);
    for (const table of await inFillingOrder(client, tables)) {
      const rows = source.table(tableName(table));
      if (!rows) continue;
      progress(tableName(table));
      const columns = rows.columns.map((column) => escapeIdentifier(column)).join(', ');
      const count = await copyIn(client, `copy ${quotedName(table)} (${columns}) from stdin`, rows.parts());
      const wanted = expected[tableName(table)];
      if (wanted !== null && wanted !== undefined && wanted !== count) {
        throw new Error(`${tableName(table)}: ${count} rows came back instead of ${wanted}`);
      }
    }
    for (const sequence of source.sequences()) {
      await client.query('select setval($1::text::regclass, $2::bigint, $3)', [
        quotedName(sequence),
        sequence.value,
        sequence.isCalled,
      ]);
    }
    await rebaseEvents(client);
    await forceAgain();
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}
