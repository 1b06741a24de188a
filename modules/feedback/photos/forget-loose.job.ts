// Forgets pictures whose report never came, and form drafts that have expired.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job, ModuleContext } from '@city/kernel/module';
import type { FeedbackTables } from '../cases/tables.ts';
import { dropExpiredPending } from '../channels/conversation/message.store.ts';
import { dropExpiredDrafts } from '../intake/draft.store.ts';
import { limits } from '../limits.ts';
import { dropLooseBefore } from './photo.store.ts';

const batch = 200;

export const forgetLooseJob: Job<FeedbackTables> = {
  job: defineJob('feedback.forget_loose', Type.Object({}), { cron: '17 * * * *' }),
  run: async (m) => {
    await forgetLoose(m);
  },
};

/** Answers how many pictures it forgot. */
export async function forgetLoose(m: ModuleContext<FeedbackTables>): Promise<number> {
  const actor = system('feedback.forget-loose');
  let forgotten = 0;
  for (;;) {
    const dropped = await m.db.transaction(actor, async (tx) => {
      const ids = await dropLooseBefore(
        tx,
        new Date(tx.now.getTime() - limits.draftHours * 3_600_000),
        batch,
      );
      for (const id of ids) await m.files.remove(tx, id);
      await dropExpiredDrafts(tx);
      await dropExpiredPending(tx);
      return ids.length;
    });
    forgotten += dropped;
    if (dropped < batch) return forgotten;
  }
}
