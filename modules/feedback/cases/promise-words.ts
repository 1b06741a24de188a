// The promise of a report in words: how much working time is left or late, by when, and how it was counted.
import type { Translate } from '@city/kernel/text';
import { formatDateTime, formatWorkingDuration } from '@city/kernel/time';
import type { Clock, ReportItem, ReportView } from '../contract.ts';
import { isOpen } from './states.ts';

type Lang = 'vi' | 'en';

export interface PromiseWords {
  /** Small, large, small: ["Còn", "1 ngày 4 giờ", "làm việc"]. */
  readonly count: readonly [string, string, string];
  readonly due: string | null;
  readonly tone: 'info' | 'need' | 'done' | 'paused';
}

/** What the large words of a promise say. Late but answered is a fact, not a call. */
export function promiseWords(
  t: Translate,
  lang: Lang,
  report: Pick<ReportItem, 'state' | 'verdict' | 'dueAt' | 'waitsForReporter'>,
  clock: Pick<Clock, 'minutesLeft' | 'minutesPerDay'>,
): PromiseWords {
  const due = report.dueAt === null ? null : formatDateTime(new Date(report.dueAt), lang);
  if (report.waitsForReporter)
    return { count: ['', t('Đồng hồ tạm dừng'), ''], due: t('Đang chờ người gửi trả lời'), tone: 'paused' };
  if (clock.minutesLeft === null || due === null)
    return {
      count: ['', isOpen(report.state) ? t('Chưa hẹn giờ') : t('Đã trả lời'), ''],
      due: null,
      tone: 'info',
    };
  const amount = formatWorkingDuration(clock.minutesLeft, lang, clock.minutesPerDay);
  const working = t('làm việc');
  if (isOpen(report.state)) {
    // Late, but since then nobody has worked: "under a minute" would sound like a mistake.
    if (report.verdict === 'overdue' && clock.minutesLeft >= -1)
      return { count: ['', t('Trễ hẹn'), ''], due: t('Đã hẹn trả lời: {due}', { due }), tone: 'need' };
    if (report.verdict === 'overdue')
      return { count: [t('Trễ'), amount, working], due: t('Đã hẹn trả lời: {due}', { due }), tone: 'need' };
    return { count: [t('Còn'), amount, working], due: t('Hẹn trả lời: {due}', { due }), tone: 'info' };
  }
  const late = report.verdict === 'late';
  return {
    count: late ? [t('Trả lời trễ'), amount, working] : [t('Trả lời sớm'), amount, working],
    due: t('Đã hẹn: {due}', { due }),
    tone: report.state === 'closed' ? 'done' : 'info',
  };
}

/** "Còn 1 ngày 4 giờ làm việc", "Trễ 40 phút làm việc": one line for lists and screen readers. */
export function promiseLine(words: PromiseWords): string {
  return words.count.filter(Boolean).join(' ');
}

/** How the term was counted, for whoever asks. */
export function termWords(t: Translate, promise: NonNullable<ReportView['promise']>): string {
  const { amount, unit } = promise.resolve;
  switch (unit) {
    case 'working-hours':
      return t('{amount} giờ làm việc từ lúc gửi', { amount });
    case 'working-days':
      return t('{amount} ngày làm việc từ lúc gửi', { amount });
    default:
      return t('{amount} ngày từ lúc gửi', { amount });
  }
}
