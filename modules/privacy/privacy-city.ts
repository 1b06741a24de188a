// What this module stands on in a running city: its rules, the calendar, the seals.
import { join } from 'node:path';
import type { Tx } from '@city/kernel/database';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { makeSeals, type Seals } from './requests/seals.ts';
import { readRules, type Rules } from './rules/rules.ts';
import type { PrivacyTables } from './tables.ts';

export interface PrivacyCity {
  readonly m: ModuleContext<PrivacyTables>;
  readonly rules: Rules;
  readonly seals: Seals;
  readonly today: () => string;
}

export type PrivacyTx = Tx<PrivacyTables>;

const made = new WeakMap<object, PrivacyCity>();

/** Made once for a running city. */
export function privacyCity(m: ModuleContext<PrivacyTables>): PrivacyCity {
  const known = made.get(m);
  if (known) return known;
  const city: PrivacyCity = {
    m,
    rules: readRules(join(m.cityFolder, 'privacy')),
    seals: makeSeals(m.config),
    today: () => localDate(m.now()),
  };
  made.set(m, city);
  return city;
}
