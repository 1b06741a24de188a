// Looks ahead on the tide: a height that matters within its hours is a condition like any other.
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import { localDate } from '@city/kernel/time';
import { changeCondition } from '../rules/condition.store.ts';
import type { SensingCity } from '../sensing-city.ts';
import { reaches } from './tide.ts';
import { levelsOn, stationsOn } from './tide-file.ts';

const actor = system('sensing.tide');
export const tideRule = 'tide-forecast-4m';
const everyMilliseconds = 600_000;

/** Raises or clears the forecast of each height in force. */
export async function lookAhead(city: SensingCity, now: Date): Promise<void> {
  const day = localDate(now);
  const stations = stationsOn(city.tides, day);
  for (const level of levelsOn(city.tides, day)) {
    const station = stations.find(({ code }) => code === level.station);
    if (!station) continue;
    const found = reaches(station, level, now);
    const concern = {
      rule: tideRule,
      severity: 3,
      subject: `tide/${station.code}`,
      unitCode: null,
      lat: station.lat,
      lon: station.lon,
    };
    const change = {
      state: found ? ('raised' as const) : ('cleared' as const),
      at: now.getTime(),
      value: found?.metres ?? null,
    };
    await city.m.db.transaction(actor, (tx) => changeCondition(tx, concern, change));
  }
}

export function tideSweep(city: SensingCity): Sweep {
  return {
    name: 'sensing.tide',
    everyMilliseconds,
    run: async () => {
      await lookAhead(city, city.m.now());
      return null;
    },
  };
}
