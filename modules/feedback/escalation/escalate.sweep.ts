// The sweep of the ladder: looks every second for rungs that are due and takes them, most overdue first.
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import type { FeedbackTables } from '../cases/tables.ts';
import { feedbackCity } from '../module-city.ts';
import { escalateDue } from './escalate.action.ts';
import { nextRungAt } from './escalate.store.ts';

/** Rungs in one transaction: short enough not to hold back whoever reads events. */
const batch = 500;
const actor = system('feedback.escalate');

export function escalateSweep(m: ModuleContext<FeedbackTables>): Sweep {
  return {
    name: 'feedback.escalate',
    everyMilliseconds: 1_000,
    run: async () => {
      await escalateAll(m);
      return m.db.transaction(actor, nextRungAt, { readOnly: true });
    },
  };
}

/** Takes all rungs that are due; answers how many reports climbed. */
export async function escalateAll(m: ModuleContext<FeedbackTables>): Promise<number> {
  const city = feedbackCity(m);
  let climbed = 0;
  for (;;) {
    const taken = await m.db.transaction(actor, (tx) => escalateDue(tx, city, batch));
    climbed += taken;
    if (taken < batch) return climbed;
  }
}
