// Sends the code of a proof. Whether anybody has the number is looked up here, never while the asker waits: what is known and
// what is unknown take the same time and get the same answer.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { defineJob } from '@city/kernel/jobs';
import type { Job, ModuleContext } from '@city/kernel/module';
import { defineNotification, queueNotification } from '@city/kernel/notify';
import { identityOf } from '../identity.ts';
import { open } from '../people/sealing.ts';
import type { Tables } from '../tables.ts';
import { byHandle } from './authenticator.store.ts';
import { drawCode, hashCode } from './code.ts';
import { changeProof, type Proof, takeProofByHandle } from './proof.store.ts';

export const destinationPlace = 'identity.proof|destination';

const codeNotification = defineNotification({
  name: 'identity.code',
  params: Type.Object({
    code: Type.String(),
    minutes: Type.Integer(),
    host: Type.String(),
  }),
  channels: ['sms'],
  holdsKeys: true,
  render: ({ t, params: { code, minutes, host } }) => {
    const title = t('Mã của bạn là {code}', { code });
    const body = t(
      'Dùng trong {minutes} phút, trên trang của thành phố. Không đưa mã này cho ai, kể cả người xưng là cán bộ.',
      {
        minutes,
      },
    );
    // The last line lets a phone fill the code in on our page only (WebOTP); no link, so that nobody learns to follow one.
    return { title, body, sms: `${title}. ${body}\n@${host} #${code}` };
  },
});

export const sendCode = defineJob('identity.send-code', Type.Object({ proof: Type.String() }));

export const sendCodeJob: Job<Tables> = {
  job: sendCode,
  run: async (m, payload: { readonly proof: string }) => {
    await m.db.transaction(system('identity.send-code'), async (tx) => {
      const proof = await takeProofByHandle(tx, Buffer.from(payload.proof, 'base64url'));
      // A code was made already: the job ran before.
      if (!proof || proof.code_hash !== null) return;
      await send(m, tx, proof);
    });
  },
};

async function send(m: ModuleContext<Tables>, tx: Tx<Tables>, proof: Proof): Promise<void> {
  const { destination, destination_index: handle, channel } = proof;
  if (!destination || !handle || !channel) return;
  const identity = identityOf(m);
  const rules = identity.authenticatorRules();
  if (proof.purpose !== 'add') {
    const kind = channel === 'sms' ? 'otp_phone' : 'otp_email';
    const found = (await byHandle(tx, handle)).filter((one) => one.kind === kind);
    const holders =
      proof.person_id === null ? found : found.filter((one) => one.person_id === proof.person_id);
    if (holders.length === 0) return;
    const candidates = [...new Set(holders.map((one) => one.person_id))];
    await changeProof(tx, proof.handle, { candidates: candidates.slice(0, rules.most.peoplePerNumber) });
  }
  const code = drawCode(rules.code.digits);
  await changeProof(tx, proof.handle, {
    code_hash: hashCode(identity.attemptKey, proof, code),
    code_until: new Date(tx.now.getTime() + rules.code.minutes * 60_000),
  });
  const address = open(identity.attemptKey, destination, destinationPlace);
  await queueNotification(tx, {
    to: { lang: proof.lang, ...(channel === 'sms' ? { phone: address } : { email: address }) },
    template: codeNotification,
    params: { code, minutes: rules.code.minutes, host: new URL(m.publicUrl).hostname },
    channels: [channel],
  });
}
