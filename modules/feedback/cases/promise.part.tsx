// The promise of a report as a card: state, working time left, due time, the ruler, and how it was counted.
import type { Translate } from '@city/kernel/text';
import { type CaseStep, Ruler, rulerModel } from '@city/ui/parts';
import { PromiseCard } from '@city/ui/people';
import type { Clock, ReportView } from '../contract.ts';
import { promiseLine, promiseWords, termWords } from './promise-words.ts';
import { stateName } from './state-words.ts';

type Lang = 'vi' | 'en';

export function PromisePart({ t, lang, report }: { t: Translate; lang: Lang; report: ReportView }) {
  const words = promiseWords(t, lang, report, report.clock);
  return (
    <PromiseCard
      t={t}
      step={report.step as CaseStep}
      stateName={stateName(t, report.state)}
      holder={report.body.short[lang]}
      count={words.count}
      due={words.due ?? undefined}
      ruler={
        <ClockRuler
          t={t}
          lang={lang}
          clock={report.clock}
          label={[promiseLine(words), words.due].filter(Boolean).join(', ')}
        />
      }
      why={<Why t={t} report={report} />}
      tone={words.tone}
    />
  );
}

/** The ruler of a clock; nothing without a promise. */
export function ClockRuler({
  t,
  lang,
  clock,
  label,
}: {
  t: Translate;
  lang: Lang;
  clock: Clock;
  label: string;
}) {
  if (clock.dueAt === null) return null;
  const model = rulerModel({
    working: clock.working.map(({ start, end }) => ({ start: new Date(start), end: new Date(end) })),
    filedAt: new Date(clock.filedAt),
    dueAt: new Date(clock.dueAt),
    now: new Date(clock.now),
    endedAt: clock.endedAt === null ? null : new Date(clock.endedAt),
  });
  return <Ruler t={t} lang={lang} model={model} label={label} />;
}

function Why({ t, report }: { t: Translate; report: ReportView }) {
  const { promise } = report;
  if (!promise) return <>{t('Chưa có hẹn cho loại việc này.')}</>;
  const { number, issuer } = promise.document;
  return (
    <>
      {t('{term}. Chỉ tính giờ làm việc, không tính cuối tuần và ngày lễ.', { term: termWords(t, promise) })}{' '}
      {promise.document.standing === 'model'
        ? t('Mức mẫu theo {number} ({issuer}).', { number, issuer })
        : t('Theo {number} ({issuer}).', { number, issuer })}
    </>
  );
}
