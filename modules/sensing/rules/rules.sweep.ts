// Lets time pass for the rules: silence and delays fall due without a value.
import type { Sweep } from '@city/kernel/jobs';
import type { SensingCity } from '../sensing-city.ts';

export function rulesSweep(city: SensingCity): Sweep {
  return {
    name: 'sensing.rules',
    everyMilliseconds: 5_000,
    run: async () => {
      await city.rules.tick(city.m.db, city.m.now());
      return null;
    },
  };
}
