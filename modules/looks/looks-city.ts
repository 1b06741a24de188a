// What this module stands on in a running city: the log, the rules of the city, the names of bodies.
import { join } from 'node:path';
import type { ModuleContext } from '@city/kernel/module';
import { createTrailLog, type TrailLog } from '@city/kernel/trail/log';
import { type Bodies, bodiesOf } from './looks/bodies.ts';
import { readLooksRules, type LooksRules } from './questions/rules.ts';

export interface LooksCity {
  readonly m: ModuleContext;
  readonly log: TrailLog;
  readonly bodies: Bodies;
  readonly rules: LooksRules;
}

const made = new WeakMap<object, LooksCity>();

/** Made once for a running city. */
export function looksCity(m: ModuleContext): LooksCity {
  const known = made.get(m);
  if (known) return known;
  const city: LooksCity = {
    m,
    log: createTrailLog(m),
    bodies: bodiesOf(m.cityFolder, m.geo),
    rules: readLooksRules(join(m.cityFolder, 'people')),
  };
  made.set(m, city);
  return city;
}
