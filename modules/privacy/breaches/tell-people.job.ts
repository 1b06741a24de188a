// Tells everyone whom a breach concerns, in batches: whoever was told is not told again after a crash.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import type { Job } from '@city/kernel/module';
import { defineNotification, queueNotification } from '@city/kernel/notify';
import { limits } from '../limits.ts';
import type { PrivacyTables } from '../tables.ts';
import { findBreach, takeUntold } from './breach.store.ts';
import { tellPeople } from './tell-people.task.ts';

const notification = defineNotification({
  name: 'privacy.breach',
  params: Type.Object({ words: Type.String() }),
  channels: ['in-app', 'email', 'sms'],
  render: ({ t, params: { words } }) => {
    const title = t('Dữ liệu của bạn có thể đã bị lộ');
    return {
      title,
      body: words,
      path: '/me/data',
      sms: `${title}. ${t('Xem thông báo của thành phố ở trang Dữ liệu của tôi.')}`,
    };
  },
});

export const tellPeopleJob: Job<PrivacyTables> = {
  job: tellPeople,
  run: async (m, payload: never) => {
    const { breachId } = payload as { breachId: string };
    for (;;) {
      const told = await m.db.transaction(system('privacy.tell-people'), async (tx) => {
        const breach = await findBreach(tx, breachId, { lock: false });
        if (!breach?.tell_words) return 0;
        const persons = await takeUntold(tx, breachId, limits.toldInOneGo);
        for (const person of persons) {
          await queueNotification(tx, {
            to: { person },
            template: notification,
            params: { words: breach.tell_words },
            key: `breach:${breachId}`,
          });
          tx.trail({
            action: 'breach.person.told',
            object: { type: 'breach', id: breachId },
            subject: person,
            purpose: 'tell people of a breach of their data',
          });
        }
        return persons.length;
      });
      if (told < limits.toldInOneGo) return;
    }
  },
};
