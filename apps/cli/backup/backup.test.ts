// Backups are worth what their restore gives back: under write load, between servers, and from damaged archives.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@city/kernel/database';
import {
  type Connection,
  createTestDatabase,
  type EmbeddedPostgres,
  makeTemplateDatabase,
  startEmbeddedPostgres,
} from '@city/kernel/embedded';
import { Client, type ClientConfig } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { ArchiveWriter, readArchive } from './archive.ts';
import { takeBackup } from './backup.ts';
import { addRows, fillTables } from './logical.ts';
import { readVerified, verifyArchive } from './manifest.ts';
import { restoreLogical, restorePhysical } from './restore.ts';
import { listTables, tableHash, tableName } from './tables.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const now = new Date('2026-11-24T02:30:00Z');
const cleanups: (() => unknown)[] = [];
const testCluster = async (): Promise<Connection> =>
  JSON.parse(process.env.CITY_TEST_CLUSTER ?? 'null') as Connection;

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'city-backup-'));
  // The database's account must be able to pass through.
  chmodSync(folder, 0o755);
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function startServer(dataRoot: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataRoot, log, settings: { fsync: 'off' } });
  cleanups.push(() => server.stop());
  return server;
}

async function connected<T>(connection: ClientConfig, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...connection });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Hash of every table by name. */
const hashes = (connection: ClientConfig, where: Record<string, string> = {}) =>
  connected(connection, async (client) => {
    const result: Record<string, { rows: number; hash: string }> = {};
    for (const table of await listTables(client)) {
      result[tableName(table)] = await tableHash(client, table, where[tableName(table)]);
    }
    return result;
  });

describe('a physical backup', { timeout: 120_000 }, () => {
  test('taken under write load gives back one consistent moment with every row committed before it began, and the stored files', async () => {
    const source = freshFolder();
    const server = await startServer(join(source, 'data'));
    const files = join(server.dataRoot, 'city');
    mkdirSync(join(files, 'blobs', 'ab'), { recursive: true });
    writeFileSync(join(files, 'blobs', 'ab', 'abcdef'), Buffer.from([0, 1, 2, 255]));
    await connected(server.connection(), async (client) => {
      await client.query(`create table report (n int primary key, writer int, text text, at timestamptz default clock_timestamp());
        create table still as select n, md5(n::text) as value from generate_series(1, 50000) n; create index on still (value)`);
    });

    let isWriting = true;
    let next = 0;
    let committed = 0;
    const write = async (writer: number) =>
      connected(server.connection(), async (client) => {
        while (isWriting) {
          const batch = Array.from({ length: 20 }, () => (next += 1));
          const text = `insert into report (n, writer, text) select n, $2, repeat(md5(n::text), 20) from unnest($1::int[]) n`;
          await client.query(text, [batch, writer]);
          committed += batch.length;
        }
      });
    const writers = [write(1), write(2)];
    while (committed < 500) await new Promise((go) => setTimeout(go, 5));
    const before = committed;
    const options = {
      folder: join(source, 'out'),
      connection: server.connection(),
      embedded: server,
      filesFolder: files,
      now,
    };
    const backup = await takeBackup({ ...options, kind: 'physical' });
    const after = committed;
    isWriting = false;
    await Promise.all(writers);
    expect(after).toBeGreaterThan(before);
    expect(statSync(backup.file).mode & 0o777).toBe(0o600);

    const target = freshFolder();
    const dataRoot = join(target, 'data');
    const result = await restorePhysical({ file: backup.file, dataRoot, modules: [], log, now });
    expect(result.before).toBeNull();
    const restoredRows = result.rows['public.report'] as number;
    expect(restoredRows).toBeGreaterThanOrEqual(before);

    const restored = await startServer(dataRoot);
    const kept = await connected(restored.connection(), async (client) => {
      const { rows } = await client.query<{ list: number[] }>('select array_agg(n) as list from report');
      return rows[0]?.list ?? [];
    });
    const where = { 'public.report': `n = any('{${kept.join()}}')` };
    expect(await hashes(restored.connection())).toEqual(await hashes(server.connection(), where));
    expect(readFileSync(join(dataRoot, 'city', 'blobs', 'ab', 'abcdef'))).toEqual(
      Buffer.from([0, 1, 2, 255]),
    );
  });

  test('keeps what was there before, and refuses while a city runs on the data', async () => {
    const folder = freshFolder();
    const server = await startServer(join(folder, 'data'));
    await connected(server.connection(), (client) => client.query('create table one as select 1 as n'));
    const options = {
      folder: join(folder, 'out'),
      connection: server.connection(),
      embedded: server,
      filesFolder: null,
      now,
    };
    const { file } = await takeBackup({ ...options, kind: 'physical' });
    await connected(server.connection(), (client) => client.query('create table later as select 2 as n'));
    const restore = { file, dataRoot: server.dataRoot, modules: [], log, now };
    await expect(restorePhysical(restore)).rejects.toThrow(/stop it first/);

    await server.stop();
    const result = await restorePhysical(restore);
    expect(result.rows).toEqual({ 'public.one': 1 });
    expect(readdirSync(result.before as string)).toEqual(['postgres']);
  });
});

