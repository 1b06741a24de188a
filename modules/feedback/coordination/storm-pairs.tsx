// Pairs that are alike, but not enough to be merged by themselves: both with picture and words, judged with one key.
import { type DeskContext, momentWords, shareWords } from '@city/ui/desk';
import { Button, Icon } from '@city/ui/parts';
import { KeyHint, useKeys } from '@city/ui/staff';
import { useState } from 'react';
import type { ReportItem } from '../contract.ts';
import { problemWords } from '../desk/problem-words.ts';
import type { StormCandidate } from '../duplicates/storm-board-schemas.ts';
import type { StormActs } from './storm-acts.ts';

type Props = { desk: DeskContext; pairs: readonly StormCandidate[]; acts: StormActs; lasts: boolean };

const keyOf = ({ report, master }: StormCandidate): string => `${report.trackingCode} ${master.trackingCode}`;

export function StormPairs({ desk, pairs, acts, lasts }: Props) {
  const { t, lang } = desk;
  // A pair that was judged to be two matters is not shown again while this screen is open.
  const [apart, setApart] = useState<ReadonlySet<string>>(new Set());
  const waiting = pairs.filter((pair) => !apart.has(keyOf(pair)));
  const pair = waiting[0];
  const merge = () => {
    if (!pair) return;
    const { report, master } = pair;
    const reason = t('Cùng một việc với {code}', { code: master.trackingCode });
    void acts.run({
      do: 'merge',
      code: report.trackingCode,
      version: report.version,
      master: master.trackingCode,
      reason,
    });
  };
  const keep = () => pair && setApart(new Set([...apart, keyOf(pair)]));
  useKeys([
    { keys: 'g', name: t('gộp'), run: merge },
    { keys: 'n', name: t('khác nhau'), run: keep },
  ]);
  if (!pair)
    return lasts ? <p className="muted storm-none">{t('Không còn cặp nào cần người xem.')}</p> : null;
  return (
    <section className="storm-pair" aria-labelledby="storm-pair-title">
      <header>
        <h3 id="storm-pair-title">{t('Hai phản ánh này có cùng một việc?')}</h3>
        <span className="muted">
          {t('giống {share} · cách {metres} m · còn {count} cặp', {
            share: shareWords(pair.score, lang),
            metres: pair.metres,
            count: waiting.length,
          })}
        </span>
      </header>
      <div className="storm-two">
        <Side desk={desk} report={pair.master} photoUrl={pair.masterPhotoUrl} label={t('Gửi trước')} />
        <Side desk={desk} report={pair.report} photoUrl={pair.photoUrl} label={t('Gửi sau')} />
      </div>
      <p className="storm-judge">
        <Button type="button" look="primary" size="sm" disabled={acts.busy !== null} onClick={merge}>
          {t('Gộp làm một')} <KeyHint keys="g" />
        </Button>
        <Button type="button" size="sm" onClick={keep}>
          {t('Hai việc khác nhau')} <KeyHint keys="n" />
        </Button>
      </p>
      {acts.failed?.at === pair.report.trackingCode && (
        <p className="act-problem" role="alert">
          {problemWords(acts.failed.error, t)}
        </p>
      )}
    </section>
  );
}

type SideProps = { desk: DeskContext; report: ReportItem; photoUrl: string | null; label: string };

function Side({ desk: { t, lang }, report, photoUrl, label }: SideProps) {
  return (
    <article>
      {photoUrl === null ? (
        <p className="storm-nophoto">
          <Icon name="camera" size="md" />
          {t('Không kèm ảnh')}
        </p>
      ) : (
        <img src={photoUrl} alt={report.title[lang]} />
      )}
      <p className="muted">
        {label} · {momentWords(new Date(report.filedAt), lang, 'tiny')}
      </p>
      <p>
        <a href={`/desk/reports?queue=all&code=${report.trackingCode}`}>{report.title[lang]}</a>
      </p>
      <blockquote>“{report.words}”</blockquote>
    </article>
  );
}
