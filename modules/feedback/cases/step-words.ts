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
  /** Where an answer by e-mail goes; absent in messages from before mail was taken. */
  replyTo: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
type Params = import('typebox').Static<typeof StepParams>;

export const stepNotification = defineNotification({
  name: 'feedback.step',
  params: StepParams,
  channels: ['in-app', 'email', 'sms', 'push'],
  holdsKeys: true,
  render: (rendering) => {
    const { t, params } = rendering;
    const [title, body] = wordsOf(rendering);
    return {
      title,
      body,
      path: params.path,
      subject: `${title} [${params.code}]`,
      ...(params.replyTo ? { replyTo: params.replyTo } : {}),
      sms: `${title} ${t('Mã {code}.', { code: params.code })}`,
    };
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
    default:
      return handlingWords(t, params.action, { service, body, promise: promise(t, due) }, text);
  }
}

/** The same for what happens between taking a report and answering it. */
function handlingWords(
  t: Translate,
  action: Params['action'],
  { service, body, promise: promised }: { service: string; body: string; promise: string },
  text: (...lines: readonly string[]) => string,
): readonly [title: string, body: string] {
  switch (action) {
    case 'ask':
      return [
        t('{body} cần bạn cho biết thêm', { body }),
        text(t('Mở trang theo dõi để đọc câu hỏi và trả lời. Đồng hồ tạm dừng trong lúc chờ bạn.')),
      ];
    case 'resume':
      return [t('{body} làm tiếp việc của bạn', { body }), text(promised)];
    case 'extend':
      return [t('{body} gia hạn việc của bạn', { body }), text(t('Lý do ghi ở trang theo dõi.'), promised)];
    case 'recategorise':
      return [t('Việc của bạn được đổi loại: {service}', { service }), text(promised)];
    case 'reschedule':
      return [t('Hẹn trả lời được tính lại'), text(t('Lịch làm việc của thành phố đã thay đổi.'), promised)];
    case 'merge':
      return [
        t('Việc bạn báo đã có người báo trước'),
        text(t('Hai việc được làm chung. Có kết quả là bạn được báo ngay.')),
      ];
    case 'unmerge':
      return [t('Việc của bạn được làm riêng'), text(promised)];
    case 'transfer':
      return [
        t('Việc của bạn được giải quyết theo thủ tục riêng'),
        text(t('Việc này không hiện công khai. Xem hướng dẫn ở trang theo dõi của bạn.')),
      ];
    default:
      return [t('Việc của bạn có thay đổi'), text(promised)];
  }
}

function promise(t: Translate, due: string): string {
  return due === '' ? '' : t('Hẹn trả lời: {due}.', { due });
}
