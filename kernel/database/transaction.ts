// One transaction of one module: its role, its row-level-security context, its trail entries, events and jobs, all or nothing.
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Actor } from '@city/kernel/access';
import type { Seals } from '@city/kernel/seals';
import { opening } from './driver.ts';
import { away, isAway, isCollision } from './faults.ts';
import { flush } from './flush.ts';
import { type Idempotency, makeVoice, type Speaker, type Voice } from './voice.ts';

declare const branded: unique symbol;

/** What store functions take. Only the kernel makes one, so no statement can slip out of its transaction. */
export interface Tx<DB = unknown> extends Speaker {
  readonly [branded]: 'tx';
  readonly db: Transaction<DB>;
  /** Seals what says who somebody is or where they are reached. */
  readonly seals: Seals;
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
  readonly seals: Seals;
  readonly committed: (events: number) => void;
  readonly retried: (module: string) => void;
  readonly timed: (module: string, outcome: string, seconds: number) => void;
}

const mostAttempts = 6;

/**
 * Runs `fn` in a transaction as role `mod_<module>`; begins again on serialization failures and deadlocks.
 * @throws AppError `database_unavailable` when PostgreSQL is away; what `fn` throws otherwise.
 */
export function transaction<DB, T>(
  host: TransactionHost,
  module: string,
  actor: Actor,
  options: TransactionOptions,
  fn: (tx: Tx<DB>) => Promise<T>,
): Promise<T> {
  return attempts(host, module, { actor, readOnly: options.readOnly === true }, async (db, voices) => {
    const voice = makeVoice(actor, host.now(), options.idempotency);
    voices.push(voice);
    const result = await fn({ ...voice.speaker, db, seals: host.seals } as unknown as Tx<DB>);
    voice.result = result;
    return result;
  });
}

/**
 * The transaction beneath: `work` does its statements and leaves the voices that spoke, in order; what they said is written
 * before the commit. The rights are those of `as.actor`, whoever the voices are.
 */
export async function attempts<T>(
  host: TransactionHost,
  module: string,
  as: { readonly actor: Actor; readonly readOnly: boolean },
  work: (db: Transaction<unknown>, voices: Voice[]) => Promise<T>,
): Promise<T> {
  const begin = openingStatement(module, as.actor, as.readOnly);
  for (let attempt = 1; ; attempt++) {
    const from = performance.now();
    const done = (outcome: string) => host.timed(module, outcome, (performance.now() - from) / 1000);
    const voices: Voice[] = [];
    try {
      const answer = await opening.run(begin, () =>
        host.kysely.transaction().execute(async (db) => {
          const result = await work(db, voices);
          await flush(db, module, voices, host.seals);
          return result;
        }),
      );
      done('committed');
      const events = voices.reduce((sum, { said }) => sum + said.events.length, 0);
      if (events > 0) host.committed(events);
      for (const { said } of voices) for (const run of said.after) run();
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

function openingStatement(module: string, actor: Actor, readOnly: boolean): string {
  if (!/^[a-z][a-z0-9_]*$/.test(module)) throw new Error(`Not a module name: ${module}`);
  const context: Record<string, string> = {
    actor_kind: actor.kind,
    actor_id: actor.id ?? '',
    actor_body: actor.post?.body ?? '',
    actor_unit: actor.post?.unit ?? '',
    actor_role: actor.post?.role ?? '',
    purpose: actor.purpose ?? '',
    on_behalf_of: actor.onBehalfOf?.id ?? '',
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
export async function lockFor<DB>(tx: Tx<DB>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.db);
}
