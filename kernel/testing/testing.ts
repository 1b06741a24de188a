// A running city for tests: a fresh database from a template, a clock that stands still, callers of every kind.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { Client, type ClientConfig } from 'pg';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Actor, anonymous, type Post } from '@city/kernel/access';
import { Config } from '@city/kernel/config';
import { migrate } from '@city/kernel/database';
import { createTestDatabase, makeTemplateDatabase } from '@city/kernel/embedded';
import { type Layout, view } from '@city/kernel/http';
import { type Log, silentLog } from '@city/kernel/log';
import { type CityOptions, composeCity, type RunningCity } from '../module/compose.ts';
import type { CityModule, ModuleContext } from '../module/module.ts';
import { testCluster } from './cluster.ts';

export { type QueuedMessage, queuedMessages } from './queued.ts';
export { type ReadPdf, readPdf } from './read-pdf.ts';

export interface TestCityOptions {
  readonly modules?: readonly CityModule<never>[];
  /** Where the clock starts. Default: Tuesday 8 September 2026, 09:30 in Hải Phòng. */
  readonly now?: Date | string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Another process of this city: the same database and the same clock. Stop it before the first. */
  readonly beside?: TestCity;
  readonly layout?: Layout;
  readonly errorView?: CityOptions['errorView'];
  readonly ownRoutes?: CityOptions['ownRoutes'];
  readonly plugins?: CityOptions['plugins'];
  /** Start subscribers, the live tail and jobs. Default: only when asked. */
  readonly start?: { relay: boolean; work: boolean };
  /** Where the city logs. Default: nowhere. */
  readonly log?: Log;
}

export interface Caller {
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** A browser's form: fields urlencoded, or multipart when there are files. */
  form(
    url: string,
    fields: Record<string, string>,
    files?: readonly FormFile[],
  ): Promise<LightMyRequestResponse>;
  inject(options: InjectOptions): Promise<LightMyRequestResponse>;
}

export interface FormFile {
  readonly field: string;
  readonly filename: string;
  readonly contentType: string;
  readonly data: Buffer;
}

export interface TestCity extends RunningCity {
  readonly app: FastifyInstance;
  readonly connection: ClientConfig;
  readonly clock: { now(): Date; advance(milliseconds: number): void; set(to: Date | string): void };
  /** Calls the running city as somebody. */
  as(actor: Actor): Caller;
  /** Superuser SQL, for looking behind the walls. */
  sql<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
  module<DB>(name: string): ModuleContext<DB>;
}

const defaultNow = '2026-09-08T02:30:00.000Z';

