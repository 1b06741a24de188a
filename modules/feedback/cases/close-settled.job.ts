// Closes answered reports when the window for objecting is over: looked for again and again, so no timer can be lost.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job, ModuleContext } from '@city/kernel/module';
import { feedbackCity } from '../module-city.ts';
import { closeReport } from './close.action.ts';
import { settledCodes } from './report-list.store.ts';
import { actionsOf, openForStep } from './step.ts';
import type { FeedbackTables } from './tables.ts';

const batch = 200;
const actor = system('feedback.close-settled');

export const closeSettledJob: Job<FeedbackTables> = {
  job: defineJob('feedback.close_settled', Type.Object({}), { cron: '*/10 * * * *' }),
  run: async (m) => {
    await closeSettled(m);
  },
};

/** Closes what is settled, each report in its own transaction; answers how many. */
export async function closeSettled(m: ModuleContext<FeedbackTables>): Promise<number> {
  const city = feedbackCity(m);
  let closed = 0;
  for (;;) {
    const codes = await m.db.transaction(actor, (tx) => settledCodes(tx, batch), { readOnly: true });
    let moved = 0;
    for (const code of codes) {
      moved += await m.db.transaction(actor, async (tx) => {
        const opened = await openForStep(tx, city, code);
        if (!actionsOf(opened).includes('close')) return 0;
        await closeReport(tx, opened, {});
        return 1;
      });
    }
    closed += moved;
    if (codes.length < batch || moved === 0) return closed;
  }
}
