// Tells the person that something happened to a request, in words that say nothing of what it is about: others may read their telephone.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import type { Job } from '@city/kernel/module';
import { defineNotification, queueNotification } from '@city/kernel/notify';
import type { Translate } from '@city/kernel/text';
import type { PrivacyTables } from '../tables.ts';
import { findRequest } from './request.store.ts';
import { type RequestAction, requestActions } from './states.ts';
import { tellPerson } from './tell-person.task.ts';

interface Told {
  readonly requestId: string;
  readonly seq: number;
  readonly action: RequestAction;
}

const stepNotification = defineNotification({
  name: 'privacy.request-step',
  params: Type.Object({ action: Type.Enum(requestActions), path: Type.String() }),
  channels: ['in-app', 'email', 'sms'],
  render: ({ t, params: { action, path } }) => {
    const title = titleOf(action, t);
    const body = t('Xem ở trang Dữ liệu của tôi.');
    return { title, body, path, sms: `${title}. ${body}` };
  },
});

function titleOf(action: RequestAction, t: Translate): string {
  switch (action) {
    case 'accept':
      return t('Thành phố đã nhận yêu cầu về dữ liệu của bạn');
    case 'extend':
      return t('Thành phố cần thêm thời gian cho yêu cầu của bạn');
    case 'refuse':
      return t('Yêu cầu về dữ liệu của bạn không được chấp nhận; có lý do');
    case 'finish':
      return t('Yêu cầu về dữ liệu của bạn đã xong');
    default:
      return t('Yêu cầu về dữ liệu của bạn có tin mới');
  }
}

const hand = system('privacy.tell-person');

export const tellPersonJob: Job<PrivacyTables> = {
  job: tellPerson,
  run: async (m, payload: never) => {
    const { requestId, seq, action } = payload as Told;
    await m.db.transaction(hand, async (tx) => {
      const request = await findRequest(tx, requestId, { lock: false });
      if (!request) return;
      await queueNotification(tx, {
        to: { person: request.person_id },
        template: stepNotification,
        params: { action, path: `/me/data/${requestId}` },
        key: `data-request:${requestId}:${seq}`,
      });
    });
  },
};
