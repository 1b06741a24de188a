// Every night: partitions for the coming days, past ones dropped; the signing key changed when it is old.
import { Type } from 'typebox';
import { defineJob } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { keepPartitions } from './artifact.store.ts';
import { rotateKeys } from './keys.ts';
import { resealSecret } from './secret.ts';
import { actor } from './unit.ts';

/** 18:50 UTC is 01:50 in Hải Phòng. */
export const keepProviderJob: Job<Tables> = {
  job: defineJob('identity.keep-provider', Type.Object({}), { cron: '50 18 * * *' }),
  run: async (m) => {
    await m.db.transaction(actor, (tx) => keepPartitions(tx, localDate(m.now())));
    const { dataKeys } = identityOf(m).settings;
    await rotateKeys(m.db, dataKeys);
    await resealSecret(m.db, dataKeys);
  },
};
