// What nobody confirmed in time ends by itself, and what was written down is forgotten.
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import type { Tables } from '../tables.ts';
import { lapseOnboardings } from './onboarding.store.ts';

export function onboardingSweep(m: ModuleContext<Tables>): Sweep {
  return {
    name: 'identity.onboarding',
    everyMilliseconds: 60_000,
    run: async () => {
      await m.db.transaction(system('identity.onboarding'), lapseOnboardings);
      return null;
    },
  };
}
