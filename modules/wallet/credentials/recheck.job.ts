// When credentials are looked at again: soon after something changed for a person, and everybody's at night.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { walletOf } from '../wallet.ts';
import { holdersAfter } from './credential.store.ts';
import { recheckPerson } from './recheck.action.ts';

export const recheck = defineJob(
  'wallet.recheck',
  Type.Object({ personId: Type.String({ format: 'uuid' }) }),
);

/** Fails while a register is away, and is tried again. */
export const recheckJob: Job<Tables> = {
  job: recheck,
  run: async (m, { personId }: { readonly personId: string }) => {
    await recheckPerson(walletOf(m), personId, { asksRegisters: true });
  },
};

/** Registers of others tell of their changes themselves; they are not asked about everybody each night. */
export const recheckAllJob: Job<Tables> = {
  job: defineJob('wallet.recheck-all', Type.Object({}), { cron: '10 20 * * *' }),
  run: async (m) => {
    const wallet = walletOf(m);
    for (let after: string | null = null; ; ) {
      const start: string | null = after;
      const people: readonly string[] = await m.db.transaction(
        system('wallet.recheck'),
        (tx) => holdersAfter(tx, start, LIMITS.recheckPage),
        { readOnly: true },
      );
      for (const personId of people) await recheckPerson(wallet, personId, { asksRegisters: false });
      after = people.at(-1) ?? null;
      if (people.length < LIMITS.recheckPage) return;
    }
  },
};
