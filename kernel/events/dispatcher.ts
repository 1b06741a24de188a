// Brings events to subscribers: each in its module's own transaction together with the cursor, so that the effect happens once.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { Database, Tx } from '@city/kernel/database';
import type { Log } from '@city/kernel/log';
import type { Metrics } from '@city/kernel/metrics';
import type { EventDefinition } from './define.ts';
import { Alarm } from './alarm.ts';
import { type CityEvent, type Position, readAfter } from './outbox.ts';

export interface Subscription<DB = unknown> {
  /** Unique in the module, such as `notify-reporter`. */
  readonly name: string;
  readonly events: readonly EventDefinition[];
  /** Runs in a transaction of the subscriber's module; throwing parks the event and its successors of the same key. */
  readonly handle: (tx: Tx<DB>, event: CityEvent) => Promise<void>;
  /**
   * Says in one statement which events of a batch concern this subscriber at all; only those are handled. For streams of
   * which most events are nothing to it. `handle` must do the same without it.
   */
  readonly sift?: (tx: Tx<DB>, events: readonly CityEvent[]) => Promise<ReadonlySet<CityEvent>>;
}

interface Bound {
  readonly module: string;
  readonly id: string;
  readonly subscription: Subscription;
}

const batch = 200;
const pollMilliseconds = 1_000;
/** A subscriber looks at most this often: in a storm one look takes the events of many commits. */
const gatherMilliseconds = 100;
const mostAttempts = 4;

export class Dispatcher {
  readonly #database: Database;
  readonly #log: Log;
  readonly #metrics: Metrics;
  readonly #bound: Bound[] = [];
  readonly #alarms = new Map<string, Alarm>();
  readonly #loops: Promise<void>[] = [];
  #stopping = false;

  constructor(options: { database: Database; log: Log; metrics: Metrics }) {
    this.#database = options.database;
    this.#log = options.log;
    this.#metrics = options.metrics;
  }

  subscribe(module: string, subscription: Subscription): void {
    const id = `${module}.${subscription.name}`;
    if (this.#bound.some((other) => other.id === id)) throw new Error(`Subscription ${id} is declared twice`);
    this.#bound.push({ module, id, subscription });
  }

  start(): void {
    for (const bound of this.#bound) this.#loops.push(this.#loop(bound));
  }

  /** Something was committed: look now rather than at the next poll. */
  wake(): void {
    for (const alarm of this.#alarms.values()) alarm.ring();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const alarm of this.#alarms.values()) alarm.end();
    await Promise.all(this.#loops);
  }

  async #loop(bound: Bound): Promise<void> {
    const alarm = new Alarm(gatherMilliseconds);
    this.#alarms.set(bound.id, alarm);
    let pause = pollMilliseconds;
    while (!this.#stopping) {
      try {
        alarm.silence();
        const handled = await this.step(bound.id);
        pause = pollMilliseconds;
        if (handled >= batch) continue;
        if (handled > 0) alarm.ring();
      } catch (error) {
        this.#log.error({ err: error, subscriber: bound.id }, 'a subscriber could not go on; trying again');
        pause = Math.min(pause * 2, 15_000);
      }
      if (!this.#stopping) await alarm.rest(pause);
    }
  }

  /** Handles one batch for a subscriber; answers how many events it has passed. Only one process holds the cursor at a time. */
  async step(id: string): Promise<number> {
    const bound = this.#bound.find((other) => other.id === id);
    if (!bound) throw new Error(`No subscription ${id}`);
    const handle = this.#database.module<unknown>(bound.module);
    const actor = system(bound.id);
    const failed: { error?: unknown } = {};
    let newest: CityEvent | undefined;
    const passed = await handle
      .transaction(actor, async (tx) => {
        const cursor = await this.#lockCursor(tx, bound.id);
        if (!cursor) return 0;
        const types = bound.subscription.events.map((event) => event.name);
        const events = await readAfter(tx.db, cursor, { limit: batch, types });
        if (events.length === 0) return 0;
        newest = events.at(-1);
        const parked = await parkedKeys(tx, bound.id);
        const concerned = (await bound.subscription.sift?.(tx, events)) ?? new Set(events);
        for (const event of events) {
          if (parked.has(event.key)) await park(tx, bound.id, event, 0, 'an earlier event of this key waits');
          else if (concerned.has(event)) await bound.subscription.handle(tx, event);
        }
        await moveCursor(tx, bound.id, (newest as CityEvent).position);
        return events.length;
      })
      .catch((error: unknown) => {
        failed.error = error;
        return -1;
      });
    if (passed < 0) return this.#oneByOne(bound, failed.error);
    if (passed > 0) {
      this.#metrics.eventsHandled.inc({ subscriber: bound.id, outcome: 'handled' }, passed);
      if (newest)
        this.#metrics.eventLagSeconds.set(
          { subscriber: bound.id },
          (Date.now() - newest.occurredAt.getTime()) / 1000,
        );
    }
    return passed;
  }

  /** After a failed batch: the next event alone, a few times, then parked so that the rest of the stream goes on. */
  async #oneByOne(bound: Bound, batchError: unknown): Promise<number> {
    const handle = this.#database.module<unknown>(bound.module);
    const actor = system(bound.id);
    let error: unknown = batchError;
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      try {
        return await handle.transaction(actor, async (tx) => {
          const event = await this.#next(tx, bound);
          if (!event) return 0;
          const parked = await parkedKeys(tx, bound.id);
          if (parked.has(event.key)) await park(tx, bound.id, event, 0, 'an earlier event of this key waits');
          else await bound.subscription.handle(tx, event);
          await moveCursor(tx, bound.id, event.position);
          return 1;
        });
      } catch (caught) {
        if ((caught as { code?: string }).code === 'database_unavailable') throw caught;
        error = caught;
        if (attempt < mostAttempts) await new Promise((resolve) => setTimeout(resolve, 20 * 3 ** attempt));
      }
    }
    this.#log.error({ err: error, subscriber: bound.id }, 'an event is parked among the dead letters');
    this.#metrics.eventsHandled.inc({ subscriber: bound.id, outcome: 'parked' });
    return handle.transaction(actor, async (tx) => {
      const event = await this.#next(tx, bound);
      if (!event) return 0;
      await park(tx, bound.id, event, mostAttempts, error instanceof Error ? error.message : String(error));
      await moveCursor(tx, bound.id, event.position);
      return 1;
    });
  }

  async #next(tx: Tx, bound: Bound): Promise<CityEvent | undefined> {
    const cursor = await this.#lockCursor(tx, bound.id);
    if (!cursor) return undefined;
    const types = bound.subscription.events.map((event) => event.name);
    return (await readAfter(tx.db, cursor, { limit: 1, types }))[0];
  }

