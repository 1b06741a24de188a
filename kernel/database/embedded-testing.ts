// Throw-away clusters for tests: one per run without fsync, one database per file from a template.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { livingOwner } from './embedded-owner.ts';
import { makeFolder, testDataRoot } from './embedded-places.ts';
import {
  type Connection,
  type EmbeddedLog,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded-server.ts';

export type TestCluster = {
  /** Superuser connection; plain data, so it can be handed to test workers. */
  connection: Connection;
  server: EmbeddedPostgres;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
};

const SILENT: EmbeddedLog = { info: () => {}, warn: () => {}, error: () => {} };

/** Starts a cluster of its own for this run and removes those of runs that were killed. */
export async function startTestCluster(
  options: { log?: EmbeddedLog; settings?: Record<string, string> } = {},
): Promise<TestCluster> {
  const parent = testDataRoot();
  makeFolder(parent);
  for (const name of readdirSync(parent)) {
    const isYoung = name.startsWith(`${process.pid}-`);
    if (!isYoung && !isInUse(join(parent, name)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
  const dataRoot = join(parent, `${process.pid}-${randomBytes(4).toString('hex')}`);
  const server = await startEmbeddedPostgres({
    dataRoot,
    log: options.log ?? SILENT,
    durability: 'fast',
    settings: options.settings,
  });
  return {
    connection: server.connection(),
    server,
    stop: async () => {
      await server.stop();
      rmSync(dataRoot, { recursive: true, force: true });
      if (readdirSync(parent).length === 0) rmdirSync(parent);
    },
  };
}

/** The folder's name begins with the number of the process that made it; a living owner also counts. */
function isInUse(dataRoot: string): boolean {
  const pid = /(\d+)-[0-9a-f]+$/.exec(dataRoot)?.[1];
  return livingOwner(dataRoot) !== null || (pid !== undefined && existsSync(`/proc/${pid}`));
}

async function asSuperuser<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes a database, lets `prepare` fill it (migrations, reference rows) and closes it as a template. */
export async function makeTemplateDatabase(
  connection: Connection,
  name: string,
  prepare: (connection: Connection) => Promise<void>,
): Promise<void> {
  const quoted = pg.escapeIdentifier(name);
  await asSuperuser(connection, (client) => client.query(`create database ${quoted}`));
  await prepare({ ...connection, database: name });
  await asSuperuser(connection, async (client) => {
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name]);
    await client.query(`alter database ${quoted} with is_template true allow_connections false`);
  });
}

/** A fresh database copied from the template; the name is random since test workers repeat their process numbers. */
export async function createTestDatabase(
  connection: Connection,
  template: string,
): Promise<{ connection: Connection; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const from = pg.escapeIdentifier(template);
  await asSuperuser(connection, (client) =>
    client.query(`create database ${name} template ${from} strategy wal_log`),
  );
  return {
    connection: { ...connection, database: name },
    drop: () =>
      asSuperuser(
        connection,
        async (client) => void (await client.query(`drop database if exists ${name} with (force)`)),
      ),
  };
}
