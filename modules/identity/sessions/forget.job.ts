// Forgets sessions long after they ended, and proofs and counters that are over, every night.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import { forgetProofs } from '../authenticators/proof.store.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { forgetSessions } from './session.store.ts';

const batch = 1000;

/** 18:40 UTC is 01:40 in Hải Phòng. */
export const forgetJob: Job<Tables> = {
  job: defineJob('identity.forget-sessions', Type.Object({}), { cron: '40 18 * * *' }),
  run: async (m) => {
    const before = new Date(m.now().getTime() - LIMITS.endedSessionDays * 24 * 3600 * 1000);
    const yesterday = new Date(m.now().getTime() - 24 * 3600 * 1000);
    await inBatches((most) =>
      m.db.transaction(system('identity.forget'), (tx) => forgetProofs(tx, yesterday, most)),
    );
    await inBatches((most) =>
      m.db.transaction(system('identity.forget'), (tx) => forgetSessions(tx, before, most)),
    );
  },
};

async function inBatches(forget: (most: number) => Promise<number>): Promise<void> {
  while ((await forget(batch)) === batch) {
    // More may be left.
  }
}
