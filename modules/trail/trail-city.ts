// What this module stands on in a running city: the log, the rules of the city, the names of bodies.
import { join } from 'node:path';
import type { ModuleContext } from '@city/kernel/module';
import { createTrailLog, type TrailLog } from '@city/kernel/trail/log';
import { type Bodies, bodiesOf } from './looks/bodies.ts';
import { readTrailRules, type TrailRules } from './questions/rules.ts';

export interface TrailCity {
  readonly m: ModuleContext;
  readonly log: TrailLog;
  readonly bodies: Bodies;
  readonly rules: TrailRules;
}

const made = new WeakMap<object, TrailCity>();

/** Made once for a running city. */
export function trailCity(m: ModuleContext): TrailCity {
  const known = made.get(m);
  if (known) return known;
  const city: TrailCity = {
    m,
    log: createTrailLog(m),
    bodies: bodiesOf(m.cityFolder, m.geo),
    rules: readTrailRules(join(m.cityFolder, 'people')),
  };
  made.set(m, city);
  return city;
}
