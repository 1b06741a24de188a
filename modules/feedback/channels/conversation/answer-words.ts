// What the city answers to a message: short enough for a text message, whole sentences by e-mail.
import { Type } from 'typebox';
import { defineNotification, type Rendering } from '@city/kernel/notify';

export const AnswerParams = Type.Object({
  kind: Type.Enum(['where', 'which', 'answered', 'noted', 'state', 'unclear', 'left-out']),
  /** Tracking code of the report it is about. */
  code: Type.Union([Type.String(), Type.Null()]),
  /** Where it leads: the form with the pin, or the page of the report. */
  path: Type.Union([Type.String(), Type.Null()]),
  /** Names to choose from, in the order of their numbers. */
  choices: Type.Array(Type.String()),
  /** Name of the report's state in both languages. */
  state: Type.Union([Type.Object({ vi: Type.String(), en: Type.String() }), Type.Null()]),
  /** How many attachments were left out. */
  count: Type.Integer({ minimum: 0 }),
  /** Where an answer by e-mail goes. */
  replyTo: Type.Union([Type.String(), Type.Null()]),
});
export type AnswerParams = import('typebox').Static<typeof AnswerParams>;

export const answerNotification = defineNotification({
  name: 'feedback.message-answer',
  params: AnswerParams,
  channels: ['email', 'sms'],
  holdsKeys: true,
  render: (rendering) => {
    const { params } = rendering;
    const [title, body] = wordsOf(rendering);
    const code = params.code === null ? '' : ` [${params.code}]`;
    return {
      title,
      body,
      subject: `${title}${code}`,
      ...(params.path === null ? {} : { path: params.path }),
      ...(params.replyTo === null ? {} : { replyTo: params.replyTo }),
    };
  },
});

function wordsOf({ t, lang, params }: Rendering<AnswerParams>): readonly [title: string, body: string] {
  const code = params.code ?? '';
  switch (params.kind) {
    case 'where':
      return [
        t('Việc này ở phường, xã nào?'),
        t('Trả lời tên phường, xã; hoặc đặt ghim trên bản đồ ở đường dẫn này.'),
      ];
    case 'which':
      return [
        t('Việc này ở đâu trong các nơi sau?'),
        t('Trả lời một số: {choices}. Hoặc đặt ghim trên bản đồ ở đường dẫn này.', {
          choices: params.choices.map((name, at) => `${at + 1} ${name}`).join(', '),
        }),
      ];
    case 'answered':
      return [
        t('Đã nhận câu trả lời của bạn'),
        t('Cơ quan làm tiếp việc {code}. Đồng hồ lại chạy.', { code }),
      ];
    case 'noted':
      return [t('Đã thêm lời bạn vào việc {code}', { code }), t('Cơ quan đang giữ việc sẽ đọc.')];
    case 'state':
      return [`${code}: ${params.state?.[lang] ?? ''}`, t('Xem từng bước ở trang theo dõi.')];
    case 'unclear':
      return [
        t('Chưa hiểu tin của bạn'),
        t('Viết chuyện gì và ở phường, xã nào. Ví dụ: Ngap nuoc truoc cho, phuong Le Chan. Hoặc gọi 1022.'),
      ];
    case 'left-out':
      return [
        t('Có tệp đính kèm không nhận được'),
        t('{count} tệp không phải ảnh, quá lớn hoặc bị hỏng nên được bỏ ra. Lời của bạn vẫn được nhận.', {
          count: params.count,
        }),
      ];
  }
}
