// Packs cold days, night by night.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import { defineJob } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import { LIMITS } from '../limits.ts';
import { dropDay, oldestCold, packSome } from './pack.store.ts';

const actor = system('sensing.pack');

/** Packs every cold day; answers how many values were packed. */
export async function packColdDays(db: ModuleDatabase<unknown>, now: Date): Promise<number> {
  let count = 0;
  for (;;) {
    const day = await db.transaction(actor, (tx) => oldestCold(tx, now), { readOnly: true });
    if (day === null) return count;
    for (;;) {
      const done = await db.transaction(actor, (tx) => packSome(tx, day, LIMITS.packValues));
      // Its roll-ups are not done yet: tomorrow again.
      if (done < 0) return count;
      if (done === 0) break;
      count += done;
    }
    await db.transaction(actor, (tx) => dropDay(tx, day));
  }
}

export const packJob: Job = {
  job: defineJob('sensing.pack', Type.Object({}), { cron: '40 19 * * *' }),
  run: async (m) => {
    await packColdDays(m.db, m.now());
  },
};
