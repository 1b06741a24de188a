// The list of an inbox, grouped by the day of the promise: late first, then today, tomorrow and the days after.
import type { Translate } from '@city/kernel/text';
import { capital, dayAfter, dayWords, localDay } from '@city/ui/desk';
import { isOpen } from '../cases/states.ts';
import type { DeskItem } from '../contract.ts';

export type DayGroup = { key: string; title: string; note: string; need: boolean; items: DeskItem[] };

type Words = { t: Translate; lang: 'vi' | 'en'; now: Date };

/** Still open, and its promise has passed. Decided by the server's count when the list was fetched, and by the clock since. */
export function isLate(item: Pick<DeskItem, 'state' | 'dueAt' | 'minutesLeft'>, now: Date): boolean {
  if (!isOpen(item.state)) return false;
  return (item.minutesLeft ?? 0) < 0 || (item.dueAt !== null && Date.parse(item.dueAt) < now.getTime());
}

/** Open reports by due day; the order within a group is that of the list. Those without a promise come last. */
export function byDueDay(items: readonly DeskItem[], words: Words): DayGroup[] {
  const { t, now } = words;
  const groups = new Map<string, DeskItem[]>();
  for (const item of items) {
    const key = isLate(item, now) ? 'late' : item.dueAt === null ? 'none' : localDay(new Date(item.dueAt));
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const order = (key: string) => (key === 'late' ? '0' : key === 'none' ? '9' : `1${key}`);
  return [...groups]
    .toSorted(([a], [b]) => (order(a) < order(b) ? -1 : 1))
    .map(([key, grouped]) => ({
      key,
      items: grouped,
      need: key === 'late',
      title: key === 'late' ? t('Quá hạn') : key === 'none' ? t('Chưa có hẹn') : dayTitle(key, words),
      note: key === 'late' ? t('cần xử lý ngay') : String(grouped.length),
    }));
}

/** What was answered or found, by the day of filing. */
export function byFilingDay(items: readonly DeskItem[], words: Words): DayGroup[] {
  return [...Map.groupBy(items, (item) => localDay(new Date(item.filedAt)))].map(([day, grouped]) => ({
    key: day,
    items: grouped,
    need: false,
    title: words.t('Gửi {day}', { day: dayTitle(day, words, 'small') }),
    note: String(grouped.length),
  }));
}

/** "Hôm nay, thứ Ba, 8/9". */
function dayTitle(day: string, { t, lang, now }: Words, first: 'large' | 'small' = 'large'): string {
  const today = localDay(now);
  const written = dayWords(day, lang, 'short');
  const near = {
    [today]: t('Hôm nay'),
    [dayAfter(today)]: t('Ngày mai'),
    [dayAfter(today, -1)]: t('Hôm qua'),
  }[day];
  const title = near === undefined ? written : `${near}, ${written}`;
  if (first === 'large') return capital(title);
  // Names of days begin small in Vietnamese only.
  return near === undefined && lang === 'en'
    ? title
    : title.charAt(0).toLocaleLowerCase('vi') + title.slice(1);
}
