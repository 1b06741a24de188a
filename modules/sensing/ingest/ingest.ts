// The one way in: whatever the door, readings are judged, put onto the spool, and answered once they are on the disk.
import { join } from 'node:path';
import { Counter, Gauge } from 'prom-client';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { LIMITS } from '../limits.ts';
import { Drain } from '../series/drain.ts';
import { forgetPosition } from '../series/obs.store.ts';
import type { Point } from '../series/point.ts';
import { Spool, SpoolFull } from '../series/spool.ts';
import type { Device } from '../devices/device.store.ts';
import { judge } from './judge.ts';
import { Registry } from './registry.ts';
import { newFolder, release, remove, type SpoolFolder, takeOrphans } from './spool-folder.ts';

export interface Reading {
  readonly metric: string;
  /** Milliseconds since 1970; null when the device sent no time. */
  readonly ts: number | null;
  readonly v: number;
}

/** Hears batches within their transaction. */
export interface Listening {
  hear(tx: Tx, points: readonly Point[]): Promise<void>;
  forget(): void;
}

interface Open {
  readonly folder: SpoolFolder;
  readonly spool: Spool;
  readonly drain: Drain;
}

const metricShape = /^[A-Za-z0-9][A-Za-z0-9_./-]{0,63}$/;

export class Ingest {
  readonly registry: Registry;
  readonly #m: ModuleContext;
  readonly #listening: Listening;
  readonly #values: Counter;
  #open: Promise<Open> | null = null;
  #orphans: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(m: ModuleContext, registry: Registry, listening: Listening) {
    this.#m = m;
    this.registry = registry;
    this.#listening = listening;
    new Gauge({
      name: 'city_sensing_spool_waiting_bytes',
      help: 'What devices were told is safe and the tables have not taken yet',
      registers: [m.metrics.registry],
      collect: async function () {
        this.set((await waiting()) ?? 0);
      },
    });
    this.#values = new Counter({
      name: 'city_sensing_values_total',
      help: 'Values of devices put onto the spool',
      registers: [m.metrics.registry],
    });
    const waiting = async (): Promise<number | undefined> => (await this.#open)?.drain.waitingBytes();
  }

  /** Opens the spool, and takes in what dead processes left on theirs. */
  async start(): Promise<void> {
    await this.#opened();
  }

  /**
   * Takes readings of a device; resolves once they are on the disk. Readings without a value are passed over.
   * @throws AppError `sensing_message_wrong`, `sensing_too_many_series`, `sensing_full`
   */
  async take(device: Device, readings: readonly Reading[]): Promise<void> {
    if (readings.length > LIMITS.valuesPerMessage || readings.some(({ metric }) => !metricShape.test(metric)))
      throw new AppError('sensing_message_wrong');
    const series = await this.registry.seriesFor(
      device,
      readings.map(({ metric }) => metric),
    );
    const receivedAt = this.#m.now().getTime();
    const points: Point[] = [];
    for (const { metric, ts, v } of readings) {
      const known = series.get(metric);
      const judged = known && judge(known.rule, known.memory, { ts, v, receivedAt });
      if (judged) points.push({ series: known.id, ...judged });
    }
    if (points.length === 0) return;
    const { spool } = await this.#opened();
    try {
      await spool.append({ receivedAt, points });
      this.#values.inc(points.length);
    } catch (error) {
      if (error instanceof SpoolFull) throw new AppError('sensing_full', { retryAfterSeconds: 30 });
      throw error;
    }
  }

  /** Resolves once everything answered for stands in the tables. */
  async settled(): Promise<void> {
    if (!this.#open) return;
    await this.#orphans;
    await (await this.#open).drain.settled();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (!this.#open) return;
    const { spool, drain, folder } = await this.#open;
    await this.#orphans;
    await spool.close();
    await drain.stop();
    release(folder);
  }

  #opened(): Promise<Open> {
    if (this.#closed) return Promise.reject(new AppError('sensing_full', { retryAfterSeconds: 5 }));
    this.#open ??= this.#openSpool();
    return this.#open;
  }

  async #openSpool(): Promise<Open> {
    const root = join(this.#m.config.dataDirectory, 'sensing-spool');
    const [mine = newFolder(root), ...others] = takeOrphans(root);
    const open = await this.#start(mine);
    this.#orphans = this.#takeIn(others);
    return open;
  }

  async #start(folder: SpoolFolder): Promise<Open> {
    const spool = await Spool.open({
      folder: folder.path,
      segmentBytes: LIMITS.segmentBytes,
      mostWaitingBytes: LIMITS.waitingBytes,
      mostStandingBytes: LIMITS.standingBytes,
    });
    const drain = new Drain({
      spool,
      writer: folder.writer,
      db: this.#m.db,
      log: this.#m.log,
      now: this.#m.now,
      batchBytes: LIMITS.batchBytes,
      mostLatest: LIMITS.latestAtOnce,
      latestEveryMilliseconds: LIMITS.latestEveryMilliseconds,
      hear: (tx, points) => this.#listening.hear(tx, points),
      forgetHeard: () => this.#listening.forget(),
    });
    drain.start();
    return { folder, spool, drain };
  }

  async #takeIn(folders: readonly SpoolFolder[]): Promise<void> {
    for (const folder of folders) {
      try {
        const { spool, drain } = await this.#start(folder);
        await drain.settled();
        await drain.stop();
        await spool.close();
        await this.#m.db.transaction(system('sensing.drain'), (tx) => forgetPosition(tx, folder.writer));
        remove(folder);
      } catch (error) {
        this.#m.log.warn({ err: error }, 'the spool of an ended process waits for the next start');
      }
    }
  }
}