describe('a backup of rows', () => {
  const awkward = `
    create table parent (id int primary key, name text not null);
    create table child (id bigint generated always as identity primary key, parent int not null references parent, above bigint references child,
      doubled int generated always as (parent * 2) stored, data bytea, list text[], document jsonb, at timestamptz, money numeric(20, 2));
    create table aaa_first (parent int references parent);
    create table empty (n int);
    create table parted (n int, year int) partition by list (year);
    create table parted_2025 partition of parted for values in (2025);
    create sequence numbers start 41;`;

  async function twoDatabases(): Promise<ClientConfig[]> {
    const cluster = await testCluster();
    const template = `awkward_${process.pid}_${Math.floor(performance.now())}`;
    await makeTemplateDatabase(cluster, template, async (connection) => {
      await connected(connection, (client) => client.query(awkward));
    });
    const databases = [
      await createTestDatabase(cluster, template),
      await createTestDatabase(cluster, template),
    ];
    cleanups.push(() => Promise.all(databases.map((database) => database.drop())));
    return databases.map((database) => database.connection);
  }

  test('carries every value to another server, whatever its kind, in the order that foreign keys want', async () => {
    const [from, to] = (await twoDatabases()) as [ClientConfig, ClientConfig];
    await connected(from, async (client) => {
      await client.query(`insert into parent select n, E'tên\\t\\\\N\\n"' || n from generate_series(1, 3) n`);
      await client.query(`insert into child (parent, data, list, document, at, money)
        values (1, '\\x00ff5c0a', array['đỏ', null, '{}'], '{"ă": [1, null]}', '2026-11-24 09:30:00.123456+07', -12345678901.25), (2, null, null, null, null, null)`);
      await client.query(
        `update child set above = 1 where id = 2; insert into aaa_first values (3); insert into parted values (1, 2025)`,
      );
      await client.query(`select nextval('numbers'), nextval('numbers')`);
    });
    const folder = freshFolder();
    const archive = new ArchiveWriter(join(folder, 'rows.tar.zst'));
    const copied = await addRows(archive, from, () => {});
    await archive.finish({ format: 'hoa-phuong-backup-1' });
    expect(copied.tables).toMatchObject({
      'public.parent': 3,
      'public.child': 2,
      'public.empty': 0,
      'public.parted_2025': 1,
    });

    const parts = new Map<string, Buffer[]>();
    await readVerified(join(folder, 'rows.tar.zst'), async (entry, chunks) => {
      const held: Buffer[] = [];
      for await (const chunk of chunks) held.push(Buffer.from(chunk));
      parts.set(entry.name, held);
    });
    const text = (name: string) => Buffer.concat(parts.get(name) ?? []).toString();
    const source = {
      tables: () => Object.keys(copied.tables),
      table: (name: string) => ({
        columns: (JSON.parse(text(`tables/${name}/columns.json`)) as { columns: string[] }).columns,
        parts: async function* () {
          for (const [entry, held] of parts)
            if (entry.startsWith(`tables/${name}/`) && entry.endsWith('.copy')) yield* held;
        },
      }),
      sequences: () => JSON.parse(text('sequences.json')),
    };
    await fillTables(to, source, copied.tables, () => {});
    expect(await hashes(to)).toEqual(await hashes(from));
    await connected(to, async (client) => {
      expect((await client.query(`select nextval('numbers') as n`)).rows).toEqual([{ n: '43' }]);
      expect((await client.query(`insert into child (parent) values (1) returning id`)).rows).toEqual([
        { id: '3' },
      ]);
    });
  });

  test('holds every row also when the account is no superuser and row policies bind it, and leaves them bound', async () => {
    const databases = await twoDatabases();
    const owner = `owner_${process.pid}_${Math.floor(performance.now())}`;
    const [from, to] = databases.map((database) => ({ ...database, user: owner })) as [
      ClientConfig,
      ClientConfig,
    ];
    await connected(databases[0] as ClientConfig, (client) => client.query(`create role ${owner} login`));
    cleanups.unshift(() =>
      connected({ ...(databases[0] as ClientConfig), database: 'postgres' }, (client) =>
        client.query(`drop role ${owner}`),
      ),
    );
    for (const database of databases) {
      await connected(database, async (client) => {
        const tables = (await listTables(client)).map(tableName);
        await client.query(`
          drop table ${tables.join(', ')}, public.parted; drop sequence numbers; create schema secret authorization ${owner}; set role ${owner};
          create table secret.note (n int); alter table secret.note enable row level security, force row level security;
          create policy nobody on secret.note using (false) with check (false)`);
      });
    }
    await connected(databases[0] as ClientConfig, (client) =>
      client.query('insert into secret.note select generate_series(1, 5)'),
    );
    const archive = new ArchiveWriter(join(freshFolder(), 'rows.tar.zst'));
    const copied = await addRows(archive, from, () => {});
    await archive.abandon();
    expect(copied.tables).toEqual({ 'secret.note': 5 });
    const rows = async function* () {
      yield Buffer.from('1\n2\n3\n');
    };
    const source = {
      tables: () => ['secret.note'],
      table: () => ({ columns: ['n'], parts: rows }),
      sequences: () => [],
    };
    await fillTables(to, source, { 'secret.note': 3 }, () => {});
    for (const [connection, count] of [
      [databases[0], 5],
      [databases[1], 3],
    ] as [ClientConfig, number][]) {
      await connected(connection, async (client) => {
        expect((await client.query('select n from secret.note')).rows).toHaveLength(count);
        const forced = await client.query(
          `select relforcerowsecurity as forced from pg_class where oid = 'secret.note'::regclass`,
        );
        expect(forced.rows).toEqual([{ forced: true }]);
      });
    }
  });

  test('moves a whole city into a fresh server, files included, and refuses one of another version', async () => {
    const cluster = await testCluster();
    const template = `bare_${process.pid}_${Math.floor(performance.now())}`;
    await makeTemplateDatabase(cluster, template, async () => {});
    const [from, to] = [
      await createTestDatabase(cluster, template),
      await createTestDatabase(cluster, template),
    ];
    cleanups.push(() => Promise.all([from.drop(), to.drop()]));
    await migrate(from.connection, []);
    const put = (n: number) => `insert into events.outbox (id, type, version, key, occurred_at, data)
      values (gen_random_uuid(), 'thing.happened', 1, 'key-${n}', now(), '{}')`;
    const note = (n: number) => `insert into trail.entry (entry_id, at, actor_kind, module, action, outcome)
      values (gen_random_uuid(), now(), 'system', 'kernel', 'entry-${n}', 'allowed')`;
    await connected(from.connection, async (client) => {
      for (let n = 1; n <= 4; n += 1) await client.query(put(n));
      for (let n = 1; n <= 4; n += 1) await client.query(note(n));
      await client.query(
        `update trail.log set (xid, seq) = (select xid, seq from trail.entry where action = 'entry-2')`,
      );
      await client.query(
        `insert into events.cursor select 'reader', xid, seq, now() from events.outbox where key = 'key-3'`,
      );
    });
    const folder = freshFolder();
    const files = join(folder, 'files');
    mkdirSync(files);
    writeFileSync(join(files, 'one'), 'nội dung');
    const options = {
      folder: join(folder, 'out'),
      connection: from.connection,
      embedded: null,
      filesFolder: files,
      now,
    };
    const { file, manifest } = await takeBackup({ ...options, kind: 'logical' });
    expect(manifest.migrations.length).toBeGreaterThan(0);

    const dataRoot = join(folder, 'elsewhere');
    const restore = { file, dataRoot, modules: [], log, now };
    await restoreLogical(restore, to.connection);
    const apart = [
      'kernel.migration',
      'graphile_worker.migrations',
      'events.outbox',
      'events.cursor',
      'trail.entry',
      'trail.log',
    ];
    const ownRecord = Object.fromEntries(apart.map((name) => [name, 'false']));
    await connected(to.connection, async (client) => {
      await client.query(put(5));
      const unread = `select key from events.outbox o, events.cursor c where (o.xid, o.seq) > (c.xid, c.seq) order by o.xid, o.seq`;
      expect((await client.query(unread)).rows).toEqual([{ key: 'key-4' }, { key: 'key-5' }]);
      const { rows } = await client.query(
        `select xid::text, seq::int from events.outbox where key <> 'key-5' order by xid, seq`,
      );
      expect(rows).toEqual([1, 2, 3, 4].map((seq) => ({ xid: '3', seq })));
      await client.query(note(5));
      const unlogged = `select action from trail.entry e, trail.log l where (e.xid, e.seq) > (l.xid, l.seq) order by e.xid, e.seq`;
      expect((await client.query(unlogged)).rows.map(({ action }) => action)).toEqual([
        'entry-3',
        'entry-4',
        'entry-5',
      ]);
    });
    expect(await hashes(to.connection, ownRecord)).toEqual(await hashes(from.connection, ownRecord));
    expect(readFileSync(join(dataRoot, 'city', 'one'), 'utf8')).toBe('nội dung');

    await connected(from.connection, (client) =>
      client.query(
        `insert into kernel.migration (schema, name, hash) values ('kernel', '9999_of_tomorrow', 'x')`,
      ),
    );
    const later = await takeBackup({ ...options, now: new Date(now.getTime() + 60_000), kind: 'logical' });
    await expect(restoreLogical({ ...restore, file: later.file }, to.connection)).rejects.toThrow(
      /−kernel\/9999_of_tomorrow/,
    );
  });
});

