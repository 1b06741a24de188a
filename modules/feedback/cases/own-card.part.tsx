// One of my reports as a card: what waits for me, or where it stands and how much of the promise is left.
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import type { CaseStep } from '@city/ui/parts';
import { CaseCard } from '@city/ui/people';
import type { ReportItem } from '../contract.ts';
import { ClockRuler } from './promise.part.tsx';
import { promiseLine, promiseWords } from './promise-words.ts';
import type { OwnReport } from './reports-pages.routes.tsx';
import { stateName } from './state-words.ts';
import { isOpen } from './states.ts';

/** Answered and not yet rated: the reporter decides whether it is done. Or the office has asked something. */
export function waitsForMe(item: ReportItem): boolean {
  return item.waitsForReporter || (item.state === 'resolved' && item.rating === null);
}

export function OwnCard({ t, lang, report }: { t: Translate; lang: 'vi' | 'en'; report: OwnReport }) {
  const { item, clock } = report;
  const words = promiseWords(t, lang, item, clock);
  const body = item.body.short[lang];
  const state = stateName(t, item.state);
  if (waitsForMe(item)) {
    return (
      <CaseCard
        t={t}
        href={item.url}
        need
        title={item.title[lang]}
        text={
          item.waitsForReporter
            ? t('{body} hỏi bạn thêm. Đồng hồ tạm dừng trong lúc chờ.', { body })
            : t('{body} đã trả lời. Bạn xem đã xong chưa.', { body })
        }
        action={item.waitsForReporter ? t('Đọc và trả lời') : t('Xem và chấm điểm')}
      />
    );
  }
  if (isOpen(item.state)) {
    const due =
      item.dueAt === null
        ? undefined
        : t('Hẹn trả lời {due}', { due: formatDateTime(new Date(item.dueAt), lang, 'short') });
    return (
      <CaseCard
        t={t}
        href={item.url}
        title={item.title[lang]}
        text={`${state} · ${body}`}
        step={item.step as CaseStep}
        left={promiseLine(words)}
        due={due}
        ruler={<ClockRuler t={t} lang={lang} clock={clock} label={promiseLine(words)} />}
      />
    );
  }
  const ended = item.closedAt ?? item.resolvedAt;
  const at = ended === null ? '' : formatDateTime(new Date(ended), lang, 'short');
  return (
    <CaseCard
      t={t}
      href={item.url}
      title={item.title[lang]}
      text={t('{state} lúc {at}', { state, at })}
      step={item.step as CaseStep}
    />
  );
}
