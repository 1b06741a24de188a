// What people are told when they are asked, weeks later.
import { Type } from 'typebox';
import { defineNotification } from '@city/kernel/notify';

export const surveyNotification = defineNotification({
  name: 'feedback.survey',
  params: Type.Object({ code: Type.String(), path: Type.String() }),
  channels: ['in-app', 'email', 'sms', 'push'],
  holdsKeys: true,
  render: ({ t, params: { code, path } }) => {
    const title = t('Việc bạn báo đã thật sự xong chưa?');
    return {
      title,
      body: t('Ba câu hỏi ngắn về phản ánh {code}. Trả lời một lần, không cần đăng nhập.', { code }),
      path,
      sms: `${title} ${t('Mã {code}.', { code })}`,
    };
  },
});