describe('an archive', () => {
  async function writeSample(): Promise<string> {
    const file = join(freshFolder(), 'sample.tar.zst');
    const archive = new ArchiveWriter(file);
    await archive.addFolder('a');
    await archive.addBuffer(`a/${'long-'.repeat(30)}/name`, Buffer.from('x'.repeat(1000)));
    await archive.add('a/shorter-than-said', 10, [Buffer.from('abc')]);
    await archive.finish({ format: 'hoa-phuong-backup-1' });
    return file;
  }

  test('is a tar that others read too, with long names and exact sizes', async () => {
    const file = await writeSample();
    const names: string[] = [];
    for await (const entry of readArchive(file)) names.push(`${entry.name} ${entry.size}`);
    expect(names.slice(0, 3)).toEqual([
      'a/ 0',
      `a/${'long-'.repeat(30)}/name 1000`,
      'a/shorter-than-said 10',
    ]);
    const { zstdDecompressSync } = await import('node:zlib');
    const { spawnSync } = await import('node:child_process');
    const listed = spawnSync('tar', ['-t'], {
      input: zstdDecompressSync(readFileSync(file)),
      encoding: 'utf8',
    });
    expect(listed.stdout.trim().split('\n').length).toBe(4);
    expect(listed.stderr).toBe('');
  });

  test('that was changed or cut is refused', async () => {
    const file = await writeSample();
    await expect(verifyArchive(file)).resolves.toBeDefined();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length - 30));
    await expect(verifyArchive(file)).rejects.toThrow(/cannot be used/);
    const { zstdCompressSync, zstdDecompressSync } = await import('node:zlib');
    const tar = zstdDecompressSync(bytes);
    tar[tar.indexOf('xxxx')] = 0x79;
    writeFileSync(file, zstdCompressSync(tar));
    await expect(verifyArchive(file)).rejects.toThrow(/differs from its SHA-256/);
  });
});
