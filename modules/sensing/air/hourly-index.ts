// Works out the index of the hour that has ended for every air station, and puts it among its values like any other.
import { system } from '@city/kernel/access';
import { localDate } from '@city/kernel/time';
import { deviceByCode } from '../devices/device.store.ts';
import type { SensingCity } from '../sensing-city.ts';
import { hoursBack } from '../series/read.store.ts';
import { rollUpNow } from '../series/rollup.sweep.ts';
import { hourlyAqi } from './aqi.ts';
import { aqiOn } from './aqi-file.ts';
import { type AirSeries, airSeries } from './station.store.ts';

const actor = system('sensing.air');
const hour = 3_600_000;
export const pollutants = ['pm25', 'pm10', 'so2', 'no2', 'co', 'o3'] as const;
export const indexMetric = 'vn_aqi';

/** Answers how many stations got their index of the hour now. */
export async function indexHour(city: SensingCity, now: Date): Promise<number> {
  const until = Math.floor(now.getTime() / hour) * hour;
  const version = aqiOn(city.air, localDate(now));
  if (!version) return 0;
  const { db } = city.m;
  const series = await db.transaction(actor, (tx) => airSeries(tx, [...pollutants, indexMetric]), {
    readOnly: true,
  });
  const isDone = ({ metric, latestTs }: AirSeries) =>
    metric === indexMetric && latestTs !== null && latestTs.getTime() >= until - 1;
  const done = new Set(series.filter(isDone).map(({ code }) => code));
  const stations = new Map<string, AirSeries[]>();
  for (const one of series)
    if (!done.has(one.code) && one.metric !== indexMetric)
      stations.set(one.code, [...(stations.get(one.code) ?? []), one]);
  if (stations.size > 0) await rollUpNow(db, now);
  let count = 0;
  for (const [code, own] of stations) {
    const found = await db.transaction(
      actor,
      async (tx) => {
        const measured: Record<string, (number | null)[]> = {};
        for (const one of own) measured[one.metric] = await hoursBack(tx, one, until, version.nowcast.hours);
        return { measured, device: await deviceByCode(tx, code) };
      },
      { readOnly: true },
    );
    const { index } = hourlyAqi(version, found.measured);
    if (index === null || !found.device) continue;
    // The hour's index stands at its last moment, so that it is never of the future.
    await city.ingest.take(found.device, [{ metric: indexMetric, ts: until - 1, v: index }]);
    count++;
  }
  return count;
}
