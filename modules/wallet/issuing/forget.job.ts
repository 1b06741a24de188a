// Forgets what has run out, every ten minutes: claims in offers, tokens, used nonces, answers that verifiers saw.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { defineJob } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import type { Tables } from '../tables.ts';
import { forgetAnswers } from '../verifying/presentation.store.ts';
import { walletOf } from '../wallet.ts';
import { forgetExpired } from './offer.store.ts';

export const forgetJob: Job<Tables> = {
  job: defineJob('wallet.forget', Type.Object({}), { cron: '*/10 * * * *' }),
  run: async (m) => {
    const kept = walletOf(m).rulesNow().request.answerKeptSeconds;
    await m.db.transaction(system('wallet.forget'), async (tx) => {
      await forgetExpired(tx);
      await forgetAnswers(tx, new Date(tx.now.getTime() - kept * 1000));
    });
  },
};
