// What the screen says of a matter: its due day, what went wrong, what an action needs.
import type { Translate } from '@city/kernel/text';
import { ApiProblem, dayWords, localDay } from '@city/ui/desk';
import type { DueTone, RelativeDueProps, WorkItem } from '@city/ui/staff';
import { stateName } from '../cases/state-words.ts';
import type { MatterItem } from '../contract.ts';

type Words = { t: Translate; lang: 'vi' | 'en'; now: Date };

const dayMs = 86_400_000;
/** Days left from which a term is soon over. */
const soonDays = 3;

/** Whole days of Hải Phòng from now until a moment; negative when it has passed. */
export function daysLeft(at: string, now: Date): number {
  const day = (when: Date) => Date.parse(`${localDay(when)}T00:00:00Z`);
  return Math.round((day(new Date(at)) - day(now)) / dayMs);
}

export function kindName(kind: MatterItem['kind'], t: Translate): string {
  return kind === 'khieu_nai' ? t('Khiếu nại') : t('Tố cáo');
}

export function rowOf(item: MatterItem, words: Words): WorkItem {
  const { t, lang } = words;
  const round = item.kind === 'khieu_nai' && item.round === 2 ? t('lần hai') : '';
  return {
    id: item.id,
    icon: item.kind === 'khieu_nai' ? 'report' : 'lock',
    title: item.subject,
    meta: [kindName(item.kind, t), round, item.aboutBody.name[lang]].filter(Boolean).join(' · '),
    due: dueOf(item, words),
  };
}

function dueOf(item: MatterItem, { t, lang, now }: Words): RelativeDueProps {
  if (item.dueAt === null) return { text: stateName(item.state, t), due: '' };
  const days = daysLeft(item.dueAt, now);
  const tone: DueTone = item.isLate ? 'late' : days <= soonDays ? 'soon' : 'plain';
  return {
    text: item.isLate ? t('trễ {days} ngày', { days: -days }) : t('còn {days} ngày', { days }),
    due: dayWords(localDay(new Date(item.dueAt)), lang, 'tiny'),
    tone,
  };
}

export function problemWords(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('Có lỗi ở trang này. Tải lại trang.');
  if (error.status === 0) return t('Chưa nối được máy chủ. Kiểm tra mạng rồi thử lại.');
  if (error.status === 401) return t('Phiên làm việc đã hết. Đăng nhập lại.');
  if (error.status === 412) return t('Đơn đã đổi từ khi bạn mở. Đã lấy bản mới; xem lại rồi gửi lần nữa.');
  return error.message === '' ? t('Máy chủ chưa làm được việc này. Thử lại sau ít phút.') : error.message;
}
