// The doctor names what is wrong and what to do: each case is made, then examined.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setting, text, whole } from '@city/kernel/config';
import { migrate } from '@city/kernel/database';
import { type Connection, createTestDatabase, makeTemplateDatabase } from '@city/kernel/embedded';
import { Client } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { checkProduction, checkSettings } from './configuration.ts';
import { examineDatabase } from './database.ts';
import type { Finding } from './finding.ts';
import {
  checkBackups,
  checkClock,
  checkDisk,
  checkLeftData,
  checkMemory,
  checkNode,
  checkPort,
} from './machine.ts';

const now = new Date('2026-11-24T02:30:00Z');
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'city-doctor-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What is not good, in English. */
const complaints = (findings: readonly Finding[]): string[] =>
  findings.filter(({ level }) => level !== 'good').map(({ what }) => what.en);

describe('the machine', () => {
  test('an old Node, a wrong clock and little memory are named', () => {
    expect(checkNode('20.1.0').level).toBe('bad');
    expect(checkNode().level).toBe('good');
    expect(checkClock(new Date('1970-01-01')).what.en).toContain('1970');
    expect(checkClock(now).level).toBe('good');
    expect(checkMemory(1e8).level).toBe('warning');
    expect(checkDisk(join(tmpdir(), 'not', 'there', 'yet')).what.en).toMatch(/has .* left/);
  });

  test('a port that a stranger uses is bad, one that a city uses is fine', async () => {
    let answer = 'something else';
    const server = createServer((_request, response) => response.end(answer)).listen(0);
    cleanups.push(() => server.close());
    await new Promise((go) => server.once('listening', go));
    const { port } = server.address() as AddressInfo;
    expect((await checkPort(port)).remedy?.en).toContain(`PORT=${port + 1}`);
    answer = 'ok\n';
    expect((await checkPort(port)).what.en).toBe(`A city is running on port ${port}`);
  });

  test('data of a deleted checkout is named with the command that removes it', () => {
    const store = freshFolder();
    for (const [name, checkout] of [
      ['ours', tmpdir()],
      ['gone', join(store, 'no-such-checkout')],
      ['other', tmpdir()],
    ] as const) {
      mkdirSync(join(store, name));
      writeFileSync(join(store, name, 'checkout'), `${checkout}\n`);
    }
    const findings = checkLeftData(join(store, 'ours'));
    expect(findings.map(({ remedy }) => remedy?.en)).toEqual([
      `delete it if it is not needed: rm -r ${join(store, 'gone')}`,
    ]);
  });

  test('a backup that is missing or old is named', () => {
    const root = freshFolder();
    expect(checkBackups(root, now).what.en).toContain('There is no backup');
    mkdirSync(join(root, 'backups'));
    writeFileSync(join(root, 'backups', 'hoa-phuong-2026-11-14T02-30-00.tar.zst'), '');
    expect(checkBackups(root, now).what.en).toBe('The newest backup is 10 days old');
    writeFileSync(join(root, 'backups', 'hoa-phuong-2026-11-24T01-00-00.tar.zst'), '');
    expect(checkBackups(root, now).level).toBe('good');
  });
});

describe('the settings', () => {
  setting({ name: 'CITY_DOCTOR_NUMBER', describe: 'A number for this test', parse: whole, fallback: 1 });
  setting({ name: 'CITY_DOCTOR_SECRET', describe: 'A secret for this test', parse: text, secret: true });

  test('a wrong one is named, a missing secret only in production', () => {
    const folder = freshFolder();
    expect(complaints(checkSettings({}, 'demo', folder))).toEqual([]);
    expect(complaints(checkSettings({ CITY_DOCTOR_NUMBER: 'many' }, 'demo', folder))[0]).toContain(
      'CITY_DOCTOR_NUMBER',
    );
    expect(complaints(checkSettings({}, 'production', folder)).join()).toContain(
      'CITY_DOCTOR_SECRET is missing',
    );
  });

  test('simulators and plain http have no place in production', () => {
    const found = checkProduction({
      CITY_IDENTITY_ISSUER: 'http://localhost:8080/sim/vneid',
      PUBLIC_URL: 'http://x',
      DATABASE_URL: 'postgres://x',
    });
    expect(complaints(found)).toEqual([
      'Sign-in points to a simulator: http://localhost:8080/sim/vneid',
      'PUBLIC_URL = http://x is not https',
    ]);
  });
});

describe('the database', () => {
  async function freshDatabase(isMigrated: boolean): Promise<Connection> {
    const cluster = JSON.parse(process.env.CITY_TEST_CLUSTER ?? 'null') as Connection;
    const template = `doctor_${process.pid}_${Math.floor(performance.now() * 1000)}`;
    await makeTemplateDatabase(cluster, template, async (connection) => {
      if (isMigrated) await migrate(connection, []);
    });
    const database = await createTestDatabase(cluster, template);
    cleanups.push(() => database.drop());
    return database.connection;
  }

  async function run(connection: Connection, sql: string): Promise<void> {
    const client = new Client({ ...connection });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  const examine = (connection: Connection) => examineDatabase(connection, { modules: [], now });

  test('a healthy one has no complaint, an empty one is only empty', async () => {
    expect(complaints(await examine(await freshDatabase(true)))).toEqual([]);
    const empty = await examine(await freshDatabase(false));
    expect(complaints(empty)).toEqual([]);
    expect(empty.map(({ what }) => what.en)).toContain(
      'The database is empty; the first start makes the tables',
    );
  });

  test('stuck events, jobs that gave up, late jobs, changed and missing migrations are counted and named', async () => {
    const connection = await freshDatabase(true);
    await run(
      connection,
      `insert into events.dead_letter values ('wall', 'key', '5', 1, 10, 'no such ward', now());
       select graphile_worker.add_job('mail', '{}', run_at := now() - interval '1 hour');
       select graphile_worker.add_job('push', '{}', max_attempts := 1);
       update graphile_worker._private_jobs set attempts = 1, last_error = 'gone' where max_attempts = 1;
       update kernel.migration set hash = 'other' where schema = 'events' and hash <> '';
       delete from kernel.migration where schema = 'trail'`,
    );
    const found = complaints(await examine(connection));
    expect(found).toEqual([
      'Migration events/0001_events was changed after it was applied',
      '1 events are stuck at wall: no such ward',
      '1 jobs are more than 5 minutes late',
      '1 jobs have given up: gone',
      expect.stringMatching(/^\d+ migrations are not applied$/),
    ]);
  });

  test('an account that may not make roles is told the statements to ask for', async () => {
    const connection = await freshDatabase(false);
    const user = `limited_${process.pid}`;
    await run(connection, `create role ${user} login`);
    cleanups.unshift(() => run({ ...connection, database: 'postgres' }, `drop role ${user}`));
    const modules = ['nosuchmodule'];
    const found = await examineDatabase({ ...connection, user }, { modules, now });
    const roles = found.find(({ what }) => what.en.includes('may not create roles'));
    expect(roles?.remedy?.en).toContain('create role mod_nosuchmodule nologin;');
  });

  test('one that does not answer is said to be away', async () => {
    const found = await examineDatabase(
      { host: freshFolder(), port: 5432, user: 'x', database: 'x' },
      { modules: [], now },
    );
    expect(complaints(found)).toEqual([expect.stringContaining('The database does not answer')]);
  });
});
