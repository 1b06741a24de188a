// Forgets petitions that were never sent, with their pictures.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import type { ComplaintsTables } from '../cases/tables.ts';
import { dropExpiredDrafts } from './draft.ts';

export const forgetDraftsJob: Job<ComplaintsTables> = {
  job: defineJob('complaints.forget_drafts', Type.Object({}), { cron: '*/20 * * * *' }),
  run: (m) =>
    m.db.transaction(system('complaints.forget-drafts'), async (tx) => {
      for (const fileId of await dropExpiredDrafts(tx)) await m.files.remove(tx, fileId);
    }),
};
