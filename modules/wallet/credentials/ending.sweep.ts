// Revokes at the second what stands on a ground whose last day is over.
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import type { Tables } from '../tables.ts';
import { nextEnding, takeEndings } from './ending.store.ts';
import { revokeCredentials } from './issue.action.ts';

/** Grounds in one transaction: short enough not to hold back whoever reads events. */
const batch = 100;
const actor = system('wallet.endings');

export function endingSweep(m: ModuleContext<Tables>): Sweep {
  return {
    name: 'wallet.endings',
    everyMilliseconds: 60_000,
    run: async () => {
      await endAll(m);
      return m.db.transaction(actor, nextEnding, { readOnly: true });
    },
  };
}

/** Answers how many grounds ended. */
export async function endAll(m: ModuleContext<Tables>): Promise<number> {
  let ended = 0;
  for (;;) {
    const taken = await m.db.transaction(actor, async (tx) => {
      const due = await takeEndings(tx, batch);
      for (const ground of due) await revokeCredentials(tx, ground, 'what it stood on has ended');
      return due.length;
    });
    ended += taken;
    if (taken < batch) return ended;
  }
}
