// Watches chosen series for strange windows: five-minute means in, flags with their method and what was usual out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { system } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import { insertStrange, meansBetween, watchedSeries } from './anomaly.store.ts';
import { AnomalyDetector, method } from './detector.ts';

export interface WatchFile {
  readonly metrics: readonly string[];
  readonly probation: number;
}

export const readWatch = (cityFolder: string): WatchFile =>
  JSON.parse(readFileSync(join(cityFolder, 'sensing', 'anomaly.json'), 'utf8')) as WatchFile;

interface Watched {
  readonly detector: AnomalyDetector;
  readonly last: number[];
  until: Date;
}

const actor = system('sensing.anomaly');
const fiveMinutes = 300_000;
/** What is usual is the middle of the last day. */
const usualRows = 288;
/** How much of the past a detector learns from after a start, in rows of its probation. */
const pastFactor = 4;

export class AnomalyWatch {
  readonly #file: WatchFile;
  readonly #watched = new Map<number, Watched>();

  constructor(file: WatchFile) {
    this.#file = file;
  }

  /** Takes what has been rolled up since the last look; answers how many windows were strange. */
  async look(db: ModuleDatabase<unknown>, now: Date): Promise<number> {
    // The stretch under way is still growing, and the last one may get late values.
    const before = new Date(Math.floor(now.getTime() / fiveMinutes) * fiveMinutes - fiveMinutes);
    const ids = await db.transaction(actor, (tx) => watchedSeries(tx, this.#file.metrics), {
      readOnly: true,
    });
    let count = 0;
    for (const id of ids) count += await this.#lookAt(db, id, before);
    return count;
  }

  async #lookAt(db: ModuleDatabase<unknown>, id: number, before: Date): Promise<number> {
    const known = this.#watched.get(id);
    const past = this.#file.probation * pastFactor * fiveMinutes;
    const watched = known ?? {
      detector: new AnomalyDetector({ probation: this.#file.probation }),
      last: [],
      until: new Date(before.getTime() - past),
    };
    const { until } = watched;
    const rows = await db.transaction(actor, (tx) => meansBetween(tx, id, until, before), { readOnly: true });
    let count = 0;
    for (const { ts, avg } of rows) {
      const { score, isStrange } = watched.detector.take(avg);
      if (isStrange) {
        const strange = { series: id, ts, score, value: avg, baseline: middle(watched.last, avg), method };
        await db.transaction(actor, (tx) => insertStrange(tx, strange));
        count++;
      }
      watched.last.push(avg);
      if (watched.last.length > usualRows) watched.last.shift();
      watched.until = ts;
    }
    this.#watched.set(id, watched);
    return count;
  }
}

function middle(values: readonly number[], otherwise: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? otherwise;
}
