// The quantities the city knows, from city/…/sensing/metrics.json: unit, sane range, what stands for "nothing".
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Metric {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  /** Values that devices send when they have none. */
  readonly missing: readonly number[];
  /** Hours after which an unchanged value is taken for a stuck sensor; null where nature may stand still. */
  readonly frozenHours: number | null;
  readonly decimals: number;
}

export function readMetrics(cityFolder: string): ReadonlyMap<string, Metric> {
  const file = readFileSync(join(cityFolder, 'sensing', 'metrics.json'), 'utf8');
  const { metrics } = JSON.parse(file) as { metrics: Metric[] };
  for (const { code, low, high } of metrics)
    if (!(low < high)) throw new Error(`city/…/sensing/metrics.json: ${code} has no range`);
  return new Map(metrics.map((metric) => [metric.code, metric]));
}
