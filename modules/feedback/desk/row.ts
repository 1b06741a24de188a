// One row of the inbox: what it says of a report and how its promise stands.
import type { Translate } from '@city/kernel/text';
import { dayWords, localDay, momentWords, timeWords, workingWords } from '@city/ui/desk';
import { icons, type IconName } from '@city/ui/parts';
import type { DueTone, RelativeDueProps, WorkItem } from '@city/ui/staff';
import { isOpen } from '../cases/states.ts';
import type { DeskItem } from '../contract.ts';
import { isLate } from './due-groups.ts';

/** Working minutes left from which a promise is soon due: half a day. */
const soonMinutes = 240;

export type RowWords = { t: Translate; lang: 'vi' | 'en'; now: Date };

export function rowOf(item: DeskItem, words: RowWords, isChanged: boolean): WorkItem {
  return {
    id: item.trackingCode,
    icon: iconOf(item.icon),
    title: item.words.trim() === '' ? item.serviceName[words.lang] : item.words,
    meta: metaOf(item, words),
    due: dueOf(item, words),
    unread: isChanged,
  };
}

/** The service's icon; one the design does not draw becomes the general sign of a report. */
export function iconOf(name: string): IconName {
  return name in icons ? (name as IconName) : 'report';
}

/** The end of a tracking code, by which people in one office call a report: "HP-7K2M-Q9DX-4TZ0C" is "4TZ0C". */
export function shortCode(code: string): string {
  return code.split('-').at(-1) ?? code;
}

function metaOf(item: DeskItem, { t }: RowWords): string {
  const place = item.address ?? item.unit.name;
  return [place, shortCode(item.trackingCode), item.severity === 'urgent' ? t('khẩn') : '']
    .filter(Boolean)
    .join(' · ');
}

/** How the promise stands. An answered report says whether it kept its promise. */
export function dueOf(item: DeskItem, { t, lang, now }: RowWords): RelativeDueProps {
  if (!isOpen(item.state)) {
    const text =
      item.state === 'rejected' ? t('từ chối') : item.verdict === 'late' ? t('trễ hẹn') : t('đúng hẹn');
    const at = item.resolvedAt ?? item.closedAt;
    return { text, due: at === null ? '' : momentWords(new Date(at), lang, 'tiny') };
  }
  if (item.waitsForReporter) return { text: t('chờ người gửi'), due: '' };
  if (item.dueAt === null) return { text: t('chưa có hẹn'), due: '' };
  const due = new Date(item.dueAt);
  const left = item.minutesLeft ?? 0;
  const late = isLate(item, now);
  const tone: DueTone = late ? 'late' : left <= soonMinutes ? 'soon' : 'plain';
  const time = workingWords(left, lang);
  return {
    text: late ? t('trễ {time}', { time }) : time,
    due: dueWords(due, { t, lang, now }, late),
    tone,
    share: late ? 1 : shareUsed(item, now),
  };
}

/** Under its day a time is enough; late ones stand together, so they say the day. */
function dueWords(due: Date, { t, lang, now }: RowWords, late: boolean): string {
  const time = timeWords(due);
  if (!late) return t('hẹn {time}', { time });
  return localDay(due) === localDay(now)
    ? t('hôm nay, {time}', { time })
    : `${dayWords(localDay(due), lang, 'tiny')}, ${time}`;
}

/** Share of the term that has passed, 0 to 1, by the clock on the wall: the row knows no working hours. */
export function shareUsed(item: Pick<DeskItem, 'filedAt' | 'dueAt'>, now: Date): number {
  const from = Date.parse(item.filedAt);
  const term = Date.parse(item.dueAt ?? item.filedAt) - from;
  return term <= 0 ? 1 : Math.min(1, Math.max(0, (now.getTime() - from) / term));
}
