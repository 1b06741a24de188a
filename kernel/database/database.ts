// The door to PostgreSQL: a pool that may do nothing, and a handle per module that opens transactions as that module.
import { Kysely } from 'kysely';
import { type ClientConfig, Pool } from 'pg';
import type { Actor } from '@city/kernel/access';
import type { Log } from '@city/kernel/log';
import type { Metrics } from '@city/kernel/metrics';
import { noSeals, type Seals } from '@city/kernel/seals';
import { roleDialect } from './driver.ts';
import { isAway } from './faults.ts';
import { type Group, type GroupDefinition, openGroup } from './group.ts';
import { rowTypes } from './instants.ts';
import { appRole } from './roles.ts';
import { type Tx, type TransactionHost, type TransactionOptions, transaction } from './transaction.ts';

export { AlreadyDone, nameOf } from './flush.ts';
export type { Group, GroupDefinition, Member } from './group.ts';
export { away, isAway, isCollision, isDuplicate, stateOf } from './faults.ts';
export { hold } from './hold.ts';
export { isId, newId } from './id.ts';
export { kernelParts, migrate, pendingMigrations, readMigrations } from './migrate.ts';
export { lockFor, type TransactionOptions, type Tx } from './transaction.ts';
export type { Idempotency } from './voice.ts';

export interface DatabaseOptions {
  readonly connection: ClientConfig;
  readonly poolSize: number;
  readonly now: () => Date;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Called after each commit that put events into the outbox: a hint, never a promise. */
  readonly committed?: (events: number) => void;
  /** What transactions seal with; without it only sealing is refused. */
  readonly seals?: Seals;
  /** Connect as the owner itself, before the roles exist: only to see whether the server answers. */
  readonly owner?: boolean;
}

/** A module's own door. */
export interface ModuleDatabase<DB> {
  transaction<T>(actor: Actor, fn: (tx: Tx<DB>) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Opens a group commit for one kind of small action. Once for each kind: the queue belongs to what this answers. */
  group<I, R>(definition: GroupDefinition<DB, I, R>): Group<I, R>;
}

export interface Database {
  readonly connection: ClientConfig;
  readonly pool: Pool;
  module<DB>(name: string): ModuleDatabase<DB>;
  /** One round trip to the server, for readiness. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Longest a statement of a request may run; jobs and importers work in batches below it. */
const statementTimeoutMilliseconds = 15_000;
const idleInTransactionMilliseconds = 5_000;

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new Pool({
    ...options.connection,
    types: rowTypes,
    max: options.poolSize,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 60_000,
    application_name: 'city',
    options: [
      ...(options.owner ? [] : [`-c role=${appRole}`]),
      '-c timezone=UTC',
      '-c standard_conforming_strings=on',
      `-c statement_timeout=${statementTimeoutMilliseconds}`,
      `-c idle_in_transaction_session_timeout=${idleInTransactionMilliseconds}`,
      '-c jit=off',
    ].join(' '),
  });
  pool.on('error', (error) => options.log.warn({ err: error }, 'a database connection was lost'));
  pool.on('connect', (client) => client.on('error', () => {}));
  const host: TransactionHost = {
    kysely: new Kysely<unknown>({ dialect: roleDialect(pool) }),
    now: options.now,
    seals: options.seals ?? noSeals,
    committed: options.committed ?? (() => {}),
    retried: (module) => options.metrics.transactionRetries.inc({ module }),
    timed: (module, outcome, seconds) => options.metrics.transactions.observe({ module, outcome }, seconds),
  };
  return {
    connection: options.connection,
    pool,
    module: <DB>(name: string): ModuleDatabase<DB> => ({
      transaction: (actor, fn, how = {}) => transaction(host, name, actor, how, fn),
      group: (definition) => openGroup(host, name, definition),
    }),
    ping: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

/** Waits until the server answers, for a start while PostgreSQL is still coming up. */
export async function untilReachable(database: Database, timeoutMilliseconds: number): Promise<void> {
  const deadline = Date.now() + timeoutMilliseconds;
  for (;;) {
    try {
      return await database.ping();
    } catch (error) {
      if (!isAway(error) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