/** Starts a city with the given modules on a database of its own; stop it in `afterAll`. */
export async function testCity(options: TestCityOptions = {}): Promise<TestCity> {
  const modules = options.modules ?? [];
  const { beside } = options;
  const fresh = beside
    ? { connection: beside.connection, drop: async () => {} }
    : await freshDatabase(modules.map((module) => module.name));
  const folder = mkdtempSync(join(tmpdir(), 'city-test-'));
  let at = new Date(options.now ?? defaultNow);
  const own: TestCity['clock'] = {
    now: () => at,
    advance: (milliseconds: number) => {
      at = new Date(at.getTime() + milliseconds);
    },
    set: (to: Date | string) => {
      at = new Date(to);
    },
  };
  const clock = beside?.clock ?? own;
  const actors = new Map<string, Actor>();
  const running = await composeCity({
    config: new Config(
      { CITY_DATABASE_POOL: '6', ...options.environment },
      { mode: 'demo', dataDirectory: folder },
    ),
    connection: fresh.connection,
    modules,
    now: () => clock.now(),
    log: options.log ?? silentLog(),
    layout: options.layout ?? plainLayout,
    errorView:
      options.errorView ??
      (({ error, lang }) => view(error.title[lang], error.title[lang], { status: error.status })),
    ...(options.ownRoutes ? { ownRoutes: options.ownRoutes } : {}),
    ...(options.plugins ? { plugins: options.plugins } : {}),
    authenticate: async (request) => actors.get(String(request.headers['test-actor'])) ?? null,
  });
  await running.app.ready();
  if (options.start) await running.start(options.start);
  return {
    ...running,
    connection: fresh.connection,
    clock,
    as: (actor) => callerOf(running.app, actor, actors),
    module: <DB>(name: string) => running.context(name) as ModuleContext<DB>,
    sql: (text, values) => superuser(fresh.connection, text, values),
    stop: async () => {
      await running.stop();
      await fresh.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freshDatabase(modules: readonly string[]) {
  const cluster = await testCluster();
  return createTestDatabase(cluster as never, await templateFor(cluster, modules));
}

async function superuser<R extends object>(
  connection: ClientConfig,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query<R>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** One template database for each set of modules, made by whichever worker comes first. */
async function templateFor(cluster: ClientConfig, modules: readonly string[]): Promise<string> {
  const name = `template_${createHash('sha256').update(modules.join()).digest('hex').slice(0, 12)}`;
  const client = new Client({ ...cluster, database: 'postgres' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(81)');
    const there = await client.query('select datistemplate from pg_database where datname = $1', [name]);
    if (there.rowCount && !there.rows[0].datistemplate) await client.query(`drop database ${name}`);
    if (!there.rowCount || !there.rows[0].datistemplate) {
      await makeTemplateDatabase(cluster as never, name, async (connection) => {
        await migrate(connection, modules);
      });
    }
    return name;
  } finally {
    await client.end();
  }
}

const plainLayout: Layout = ({ view: shown, lang }) =>
  `<!doctype html><html lang="${lang}"><head><title>${shown.title}</title></head><body><main>${renderToStaticMarkup(shown.content as never)}</main></body></html>`;

function callerOf(app: FastifyInstance, actor: Actor, actors: Map<string, Actor>): Caller {
  const ticket = randomUUID();
  if (actor !== anonymous) actors.set(ticket, actor);
  const inject = (options: InjectOptions) =>
    app.inject({ ...options, headers: { 'test-actor': ticket, ...options.headers } });
  return {
    inject,
    get: (url, headers = {}) => inject({ method: 'GET', url, headers }),
    post: (url, body, headers = {}) =>
      inject({ method: 'POST', url, headers, ...(body === undefined ? {} : { payload: body as object }) }),
    form: (url, fields, files = []) => {
      if (files.length === 0) {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() });
      }
      const { contentType, payload } = multipart(fields, files);
      return inject({ method: 'POST', url, headers: { 'content-type': contentType }, payload });
    },
  };
}

/** Encodes a multipart/form-data body (RFC 7578). */
export function multipart(
  fields: Record<string, string>,
  files: readonly FormFile[],
): { contentType: string; payload: Buffer } {
  const boundary = `city-${randomUUID()}`;
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    parts.push(
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    );
  }
  for (const file of files) {
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.filename}"\r\ncontent-type: ${file.contentType}\r\n\r\n`;
    parts.push(Buffer.from(head), file.data, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { contentType: `multipart/form-data; boundary=${boundary}`, payload: Buffer.concat(parts) };
}

/** A citizen with an identity of their own. */
export function citizen(options: Partial<Actor> = {}): Actor {
  return { kind: 'citizen', id: randomUUID(), name: 'Trần Thị Mẫu', level: 2, ...options };
}

/** An officer acting from a post. */
export function officer(post: Partial<Post> & { body: string }, options: Partial<Actor> = {}): Actor {
  const full: Post = { id: randomUUID(), unit: null, role: 'officer', title: 'Cán bộ xử lý', ...post };
  return {
    kind: 'officer',
    id: randomUUID(),
    name: 'Nguyễn Văn Mẫu',
    level: 2,
    post: full,
    posts: [full],
    ...options,
  };
}

/**
 * Waits until something holds, checking often; for effects that come through the event stream. Patient, because readers wait for
 * the oldest open transaction of the whole cluster, and the databases of all test files stand in one.
 */
export async function eventually<T>(
  read: () => Promise<T> | T,
  holds: (value: T) => boolean,
  timeoutMilliseconds = 40_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMilliseconds;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > deadline)
      throw new Error(
        `Still not so after ${timeoutMilliseconds} ms: ${JSON.stringify(value)?.slice(0, 500)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
