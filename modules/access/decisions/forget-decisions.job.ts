// Forgets decisions once the days of the city's rule are over.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job, ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { LIMITS } from '../limits.ts';
import { readAccessRules } from '../rules.ts';
import type { AccessTables } from '../tables.ts';
import { forgetBefore } from './decision.store.ts';

export const forgetDecisionsJob: Job<AccessTables> = {
  job: defineJob('access.forget_decisions', Type.Object({}), { cron: '12 19 * * *' }),
  run: async (m) => {
    await forgetDecisions(m);
  },
};

/** Answers how many it forgot. */
export async function forgetDecisions(m: ModuleContext<AccessTables>): Promise<number> {
  const { decisionsKeptDays } = readAccessRules(m.cityFolder)(localDate(m.now()));
  const before = new Date(m.now().getTime() - decisionsKeptDays * 86_400_000);
  for (let forgotten = 0; ; ) {
    const gone = await m.db.transaction(system('access.forget'), (tx) =>
      forgetBefore(tx, before, LIMITS.forgetBatch),
    );
    forgotten += gone;
    if (gone < LIMITS.forgetBatch) return forgotten;
  }
}
