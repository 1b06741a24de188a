// A Kysely driver on node-postgres that begins every transaction as the module's own role, in one round trip.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';

/** The statement that opens the transaction now being begun: role and row-level-security context. */
export const opening = new AsyncLocalStorage<string>();

/** Statements longer than this are sent unnamed: they are built for one occasion and would fill the server's cache. */
const longestNamedStatement = 16_000;
/** A connection keeps at most this many named statements. */
const mostNamedStatements = 400;

const names = new Map<string, string>();

function nameOf(sql: string): string {
  let name = names.get(sql);
  if (!name) {
    name = createHash('sha1').update(sql).digest('base64url');
    if (names.size > 5000) names.clear();
    names.set(sql, name);
  }
  return name;
}

class Connection implements DatabaseConnection {
  readonly client: PoolClient;
  readonly #prepared = new Set<string>();
  broken = false;

  constructor(client: PoolClient) {
    this.client = client;
  }

  /** A statement without parameters, by the simple protocol; several may stand in one text. */
  async control(sql: string): Promise<string> {
    const result = await this.client.query(sql);
    const last = Array.isArray(result) ? result.at(-1) : result;
    return String(last?.command ?? '');
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { sql, parameters } = query;
    const result = await this.client.query(
      this.#worthNaming(sql)
        ? { name: nameOf(sql), text: sql, values: parameters as unknown[] }
        : { text: sql, values: parameters as unknown[] },
    );
    return { rows: (result.rows ?? []) as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
  }

  #worthNaming(sql: string): boolean {
    if (sql.length > longestNamedStatement) return false;
    if (this.#prepared.has(sql)) return true;
    if (this.#prepared.size >= mostNamedStatements) return false;
    this.#prepared.add(sql);
    return true;
  }

  // biome-ignore lint/correctness/useYield: the interface demands a generator, and cursors are not offered here
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is not offered: read in pages by key');
  }
}

class RoleDriver implements Driver {
  readonly #pool: Pool;
  readonly #connections = new WeakMap<PoolClient, Connection>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Connection> {
    const client = await this.#pool.connect();
    let connection = this.#connections.get(client);
    if (!connection) {
      connection = new Connection(client);
      this.#connections.set(client, connection);
    }
    return connection;
  }

  async beginTransaction(connection: Connection): Promise<void> {
    const statement = opening.getStore();
    if (!statement) throw new Error('A transaction must be begun through the kernel, which knows its role');
    try {
      await connection.control(statement);
    } catch (error) {
      await connection.control('rollback').catch(() => {
        connection.broken = true;
      });
      throw error;
    }
  }

  async commitTransaction(connection: Connection): Promise<void> {
    const command = await connection.control('commit');
    if (command === 'ROLLBACK') throw new Error('The transaction was rolled back instead of committed');
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    try {
      await connection.control('rollback');
    } catch {
      connection.broken = true;
    }
  }

  async releaseConnection(connection: Connection): Promise<void> {
    connection.client.release(connection.broken);
  }

  async destroy(): Promise<void> {}
}

/** PostgreSQL's dialect with our driver; the pool belongs to the caller. */
export function roleDialect(pool: Pool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new RoleDriver(pool),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
