// What the desk of data rights says of clocks and of what went wrong.
import type { Translate } from '@city/kernel/text';
import { ApiProblem, dayWords, localDay } from '@city/ui/desk';
import type { DueTone, WorkItem } from '@city/ui/staff';
import type { RequestItem } from '../contract.ts';
import { kindName, stateName } from '../requests/words.ts';

const dayMs = 86_400_000;
/** Days left from which a term is soon over. */
const soonDays = 2;

/** Whole days of Hải Phòng from now until a moment; negative when it has passed. */
export function daysLeft(at: string, now: Date): number {
  const day = (when: Date) => Date.parse(`${localDay(when)}T00:00:00Z`);
  return Math.round((day(new Date(at)) - day(now)) / dayMs);
}

/** The clock that runs now: first the response, then the end. */
export function clockOf(item: RequestItem): string {
  return item.respondedAt === null ? item.respondBy : item.dueAt;
}

export function rowOf(
  item: RequestItem,
  { t, lang, now }: { t: Translate; lang: 'vi' | 'en'; now: Date },
): WorkItem {
  const at = clockOf(item);
  const days = daysLeft(at, now);
  const tone: DueTone = item.isLate ? 'late' : days <= soonDays ? 'soon' : 'plain';
  const text = item.isLate
    ? t('trễ {days} ngày', { days: Math.max(0, -days) })
    : t('còn {days} ngày', { days });
  const what = item.respondedAt === null ? t('chưa báo đã nhận') : stateName(item.state, t);
  return {
    id: item.id,
    icon: item.kind === 'erase' ? 'lock' : 'people',
    title: kindName(item.kind, t),
    meta: item.isExtended ? `${what} · ${t('đã gia hạn')}` : what,
    due:
      item.closedAt === null
        ? { text, due: dayWords(localDay(new Date(at)), lang, 'tiny'), tone }
        : { text: stateName(item.state, t), due: '' },
  };
}

export function problemWords(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('Có lỗi ở trang này. Tải lại trang.');
  if (error.status === 0) return t('Chưa nối được máy chủ. Kiểm tra mạng rồi thử lại.');
  if (error.status === 401) return t('Phiên làm việc đã hết. Đăng nhập lại.');
  return error.message === '' ? t('Máy chủ chưa làm được việc này. Thử lại sau ít phút.') : error.message;
}
