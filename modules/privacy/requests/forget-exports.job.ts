// Deletes exports whose time is over, every hour.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import type { PrivacyTables } from '../tables.ts';
import { forgetExports } from './export.store.ts';

export const forgetExportsJob: Job<PrivacyTables> = {
  job: defineJob('privacy.forget_exports', Type.Object({}), { cron: '7 * * * *' }),
  run: async (m) => {
    await m.db.transaction(system('privacy.forget-exports'), (tx) => forgetExports(tx));
  },
};
