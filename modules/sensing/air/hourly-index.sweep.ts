// The index of the hour, some minutes after it has ended so that late values are in; stations that come later get theirs later.
import type { Sweep } from '@city/kernel/jobs';
import type { SensingCity } from '../sensing-city.ts';
import { indexHour } from './hourly-index.ts';

const everyMilliseconds = 60_000;
const hour = 3_600_000;
const patienceMilliseconds = 180_000;

export function hourlyIndexSweep(city: SensingCity): Sweep {
  return {
    name: 'sensing.hourly-index',
    everyMilliseconds,
    run: async () => {
      const now = city.m.now();
      if (now.getTime() % hour >= patienceMilliseconds) await indexHour(city, now);
      return null;
    },
  };
}
