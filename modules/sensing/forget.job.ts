// Forgets what is kept thirty days: ships that were not heard, and values that were set aside.
import { sql } from 'kysely';
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import { forgetVessels } from './ais/vessel.store.ts';
import { LIMITS } from './limits.ts';

export const forgetJob: Job = {
  job: defineJob('sensing.forget', Type.Object({}), { cron: '10 20 * * *' }),
  run: async (m) => {
    const before = new Date(m.now().getTime() - LIMITS.keptDays * 86_400_000);
    await m.db.transaction(system('sensing.forget'), async (tx) => {
      await forgetVessels(tx, before);
      await sql`delete from sensing.quarantine where received_at < ${before}`.execute(tx.db);
    });
  },
};
