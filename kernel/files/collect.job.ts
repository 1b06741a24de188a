// The nightly collection of files without an owner.
import { Type } from 'typebox';
import { defineJob, type JobHandler } from '@city/kernel/jobs';
import type { Files } from './files.ts';

/** 19:17 UTC is 02:17 in Hải Phòng. */
const collect = defineJob('kernel.files.collect', Type.Object({}), { cron: '17 19 * * *' });

export function collectJob(files: Pick<Files, 'collect'>): JobHandler {
  return {
    job: collect,
    run: async () => {
      await files.collect();
    },
  };
}
