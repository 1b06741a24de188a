// What people are told of a warning, in their language: in the app, as a text message and as web push.
import { Type } from 'typebox';
import { defineNotification } from '@city/kernel/notify';

const Both = Type.Object({ vi: Type.String(), en: Type.String() });

export const warningNotification = defineNotification({
  name: 'operations.warning',
  params: Type.Object({
    headline: Both,
    description: Both,
    instruction: Both,
    isOver: Type.Boolean(),
    path: Type.String(),
  }),
  channels: ['in-app', 'sms', 'push'],
  render: ({ t, lang, params }) => {
    const { headline, description, instruction, isOver, path } = params;
    return {
      title: isOver ? headline[lang] : t('Cảnh báo: {headline}', { headline: headline[lang] }),
      body: [description[lang], instruction[lang]].filter(Boolean).join('\n\n'),
      path,
      // One text message says what happens and what to do; the rest stands on the page.
      sms: [headline[lang], instruction[lang] || description[lang]].join('. '),
    };
  },
});
