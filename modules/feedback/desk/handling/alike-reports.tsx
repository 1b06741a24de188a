// Reports that are probably the same, each with a picture large enough to decide by; one press merges this one into it.
import { useQuery } from '@tanstack/react-query';
import { askJson, momentWords } from '@city/ui/desk';
import { Button } from '@city/ui/parts';
import { isOpen } from '../../cases/states.ts';
import type { ReportItem } from '../../contract.ts';
import { stateName } from '../state-words.ts';
import type { HandlingProps } from './more-ways.tsx';

type Alike = { report: ReportItem; score: number; metres: number; photoUrl: string | null };

export function AlikeReports({ desk, view, step }: HandlingProps) {
  const { t, lang } = desk;
  const code = view.trackingCode;
  const alike = useQuery({
    queryKey: ['reports', 'alike', code, view.version],
    queryFn: ({ signal }) =>
      askJson<{ items: Alike[] }>(`/api/desk/reports/${encodeURIComponent(code)}/alike`, { signal }),
    enabled: isOpen(view.state),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });
  const items = (alike.data?.items ?? []).slice(0, 3);
  if (items.length === 0) return null;
  const mayMerge = view.actions.includes('merge');
  return (
    <section className="alike" aria-labelledby="alike-title">
      <h3 id="alike-title">{t('Có thể cùng một việc')}</h3>
      <ul>
        {items.map(({ report, metres, photoUrl }) => (
          <li key={report.trackingCode}>
            {photoUrl !== null && <img src={photoUrl} alt={report.title[lang]} loading="lazy" />}
            <div>
              <a href={`/reports/${report.trackingCode}`} target="_blank" rel="noreferrer">
                {report.title[lang]}
              </a>
              <p>“{report.words}”</p>
              <p className="muted">
                {t('cách {metres} m · {at} · {state}', {
                  metres,
                  at: momentWords(new Date(report.filedAt), lang, 'tiny'),
                  state: stateName(report.state, t),
                })}
              </p>
              {mayMerge && (
                <Button
                  type="button"
                  size="sm"
                  disabled={step.busy !== null}
                  onClick={() =>
                    void step.take({
                      verb: 'merge',
                      master: report.trackingCode,
                      reason: t('Cùng một việc với {code}', { code: report.trackingCode }),
                    })
                  }
                >
                  {t('Gộp vào việc này')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A report that follows another says which, and can be taken apart again. */
export function FollowsMaster({ desk: { t }, view, step }: HandlingProps) {
  if (view.state !== 'merged') return null;
  const master = view.history.findLast(({ action }) => action === 'merge')?.detail?.['master'];
  return (
    <section className="act-form" aria-label={t('Đi theo việc khác')}>
      <p>
        {t('Đi theo việc')} <a href={`/desk/reports?queue=all&code=${String(master)}`}>{String(master)}</a>
      </p>
      {view.actions.includes('unmerge') && (
        <Button
          type="button"
          wide
          disabled={step.busy !== null}
          onClick={() => void step.take({ verb: 'unmerge', reason: t('Hai việc khác nhau') })}
        >
          {t('Tách thành việc riêng')}
        </Button>
      )}
    </section>
  );
}
