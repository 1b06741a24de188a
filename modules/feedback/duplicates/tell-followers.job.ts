// Tells the reporters behind a master's followers what happened to the master: in pages, each person once a step.
import { system } from '@city/kernel/access';
import type { JobDefinition } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import type { FeedbackTables } from '../cases/tables.ts';
import { tellOne } from '../cases/tell.ts';
import { feedbackCity } from '../module-city.ts';
import { followersOf } from './merge.store.ts';
import { tellFollowersTask } from './tell-followers.task.ts';

const actor = system('feedback.tell-followers');
/** Followers told in one transaction. */
const batch = 200;

type Payload = typeof tellFollowersTask extends JobDefinition<infer P> ? P : never;

export const tellFollowersJob: Job<FeedbackTables> = {
  job: tellFollowersTask,
  run: async (m, payload: Payload) => {
    const city = feedbackCity(m);
    await m.db.transaction(actor, async (tx) => {
      const followers = await followersOf(tx, payload.about, { after: payload.after, limit: batch });
      for (const follower of followers) await tellOne(tx, city, follower, payload);
      const last = followers.at(-1);
      if (last && followers.length === batch)
        tx.enqueue(tellFollowersTask, { ...payload, after: last.report_id });
    });
  },
};
