// What people are told about their credentials.
import { Type } from 'typebox';
import { defineNotification } from '@city/kernel/notify';

export const credentialEnded = defineNotification({
  name: 'wallet.ended',
  params: Type.Object({ name: Type.String(), nameEn: Type.String() }),
  channels: ['in-app', 'email', 'push'],
  render: ({ t, lang, params }) => ({
    title: t('{name} trong ví của bạn không còn giá trị', {
      name: lang === 'vi' ? params.name : params.nameEn,
    }),
    body: t('Điều ghi trên đó đã thay đổi. Nếu bạn vẫn có quyền, hãy mở trang ví và nhận bản mới.'),
    path: '/me/wallet',
  }),
});
