// What people are told about petitions, on every channel.
import { Type } from 'typebox';
import { defineNotification, type Rendering } from '@city/kernel/notify';
import { formatDateTime } from '@city/kernel/time';

const Params = Type.Object({
  title: Type.String(),
  what: Type.Enum(['gathered', 'published', 'refused', 'reached', 'answered', 'overdue', 'closed', 'lapsed']),
  body: Type.Object({ vi: Type.String(), en: Type.String() }),
  dueAt: Type.Union([Type.String(), Type.Null()]),
  /** The petition's page. */
  path: Type.String(),
});
type Params = import('typebox').Static<typeof Params>;
export type Told = Params['what'];

export const petitionNotification = defineNotification({
  name: 'petitions.news',
  params: Params,
  channels: ['in-app', 'email', 'sms', 'push'],
  render: (rendering) => ({
    title: titleOf(rendering),
    body: `${rendering.params.title}\n\n${bodyOf(rendering)}`,
    path: rendering.params.path,
  }),
});

function titleOf({ t, lang, params: { what, body } }: Rendering<Params>): string {
  switch (what) {
    case 'gathered':
      return t('Kiến nghị của bạn đủ người ủng hộ đầu tiên');
    case 'published':
      return t('Kiến nghị của bạn đã công khai');
    case 'refused':
      return t('Kiến nghị của bạn chưa được công khai');
    case 'reached':
      return t('Kiến nghị của bạn đủ chữ ký');
    case 'answered':
      return t('{body} đã trả lời kiến nghị', { body: body[lang] });
    case 'overdue':
      return t('Câu trả lời kiến nghị đã quá hẹn');
    case 'closed':
      return t('Kiến nghị của bạn hết hạn ký');
    case 'lapsed':
      return t('Kiến nghị của bạn chưa đủ người ủng hộ');
  }
}

function bodyOf({ t, lang, params: { what, body, dueAt } }: Rendering<Params>): string {
  const due = dueAt === null ? '' : formatDateTime(new Date(dueAt), lang);
  switch (what) {
    case 'gathered':
      return t('Kiểm duyệt viên xem trước {due}.', { due });
    case 'published':
      return t('Ai có danh tính đã xác thực cũng ký được. Gửi đường dẫn cho hàng xóm.');
    case 'refused':
      return t('Lý do và cách đề nghị xem lại ghi ở trang kiến nghị.');
    case 'reached':
      return t('{body} phải trả lời trước {due}. Ai cũng thấy hẹn này.', { body: body[lang], due });
    case 'answered':
      return t('Đọc câu trả lời và các cam kết ở trang kiến nghị.');
    case 'overdue':
      return t('Việc đã được báo lên cấp trên của {body}.', { body: body[lang] });
    case 'closed':
      return t('Chữ ký đã có vẫn được giữ trong dữ liệu mở.');
    case 'lapsed':
      return t('Bạn có thể viết lại cho rõ hơn rồi bắt đầu lần nữa.');
  }
}
