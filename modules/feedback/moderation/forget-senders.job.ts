// Forgets where reports came from once the days of the city's rule are over.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job, ModuleContext } from '@city/kernel/module';
import type { FeedbackTables } from '../cases/tables.ts';
import { feedbackCity } from '../module-city.ts';
import { moderationRule } from './moderation-data.ts';
import { forgetSendersBefore } from './sender.store.ts';

const batch = 1_000;

export const forgetSendersJob: Job<FeedbackTables> = {
  job: defineJob('feedback.forget_senders', Type.Object({}), { cron: '37 18 * * *' }),
  run: async (m) => {
    await forgetSenders(m);
  },
};

/** Answers how many it forgot. */
export async function forgetSenders(m: ModuleContext<FeedbackTables>): Promise<number> {
  const { forgetDays } = moderationRule(feedbackCity(m).rules.moderation, 'senders', m.now());
  const before = new Date(m.now().getTime() - forgetDays * 86_400_000);
  let forgotten = 0;
  for (;;) {
    const gone = await m.db.transaction(system('feedback.forget-senders'), (tx) =>
      forgetSendersBefore(tx, before, batch),
    );
    forgotten += gone;
    if (gone < batch) return forgotten;
  }
}
