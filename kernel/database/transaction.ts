// One transaction of one module: its role, its row-level-security context, its trail entries, events and jobs, all or nothing.
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Actor } from '@city/kernel/access';
import type { EventDefinition } from '../events/define.ts';
import type { JobDefinition } from '../jobs/define.ts';
import type { TrailEntry } from '../trail/trail.ts';
import { opening } from './driver.ts';
import { away, isAway, isCollision } from './faults.ts';
import { type Flush, flush, type Idempotency } from './flush.ts';
import { newId } from './id.ts';

declare const branded: unique symbol;

/** What store functions take. Only the kernel makes one, so no statement can slip out of its transaction. */
export interface Tx<DB = unknown> {
  readonly [branded]: 'tx';
  readonly db: Transaction<DB>;
  readonly actor: Actor;
  readonly now: Date;
  /** Puts a read or a decision about people onto the trail, in this transaction. */
  trail(entry: TrailEntry): void;
  /** Puts an event into the outbox, in this transaction. Events of one key keep their order. */
  emit<T>(event: EventDefinition<T>, key: string, data: T): void;
  /** Enqueues a job that becomes visible when this transaction commits. */
  enqueue<T>(job: JobDefinition<T>, payload: T, options?: { runAt?: Date; key?: string }): void;
  /** Runs after the commit, in this process only: wake-ups and caches, never anything that must happen. */
  afterCommit(run: () => void): void;
}

export interface TransactionOptions {
  /** Key of the distribution: the case, person or organisation this transaction is about. */
  readonly shard?: string;
  readonly readOnly?: boolean;
  /** Makes the whole transaction happen once for this key; the answer is kept and replayed. */
  readonly idempotency?: Idempotency;
}

export interface TransactionHost {
  readonly kysely: Kysely<unknown>;
  readonly now: () => Date;
  readonly committed: (events: number) => void;
  readonly retried: (module: string) => void;
  readonly timed: (module: string, outcome: string, seconds: number) => void;
}

const mostAttempts = 6;

/**
 * Runs `fn` in a transaction as role `mod_<module>`; begins again on serialization failures and deadlocks.
 * @throws AppError `database_unavailable` when PostgreSQL is away; what `fn` throws otherwise.
 */
export async function transaction<DB, T>(
  host: TransactionHost,
  module: string,
  actor: Actor,
  options: TransactionOptions,
  fn: (tx: Tx<DB>) => Promise<T>,
): Promise<T> {
  const begin = openingStatement(module, actor, options.readOnly === true);
  for (let attempt = 1; ; attempt++) {
    const from = performance.now();
    const done = (outcome: string) => host.timed(module, outcome, (performance.now() - from) / 1000);
    const pending: Flush = { trail: [], events: [], jobs: [] };
    const after: (() => void)[] = [];
    try {
      const answer = await opening.run(begin, () =>
        (host.kysely as Kysely<DB>).transaction().execute(async (db) => {
          const now = host.now();
          const result = await fn(makeTx(db, actor, now, pending, after));
          await flush(
            db as Transaction<unknown>,
            { module, actor, now, idempotency: options.idempotency },
            pending,
            result,
          );
          return result;
        }),
      );
      done('committed');
      if (pending.events.length > 0) host.committed(pending.events.length);
      for (const run of after) run();
      return answer;
    } catch (error) {
      done('failed');
      if (isAway(error)) throw away(error);
      if (!isCollision(error) || attempt === mostAttempts) throw error;
      host.retried(module);
      await pause(attempt);
    }
  }
}

function makeTx<DB>(
  db: Transaction<DB>,
  actor: Actor,
  now: Date,
  pending: Flush,
  after: (() => void)[],
): Tx<DB> {
  return {
    db,
    actor,
    now,
    trail: (entry) => void pending.trail.push(entry),
    emit: (event, key, data) => {
      event.assert(data);
      pending.events.push({ id: newId(now), type: event.name, version: event.version, key, data });
    },
    enqueue: (job, payload, options = {}) => {
      job.assert(payload);
      pending.jobs.push({ task: job.name, payload, runAt: options.runAt ?? null, key: options.key ?? null });
    },
    afterCommit: (run) => void after.push(run),
  } as Tx<DB>;
}

function openingStatement(module: string, actor: Actor, readOnly: boolean): string {
  if (!/^[a-z][a-z0-9_]*$/.test(module)) throw new Error(`Not a module name: ${module}`);
  const context: Record<string, string> = {
    actor_kind: actor.kind,
    actor_id: actor.id ?? '',
    actor_body: actor.post?.body ?? '',
    actor_unit: actor.post?.unit ?? '',
    actor_role: actor.post?.role ?? '',
    purpose: actor.purpose ?? '',
  };
  const settings = Object.entries(context).map(
    ([name, value]) => `set local city.${name} = ${literal(value)}`,
  );
  return [`begin${readOnly ? ' read only' : ''}`, `set local role mod_${module}`, ...settings].join('; ');
}

/** A string literal for the simple protocol, which has no parameters: quotes doubled, backslashes escaped, no NUL. */
function literal(value: string): string {
  const safe = value.replace(/\0/g, '').replace(/\\/g, '\\\\').replace(/'/g, "''");
  return ` E'${safe}'`;
}

function pause(attempt: number): Promise<void> {
  const milliseconds = Math.random() * 10 * 2 ** attempt;
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Takes a lock for the rest of the transaction, by name; other holders of the same name wait. */
export async function lockFor(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.db);
}
