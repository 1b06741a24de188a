// What this module stands on in a running city: its rules, the bodies, the calendar, the seals.
import { join } from 'node:path';
import type { ModuleContext } from '@city/kernel/module';
import { localDate, type WorkingCalendar } from '@city/kernel/time';
import { makeSeals, type Seals } from './cases/seals.ts';
import type { ComplaintsTables } from './cases/tables.ts';
import { type Receivers, receiversOf } from './rules/receivers.ts';
import { readRules, type Rules } from './rules/rules.ts';

export interface ComplaintsCity {
  readonly m: ModuleContext<ComplaintsTables>;
  readonly rules: Rules;
  readonly receivers: Receivers;
  readonly calendar: WorkingCalendar;
  readonly seals: Seals;
}

const made = new WeakMap<object, ComplaintsCity>();

/** Made once for a running city. */
export function complaintsCity(m: ModuleContext<ComplaintsTables>): ComplaintsCity {
  const known = made.get(m);
  if (known) return known;
  const rules = readRules(join(m.cityFolder, 'complaints'));
  const city: ComplaintsCity = {
    m,
    rules,
    receivers: receiversOf(rules, m.geo, () => localDate(m.now())),
    calendar: m.calendar,
    seals: makeSeals(m.config),
  };
  made.set(m, city);
  return city;
}
