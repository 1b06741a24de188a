// Tells the person that something happened, in words that say neither what the matter is nor about whom: others may read their telephone.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import type { Job } from '@city/kernel/module';
import type { Translate } from '@city/kernel/text';
import { defineNotification, queueNotification, type Recipient } from '@city/kernel/notify';
import { complaintsCity } from '../complaints-city.ts';
import { accessIdentityToTell } from './identity.access.ts';
import { findMatter } from './matter.store.ts';
import { type MatterAction, matterActions } from './states.ts';
import type { ComplaintsTables, Identity } from './tables.ts';
import { tellPerson } from './tell-person.task.ts';

interface Told {
  readonly matterId: string;
  readonly seq: number;
  readonly action: MatterAction;
}

const stepNotification = defineNotification({
  name: 'complaints.step',
  params: Type.Object({
    action: Type.Enum(matterActions),
    /** Only where the person has no receipt yet: whoever reads the message could try it. */
    code: Type.Union([Type.String(), Type.Null()]),
    path: Type.String(),
  }),
  channels: ['in-app', 'email', 'sms'],
  holdsKeys: true,
  render: ({ t, params: { action, code, path } }) => {
    const title = titleOf(action, t);
    const how =
      code === null
        ? t('Xem ở trang theo dõi hồ sơ, bằng mã trên biên nhận và bốn số cuối điện thoại của bạn.')
        : t('Mã hồ sơ: {code}. Xem ở trang theo dõi hồ sơ, bằng mã này và bốn số cuối điện thoại của bạn.', {
            code,
          });
    return { title, body: how, path, sms: `${title}. ${how}` };
  },
});

function titleOf(action: MatterAction, t: Translate): string {
  if (action === 'file') return t('Đã nhận hồ sơ của bạn');
  if (action === 'take_over') return t('Phản ánh của bạn được xử lý theo một thủ tục riêng, không công khai');
  if (action === 'ask') return t('Hồ sơ của bạn cần bổ sung');
  return t('Hồ sơ của bạn có tin mới');
}

const follow = '/complaints/follow';

export const tellPersonJob: Job<ComplaintsTables> = {
  job: tellPerson,
  run: async (m, payload: never) => {
    const { matterId, seq, action } = payload as Told;
    const city = complaintsCity(m);
    await m.db.transaction(system('complaints.tell-person'), async (tx) => {
      const matter = await findMatter(tx, matterId, { lock: false });
      const identity = matter && (await accessIdentityToTell(tx, city, matterId));
      const to = identity && recipientOf(identity);
      if (!to) return;
      // Who filed has a receipt; who sent a report hears here for the first time how to open the matter.
      const isNew = action === 'take_over';
      await queueNotification(tx, {
        to,
        template: stepNotification,
        params: isNew
          ? { action, code: matter.code, path: `${follow}/${matter.code}?key=${city.seals.keyOf(matterId)}` }
          : { action, code: null, path: follow },
        // A mark instead of the matter: the list of messages must not tell whose telephone belongs to which.
        key: city.seals.personMark(`${matterId}:${seq}`).toString('base64url'),
      });
    });
  },
};

/** The addresses given with the petition; the account only where none was given. */
function recipientOf({ email, phone, personId, lang }: Identity): Recipient | null {
  if (email === null && phone === null) return personId === null ? null : { person: personId };
  return { ...(email === null ? {} : { email }), ...(phone === null ? {} : { phone }), lang };
}
