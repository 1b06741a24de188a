// Forgets sessions long after they ended, every night.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { forgetSessions } from './session.store.ts';

const batch = 1000;

/** 18:40 UTC is 01:40 in Hải Phòng. */
export const forgetJob: Job<Tables> = {
  job: defineJob('identity.forget-sessions', Type.Object({}), { cron: '40 18 * * *' }),
  run: async (m) => {
    const before = new Date(m.now().getTime() - LIMITS.endedSessionDays * 24 * 3600 * 1000);
    for (;;) {
      const forgotten = await m.db.transaction(system('identity.forget'), (tx) =>
        forgetSessions(tx, before, batch),
      );
      if (forgotten < batch) return;
    }
  },
};
