// What a reporter is told at each step, on every channel.
import { Type } from 'typebox';
import { defineNotification, type Rendering } from '@city/kernel/notify';
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import { reportActions } from './states.ts';

export const StepParams = Type.Object({
  code: Type.String(),
  action: Type.Enum(reportActions),
  /** Names of service and bodies in both languages: public facts. */
  service: Type.Object({ vi: Type.String(), en: Type.String() }),
  body: Type.Object({ vi: Type.String(), en: Type.String() }),
  dueAt: Type.Union([Type.String(), Type.Null()]),
  /** The way to the reporter's own page. */
  path: Type.String(),
});
type Params = import('typebox').Static<typeof StepParams>;

export const stepNotification = defineNotification({
  name: 'feedback.step',
  params: StepParams,
  channels: ['in-app', 'email', 'sms', 'push'],
  render: (rendering) => {
    const { t, params } = rendering;
    const [title, body] = wordsOf(rendering);
    return { title, body, path: params.path, sms: `${title} ${t('Mã {code}.', { code: params.code })}` };
  },
});

function wordsOf({ t, lang, params }: Rendering<Params>): readonly [title: string, body: string] {
  const service = params.service[lang];
  const body = params.body[lang];
  const due = params.dueAt === null ? '' : formatDateTime(new Date(params.dueAt), lang);
  const code = t('Mã theo dõi: {code}.', { code: params.code });
  const text = (...lines: readonly string[]) => [...lines.filter(Boolean), code].join('\n\n');
  switch (params.action) {
    case 'file':
      return [
        t('Đã nhận phản ánh của bạn: {service}', { service }),
        text(t('{body} sẽ xem.', { body }), promise(t, due)),
      ];
    case 'accept':
      return [t('{body} đã tiếp nhận việc của bạn', { body }), text(promise(t, due))];
    case 'assign':
      return [
        t('Đã có người phụ trách việc của bạn'),
        text(t('Cán bộ của {body} đang giữ việc.', { body }), promise(t, due)),
      ];
    case 'hand_over':
      return [
        t('Việc của bạn được chuyển cho {body}', { body }),
        text(t('Lý do ghi ở trang theo dõi. Hẹn trả lời không đổi.'), promise(t, due)),
      ];
    case 'return':
      return [
        t('Đang chọn lại cơ quan cho việc của bạn'),
        text(t('Điều phối viên của thành phố quyết định ai làm. Hẹn trả lời không đổi.')),
      ];
    case 'start':
      return [t('{body} đã bắt đầu làm việc của bạn', { body }), text(promise(t, due))];
    case 'resolve':
      return [
        t('{body} đã trả lời việc của bạn', { body }),
        text(
          t('Xem trả lời và chấm mức hài lòng. Chưa hài lòng thì việc được xem lại, không phải gửi từ đầu.'),
        ),
      ];
    case 'close':
      return [
        t('Việc của bạn đã xong: {service}', { service }),
        text(t('Cảm ơn bạn đã báo. Còn vướng thì mở lại ở trang theo dõi.')),
      ];
    case 'reject':
      return [
        t('{body} không làm được việc này', { body }),
        text(t('Lý do ghi ở trang theo dõi. Bạn có thể đề nghị xem lại.')),
      ];
    case 'reopen':
      return [t('Việc của bạn được xem lại'), text(promise(t, due))];
    case 'rate':
      return [t('Đã ghi mức hài lòng của bạn'), text(t('Cảm ơn bạn.'))];
  }
}

function promise(t: Translate, due: string): string {
  return due === '' ? '' : t('Hẹn trả lời: {due}.', { due });
}
