// Takes the spool into the tables, in order and in batches; what is taken twice changes nothing.
import { system } from '@city/kernel/access';
import type { ModuleDatabase, Tx } from '@city/kernel/database';
import type { Log } from '@city/kernel/log';
import { rankOf, sortedOnce } from './columns.ts';
import {
  daysOf,
  insertPoints,
  insertQuarantine,
  makeDays,
  markDirty,
  readPosition,
  savePosition,
  shareEpoch,
  upsertLatest,
} from './obs.store.ts';
import { unpackDays } from './pack.store.ts';
import { bucketOf, counts, type Point, quality } from './point.ts';
import type { Place, Spool } from './spool.ts';
import type { Taken } from './spool-record.ts';

export interface DrainOptions {
  readonly spool: Spool;
  readonly writer: string;
  readonly db: ModuleDatabase<unknown>;
  readonly log: Log;
  readonly now: () => Date;
  /** Bytes of the spool in one transaction. */
  readonly batchBytes: number;
  /** Newest values are written with each batch up to this many, else together every `latestEveryMilliseconds`. */
  readonly mostLatest: number;
  readonly latestEveryMilliseconds: number;
  /** Hears every batch within its transaction, in order; what it writes stands or falls with the values. */
  readonly hear?: (tx: Tx, points: readonly Point[]) => Promise<void>;
  /** Told when a batch with its `hear` was rolled back: what it remembers of it is wrong. */
  readonly forgetHeard?: () => void;
}

const actor = system('sensing.drain');
const restMilliseconds = 250;

export class Drain {
  readonly #o: DrainOptions;
  /** Buckets marked dirty in this epoch. */
  #marked = new Set<string>();
  #epoch = '';
  #days = new Set<number>();
  #newest = new Map<number, Point>();
  #latestAt = 0;
  #at: Place | null = null;
  #stopped = false;
  #running: Promise<void> | null = null;
  #wake: () => void = () => {};
  #idle: (() => void)[] = [];

  constructor(options: DrainOptions) {
    this.#o = options;
  }

  start(): void {
    this.#o.spool.onSafe(() => this.#wake());
    this.#running ??= this.#loop();
  }

  /** Resolves once everything that is safe now stands in the tables. */
  async settled(): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
      this.#wake();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      try {
        if (!(await this.#step())) await this.#rest();
      } catch (error) {
        this.#forget();
        if (this.#stopped) break;
        this.#o.log.warn({ err: error }, 'values could not be stored now; they wait in the spool');
        await new Promise((resolve) => setTimeout(resolve, restMilliseconds));
      }
    }
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** After a failed transaction only the tables know where we are. */
  #forget(): void {
    this.#at = null;
    this.#newest.clear();
    this.#forgetMarks();
  }