  async #lockCursor(tx: Tx, id: string): Promise<Position | undefined> {
    const lock = sql<Position>`select xid::text as xid, seq::text as seq from events.cursor
      where subscriber = ${id} for update skip locked`;
    const found = await lock.execute(tx.db);
    if (found.rows[0]) return found.rows[0];
    // Held by another process, or not there yet.
    await sql`insert into events.cursor (subscriber, xid, seq, moved_at) values (${id}, '0', 0, ${tx.now})
      on conflict do nothing`.execute(tx.db);
    return (await lock.execute(tx.db)).rows[0];
  }
}

async function moveCursor(tx: Tx, id: string, to: Position): Promise<void> {
  await sql`update events.cursor set xid = ${to.xid}::xid8, seq = ${to.seq}::bigint, moved_at = ${tx.now}
    where subscriber = ${id}`.execute(tx.db);
}

async function parkedKeys(tx: Tx, id: string): Promise<Set<string>> {
  const rows = await sql<{
    key: string;
  }>`select distinct key from events.dead_letter where subscriber = ${id}`.execute(tx.db);
  return new Set(rows.rows.map((row) => row.key));
}

async function park(tx: Tx, id: string, event: CityEvent, attempts: number, error: string): Promise<void> {
  await sql`insert into events.dead_letter (subscriber, key, xid, seq, attempts, error, parked_at)
    values (${id}, ${event.key}, ${event.position.xid}::xid8, ${event.position.seq}::bigint, ${attempts}, ${error}, ${tx.now})
    on conflict do nothing`.execute(tx.db);
}

/** What waits, for the page of the operator and `city doctor`. */
export async function deadLetters(
  tx: Tx,
): Promise<readonly { subscriber: string; key: string; error: string; waiting: number }[]> {
  const rows = await sql<{ subscriber: string; key: string; error: string; waiting: number }>`
    select subscriber, key, (array_agg(error order by xid, seq))[1] as error, count(*)::int as waiting
      from events.dead_letter group by subscriber, key order by subscriber, key limit 500`.execute(tx.db);
  return rows.rows;
}

/** Handles the parked events of a key in their order and lets the key go on; all or nothing. */
export async function releaseDeadLetters(
  tx: Tx,
  id: string,
  key: string,
  subscription: Subscription,
): Promise<number> {
  const rows = await sql<Position>`select xid::text as xid, seq::text as seq from events.dead_letter
    where subscriber = ${id} and key = ${key} order by dead_letter.xid, dead_letter.seq for update`.execute(
    tx.db,
  );
  for (const { xid, seq } of rows.rows) {
    const before: Position = { xid, seq: String(BigInt(seq) - 1n) };
    const [event] = await readAfter(tx.db, before, { limit: 1 });
    if (event) await subscription.handle(tx, event);
  }
  await sql`delete from events.dead_letter where subscriber = ${id} and key = ${key}`.execute(tx.db);
  return rows.rows.length;
}
