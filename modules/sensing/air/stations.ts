// The air stations as people see them: the index of the last hour, its level, and the newest values.
import { localDate } from '@city/kernel/time';
import type { Tx } from '@city/kernel/database';
import type { SensingCity } from '../sensing-city.ts';
import { type AqiLevel, levelOf } from './aqi.ts';
import { aqiOn } from './aqi-file.ts';
import { indexMetric, pollutants } from './hourly-index.ts';
import { airSeries } from './station.store.ts';

export interface StationView {
  readonly code: string;
  readonly title: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly unitCode: string | null;
  readonly index: number | null;
  readonly level: string | null;
  readonly at: string | null;
  readonly values: {
    readonly metric: string;
    readonly v: number;
    readonly at: string;
    readonly isStale: boolean;
  }[];
}

/** An index older than this says nothing of the air now. */
const indexHours = 3;

export async function readStations(
  tx: Tx,
  city: SensingCity,
  now: Date,
): Promise<{ document: string | null; levels: readonly AqiLevel[]; items: StationView[] }> {
  const version = aqiOn(city.air, localDate(now));
  const series = await airSeries(tx, [...pollutants, indexMetric]);
  const stations = new Map<string, StationView>();
  for (const one of series) {
    if (!one.isPublic || one.latestV === null || one.latestTs === null) continue;
    const { code, title, lat, lon, unitCode } = one;
    const known = stations.get(code) ?? {
      code,
      title,
      lat,
      lon,
      unitCode,
      index: null,
      level: null,
      at: null,
      values: [],
    };
    const at = one.latestTs.toISOString();
    const age = now.getTime() - one.latestTs.getTime();
    if (one.metric !== indexMetric) {
      known.values.push({
        metric: one.metric,
        v: one.latestV,
        at,
        isStale: one.isStale || age > 2_000 * one.periodSeconds,
      });
      stations.set(code, known);
    } else if (version && age <= indexHours * 3_600_000)
      stations.set(code, { ...known, index: one.latestV, level: levelOf(version, one.latestV).code, at });
  }
  const items = [...stations.values()].sort((a, b) => (b.index ?? -1) - (a.index ?? -1));
  return { document: version?.document ?? null, levels: version?.levels ?? [], items };
}