  #forgetMarks(): void {
    this.#marked.clear();
    this.#epoch = '';
    this.#days.clear();
    this.#o.forgetHeard?.();
  }

  async #rest(): Promise<void> {
    if (this.#newest.size > 0) {
      await this.#saveLatest();
      return;
    }
    // More has become safe since the look: on with it, and whoever waits for the end waits on.
    if (!this.#isAtEnd()) return;
    for (const resolve of this.#idle.splice(0)) resolve();
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#stopped) resolve();
    });
  }

  /** Bytes that are safe and not in the tables yet, about. */
  waitingBytes(): number {
    const { segment, byte } = this.#o.spool.end;
    const at = this.#at ?? { segment: this.#o.spool.oldest, byte: 0 };
    return (segment - at.segment) * this.#o.spool.options.segmentBytes + byte - at.byte;
  }

  #isAtEnd(): boolean {
    const { segment, byte } = this.#o.spool.end;
    return this.#at?.segment === segment && this.#at.byte === byte;
  }

  /** One batch; false when there was nothing. */
  async #step(): Promise<boolean> {
    const { spool, db, writer, batchBytes } = this.#o;
    this.#at ??= (await db.transaction(actor, (tx) => readPosition(tx, writer), { readOnly: true })) ?? {
      segment: spool.oldest,
      byte: 0,
    };
    const { messages, next, isDamaged } = await spool.read(this.#at, batchBytes);
    if (isDamaged)
      this.#o.log.error({ at: this.#at }, 'the spool is damaged here; the rest of its file is lost');
    if (messages.length === 0) {
      const moved = next.segment !== this.#at.segment;
      this.#at = next;
      return moved;
    }
    let tries = 0;
    const wasSaved = await db.transaction(actor, (tx) => {
      // The database asked to begin again: nothing learnt in the attempt before has happened.
      if (tries++ > 0) this.#forgetMarks();
      return this.#store(tx, messages, next);
    });
    this.#at = next;
    if (wasSaved) {
      this.#newest.clear();
      this.#latestAt = performance.now();
      await spool.forget(next);
    }
    return true;
  }

  async #saveLatest(): Promise<void> {
    const at = this.#at;
    if (!at) return;
    await this.#o.db.transaction(actor, async (tx) => {
      await upsertLatest(tx, inOrder(this.#newest));
      await savePosition(tx, this.#o.writer, at);
    });
    this.#newest.clear();
    this.#latestAt = performance.now();
    await this.#o.spool.forget(at);
  }

  /** Answers whether newest values and position were written too. */
  async #store(tx: Tx, messages: readonly Taken[], next: Place): Promise<boolean> {
    const all = messages.flatMap(({ points }) => points);
    const measured = sortedOnce(all.filter(({ q }) => (q & quality.quarantined) === 0));
    await this.#quarantine(tx, messages);
    if (measured.length > 0) {
      await this.#makeRoom(tx, measured);
      await insertPoints(tx, measured);
      await this.#mark(tx, measured);
      for (const point of measured) this.#learn(point);
      await this.#o.hear?.(tx, measured);
    }
    const isDue = performance.now() - this.#latestAt > this.#o.latestEveryMilliseconds;
    if (this.#newest.size > this.#o.mostLatest && !isDue) return false;
    await upsertLatest(tx, inOrder(this.#newest));
    await savePosition(tx, this.#o.writer, next);
    return true;
  }

  #learn(point: Point): void {
    if (!counts(point.q)) return;
    const known = this.#newest.get(point.series);
    const isSounder = known?.ts === point.ts && rankOf(point.q) < rankOf(known.q);
    if (!known || known.ts < point.ts || isSounder) this.#newest.set(point.series, point);
  }

  async #quarantine(tx: Tx, messages: readonly Taken[]): Promise<void> {
    const received = new Map<Point, number>();
    for (const { points, receivedAt } of messages)
      for (const point of points) if (point.q & quality.quarantined) received.set(point, receivedAt);
    if (received.size > 0) await insertQuarantine(tx, [...received.keys()], received);
  }

  async #makeRoom(tx: Tx, points: readonly Point[]): Promise<void> {
    const epoch = await shareEpoch(tx);
    if (epoch !== this.#epoch) {
      this.#marked.clear();
      this.#days.clear();
      this.#epoch = epoch;
    }
    const fresh = daysOf(points).filter((day) => !this.#days.has(day));
    if (fresh.length > 0) {
      await makeDays(tx, fresh);
      for (const day of fresh) this.#days.add(day);
    }
    await unpackDays(tx, points, this.#o.now());
  }

  async #mark(tx: Tx, points: readonly Point[]): Promise<void> {
    const fresh: { series: number; ts: number }[] = [];
    for (const { series, ts } of points) {
      const bucket = bucketOf(ts);
      const key = `${series}:${bucket}`;
      if (this.#marked.has(key)) continue;
      this.#marked.add(key);
      fresh.push({ series, ts: bucket });
    }
    if (fresh.length > 0) await markDirty(tx, fresh);
  }
}

const inOrder = (newest: ReadonlyMap<number, Point>): Point[] =>
  [...newest.values()].sort((a, b) => a.series - b.series);
