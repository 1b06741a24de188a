// Brings the database to the state that the source tree describes: forward-only SQL files, each module in its own schema.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import { Client, type ClientConfig, Pool } from 'pg';
import { projectRoot } from '@city/kernel/config/root';
import { appRole, ensureRoles, grantSchema, jobRole } from './roles.ts';

/** Parts of the kernel that have tables, in the order in which they are made. */
export const kernelParts = [
  'kernel',
  'trail',
  'events',
  'http',
  'jobs',
  'webhooks',
  'files',
  'notify',
  'geo',
  'live',
] as const;

export interface Migration {
  readonly schema: string;
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

/** Reads `kernel/<part>/migrations` and `modules/<module>/migrations`, sorted by number. `text` holds the schema `kernel`. */
export function readMigrations(modules: readonly string[]): readonly Migration[] {
  const root = projectRoot();
  const folders: [string, string][] = [
    ...kernelParts.map((part): [string, string] => [
      part,
      join(root, 'kernel', part === 'kernel' ? 'text' : part, 'migrations'),
    ]),
    ...modules.map((module): [string, string] => [module, join(root, 'modules', module, 'migrations')]),
  ];
  return folders.flatMap(([schema, folder]) => {
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .sort();
    return files.map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8');
      return {
        schema,
        name: file.replace(/\.sql$/, ''),
        sql,
        hash: createHash('sha256').update(sql).digest('hex'),
      };
    });
  });
}

export interface MigrationReport {
  readonly applied: readonly string[];
  readonly milliseconds: number;
}

/**
 * Applies what is missing, one transaction a file, under an advisory lock so that two processes do not collide.
 * @throws Error when an applied file has changed since, or a statement fails (its file and line are named).
 */
export async function migrate(
  connection: ClientConfig,
  modules: readonly string[],
  progress: (name: string) => void = () => {},
): Promise<MigrationReport> {
  const from = performance.now();
  const owner = new Client(connection);
  await owner.connect();
  try {
    await owner.query(
      "set lock_timeout = '10s'; set statement_timeout = '10min'; select pg_advisory_lock(7160245)",
    );
    const wanted = readMigrations(modules);
    await owner.query('create schema if not exists kernel');
    await owner.query(`create table if not exists kernel.migration (
      schema text not null, name text not null, hash text not null, applied_at timestamptz not null default now(),
      primary key (schema, name))`);
    const done = await appliedHashes(owner);
    const missing = wanted.filter((migration) => !isApplied(migration, done));
    if (missing.length === 0 && (await isPrepared(owner, modules)))
      return { applied: [], milliseconds: performance.now() - from };
    await prepare(owner, connection, modules);
    for (const migration of missing) {
      progress(`${migration.schema}/${migration.name}`);
      await apply(owner, migration);
    }
    for (const part of kernelParts) await grantSchema(owner, part, 'mod_kernel');
    for (const module of modules) await grantSchema(owner, module, `mod_${module}`);
    await owner.query(
      `insert into kernel.migration (schema, name, hash) values ('kernel', $1, '') on conflict do nothing`,
      [preparedMark(modules)],
    );
    return {
      applied: missing.map(({ schema, name }) => `${schema}/${name}`),
      milliseconds: performance.now() - from,
    };
  } finally {
    await owner.end();
  }
}

/** What is not applied yet, for `city doctor`. */
export async function pendingMigrations(
  connection: ClientConfig,
  modules: readonly string[],
): Promise<readonly string[]> {
  const owner = new Client(connection);
  await owner.connect();
  try {
    const there = await owner.query(`select to_regclass('kernel.migration') is not null as there`);
    const done = there.rows[0].there ? await appliedHashes(owner) : new Map<string, string>();
    const missing = readMigrations(modules).filter(
      (migration) => !done.has(`${migration.schema}/${migration.name}`),
    );
    return missing.map(({ schema, name }) => `${schema}/${name}`);
  } finally {
    await owner.end();
  }
}

async function appliedHashes(owner: Client): Promise<Map<string, string>> {
  const rows = await owner.query<{ id: string; hash: string }>(
    `select schema || '/' || name as id, hash from kernel.migration`,
  );
  return new Map(rows.rows.map(({ id, hash }) => [id, hash]));
}

function isApplied(migration: Migration, done: Map<string, string>): boolean {
  const id = `${migration.schema}/${migration.name}`;
  const hash = done.get(id);
  if (hash === undefined) return false;
  if (hash !== migration.hash)
    throw new Error(`Migration ${id} has changed after it was applied: write a new one instead`);
  return true;
}

const preparedMark = (modules: readonly string[]) =>
  `prepared:${createHash('sha256')
    .update([...modules].sort().join())
    .digest('hex')
    .slice(0, 16)}`;

async function isPrepared(owner: Client, modules: readonly string[]): Promise<boolean> {
  const found = await owner.query('select 1 from kernel.migration where name = $1', [preparedMark(modules)]);
  return found.rowCount === 1;
}

async function prepare(owner: Client, connection: ClientConfig, modules: readonly string[]): Promise<void> {
  await ensureRoles(owner, ['kernel', ...modules]);
  for (const schema of [...kernelParts, ...modules])
    await owner.query(`create schema if not exists ${schema}`);
  const database = (await owner.query<{ name: string }>('select quote_ident(current_database()) as name'))
    .rows[0]?.name;
  await owner.query(`revoke create on schema public from public`);
  await owner.query(`create schema if not exists graphile_worker authorization ${jobRole}`);
  await owner.query(`grant create on database ${database} to ${jobRole}`);
  const pool = new Pool({ ...connection, max: 1, options: `-c role=${jobRole}` });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
  await owner.query(`revoke create on database ${database} from ${jobRole}`);
  await owner.query(`grant usage on schema kernel, jobs to city_module`);
  await owner.query(`grant connect on database ${database} to ${appRole}`);
}

async function apply(owner: Client, migration: Migration): Promise<void> {
  try {
    await owner.query('begin');
    await owner.query(migration.sql);
    await owner.query('insert into kernel.migration (schema, name, hash) values ($1, $2, $3)', [
      migration.schema,
      migration.name,
      migration.hash,
    ]);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    const position = Number((error as { position?: string }).position ?? 0);
    const line = position ? migration.sql.slice(0, position).split('\n').length : 0;
    const where = `${migration.schema}/migrations/${migration.name}.sql${line ? ` line ${line}` : ''}`;
    throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
