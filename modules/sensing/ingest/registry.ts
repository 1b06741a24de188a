// What the doors must know at once: devices by key and by address, and the series of each. Read from the tables, kept a short while.
import { AppError } from '@city/kernel/errors';
import { system } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import {
  addSeries,
  type Device,
  deviceBehind,
  deviceByCode,
  deviceByKey,
  hashOf,
  latestOf,
  type NewSeries,
  type SeriesRow,
  seriesOf,
} from '../devices/device.store.ts';
import { LIMITS } from '../limits.ts';
import { freshMemory, type SeriesMemory, type SeriesRule } from './judge.ts';
import type { Metric } from './metrics.ts';

export interface KnownSeries {
  readonly id: number;
  readonly metric: string;
  readonly rule: SeriesRule;
  readonly memory: SeriesMemory;
}

interface Kept<T> {
  readonly until: number;
  readonly value: Promise<T>;
}

const actor = system('sensing.registry');

export class Registry {
  readonly #db: ModuleDatabase<unknown>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly #found = new Map<string, Kept<Device | null>>();
  readonly #series = new Map<string, Promise<Map<string, KnownSeries>>>();

  constructor(db: ModuleDatabase<unknown>, metrics: ReadonlyMap<string, Metric>) {
    this.#db = db;
    this.metrics = metrics;
  }

  byKey(token: string): Promise<Device | null> {
    const hash = hashOf(token);
    return this.#keep(`key ${hash.toString('base64')}`, () =>
      this.#db.transaction(actor, (tx) => deviceByKey(tx, hash), { readOnly: true }),
    );
  }

  byCode(code: string): Promise<Device | null> {
    return this.#keep(`code ${code}`, () =>
      this.#db.transaction(actor, (tx) => deviceByCode(tx, code), { readOnly: true }),
    );
  }

  behind(via: string, address: string): Promise<Device | null> {
    return this.#keep(`via ${via} ${address}`, () =>
      this.#db.transaction(actor, (tx) => deviceBehind(tx, via, address), { readOnly: true }),
    );
  }

  /** What was known is asked anew. */
  forget(): void {
    this.#found.clear();
  }

  #keep(key: string, read: () => Promise<Device | null>): Promise<Device | null> {
    const now = performance.now();
    const known = this.#found.get(key);
    if (known && known.until > now) return known.value;
    const value = read().catch((error: unknown) => {
      // While the database is away, what was known a moment ago still counts.
      if (known) return known.value;
      this.#found.delete(key);
      throw error;
    });
    this.#found.delete(key);
    this.#found.set(key, { until: now + LIMITS.deviceKeptMilliseconds, value });
    const oldest = this.#found.keys().next().value;
    if (this.#found.size > LIMITS.devicesKept && oldest !== undefined) this.#found.delete(oldest);
    return value;
  }

  /** The series of some metrics of a device; missing ones are made. @throws AppError `sensing_too_many_series` */
  async seriesFor(device: Device, metrics: readonly string[]): Promise<ReadonlyMap<string, KnownSeries>> {
    const known = await this.#seriesOf(device.id);
    const missing = [...new Set(metrics)].filter((metric) => !known.has(metric));
    if (missing.length === 0) return known;
    if (known.size + missing.length > LIMITS.seriesPerDevice) throw new AppError('sensing_too_many_series');
    await this.#db.transaction(actor, (tx) =>
      addSeries(
        tx,
        device.id,
        missing.map((metric) => this.#newSeries(metric)),
      ),
    );
    this.#series.delete(device.id);
    return this.#seriesOf(device.id);
  }

  #seriesOf(deviceId: string): Promise<Map<string, KnownSeries>> {
    const known = this.#series.get(deviceId);
    if (known) return known;
    const loading = this.#load(deviceId);
    this.#series.set(deviceId, loading);
    loading.catch(() => this.#series.delete(deviceId));
    return loading;
  }

  #load(deviceId: string): Promise<Map<string, KnownSeries>> {
    return this.#db.transaction(
      actor,
      async (tx) => {
        const rows = await seriesOf(tx, deviceId);
        const latest = await latestOf(
          tx,
          rows.map(({ id }) => id),
        );
        const newest = new Map(
          latest.map(({ id, ts, v }) => [id, { v, since: ts.getTime(), newest: ts.getTime() }]),
        );
        return new Map(
          rows.map((row) => [row.metric, this.#known(row, newest.get(row.id) ?? freshMemory())]),
        );
      },
      { readOnly: true },
    );
  }

  #known({ id, metric, low, high, frozenSeconds }: SeriesRow, memory: SeriesMemory): KnownSeries {
    const missing = this.metrics.get(metric)?.missing ?? [];
    const frozenMilliseconds = frozenSeconds === null ? null : frozenSeconds * 1000;
    return { id, metric, memory, rule: { low, high, missing, frozenMilliseconds } };
  }

  #newSeries(metric: string): NewSeries {
    const known = this.metrics.get(metric);
    return {
      metric,
      unit: known?.unit ?? null,
      low: known?.low ?? null,
      high: known?.high ?? null,
      frozenSeconds: known?.frozenHours ? known.frozenHours * 3600 : null,
    };
  }
}
