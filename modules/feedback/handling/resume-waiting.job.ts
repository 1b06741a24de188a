// Starts the clocks again of questions that nobody answered: looked for again and again, so no timer can be lost.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job, ModuleContext } from '@city/kernel/module';
import { actionsOf, openForStep } from '../cases/step.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { feedbackCity } from '../module-city.ts';
import { waitedOut } from './request.store.ts';
import { resumeWork } from './waiting.action.ts';

const batch = 200;
const actor = system('feedback.resume-waiting');

export const resumeWaitingJob: Job<FeedbackTables> = {
  job: defineJob('feedback.resume_waiting', Type.Object({}), { cron: '*/5 * * * *' }),
  run: async (m) => {
    await resumeWaiting(m);
  },
};

/** Resumes what has waited long enough, each report in its own transaction; answers how many. */
export async function resumeWaiting(m: ModuleContext<FeedbackTables>): Promise<number> {
  const city = feedbackCity(m);
  let resumed = 0;
  for (;;) {
    const codes = await m.db.transaction(actor, (tx) => waitedOut(tx, batch), { readOnly: true });
    let moved = 0;
    for (const code of codes) {
      moved += await m.db.transaction(actor, async (tx) => {
        const opened = await openForStep(tx, city, code);
        if (!actionsOf(opened).includes('resume')) return 0;
        await resumeWork(tx, opened);
        return 1;
      });
    }
    resumed += moved;
    if (codes.length < batch || moved === 0) return resumed;
  }
}
