// Keeps the roll-ups true: takes up what has become dirty and computes it anew, late values included.
import { system } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import type { Sweep } from '@city/kernel/jobs';
import { LIMITS } from '../limits.ts';
import { rollDue, takeUpDirty } from './rollup.store.ts';

const actor = system('sensing.roll-up');

/** Rolls up all that is dirty now; answers how many buckets. */
export async function rollUpNow(db: ModuleDatabase<unknown>, now: Date): Promise<number> {
  await db.transaction(actor, (tx) => takeUpDirty(tx, now, LIMITS.runningBuckets));
  let count = 0;
  for (;;) {
    const done = await db.transaction(actor, (tx) => rollDue(tx, LIMITS.bucketsATime));
    count += done;
    if (done < LIMITS.bucketsATime) return count;
  }
}

export function rollUpSweep(m: { readonly db: ModuleDatabase<unknown>; readonly now: () => Date }): Sweep {
  return {
    name: 'sensing.roll-up',
    everyMilliseconds: LIMITS.rollUpEveryMilliseconds,
    run: async () => {
      await rollUpNow(m.db, m.now());
      return null;
    },
  };
}
