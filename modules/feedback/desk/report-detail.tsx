// One report to read: the promise and its ruler, pictures and place, the words, who sent it, the story.
import { capital, type DeskContext, localDay, momentWords, timeWords, workingWords } from '@city/ui/desk';
import {
  Banner,
  Button,
  DataList,
  promiseWords,
  Ruler,
  type RulerModel,
  rulerModel,
  Timeline,
  type TimelineItem,
} from '@city/ui/parts';
import { DeskPromise, DetailPane, Duo } from '@city/ui/staff';
import { type ReactNode, useMemo } from 'react';
import type { DeskView } from '../contract.ts';
import { InnerStory } from './handling/inner-story.tsx';
import { ReporterContact } from './reporter-contact.tsx';
import { ReportPhotos } from './report-photos.tsx';
import { ReportPlace } from './report-place.tsx';
import { storyIcon, storyTitle } from './state-words.ts';

export type ReportDetailProps = {
  desk: DeskContext;
  view: DeskView;
  place: string | undefined;
  kicker: ReactNode;
  /** Something to know before reading on. */
  notice: ReactNode;
  onAct: () => void;
};

export function ReportDetail({ desk, view, place, kicker, notice, onAct }: ReportDetailProps) {
  const { t, lang } = desk;
  return (
    <DetailPane title={view.title[lang]} place={place} kicker={kicker}>
      {notice}
      <Promised desk={desk} view={view} />
      {view.urgentBecause.length > 0 && (
        <Banner tone="soon" title={t('Khẩn')}>
          <p>{t('Vì trong nội dung có: {words}', { words: view.urgentBecause.join(', ') })}</p>
        </Banner>
      )}
      <Duo>
        <ReportPhotos desk={desk} view={view} />
        <ReportPlace desk={desk} view={view} />
      </Duo>
      <blockquote>“{view.wordsUnmasked}”</blockquote>
      <DataList
        layout="columns"
        items={[
          { name: t('Nơi xảy ra'), value: [view.address, view.unit.name].filter(Boolean).join(', ') },
          ...view.filled.map(({ label, value }) => ({ name: t(label), value })),
          { name: t('Gửi lúc'), value: momentWords(new Date(view.filedAt), lang, 'short') },
          { name: t('Người làm'), value: view.handler?.title || t('Chưa ai nhận') },
        ]}
      />
      <ReporterContact desk={desk} view={view} />
      {view.routedBecause && (
        <p className="det-why">{t('Vì sao đến đây: {why}', { why: view.routedBecause[lang] })}</p>
      )}
      {view.answer !== null && (
        <>
          <h3>{t('Đã trả lời người dân')}</h3>
          <blockquote className="det-answer">{view.answer}</blockquote>
        </>
      )}
      <InnerStory desk={desk} view={view} />
      <h3>{t('Diễn biến')}</h3>
      <Timeline size="small" label={t('Diễn biến')} items={storyOf(view, desk)} />
      <p className="det-act">
        <Button type="button" look="primary" wide onClick={onAct}>
          {t('Xử lý việc này')}
        </Button>
      </p>
    </DetailPane>
  );
}

/** The ruler of the promise; null without one. */
export function modelOf(view: Pick<DeskView, 'clock'>): RulerModel | null {
  const { clock } = view;
  if (clock.dueAt === null) return null;
  return rulerModel({
    working: clock.working.map(({ start, end }) => ({ start: new Date(start), end: new Date(end) })),
    filedAt: new Date(clock.filedAt),
    dueAt: new Date(clock.dueAt),
    now: new Date(clock.now),
    endedAt: clock.endedAt === null ? null : new Date(clock.endedAt),
  });
}

function Promised({ desk: { t, lang }, view }: { desk: DeskContext; view: DeskView }) {
  const model = useMemo(() => modelOf(view), [view]);
  if (view.waitsForReporter) return <Banner title={t('Đồng hồ tạm dừng, đang chờ người gửi')} />;
  if (!model || view.clock.dueAt === null) return <Banner title={t('Việc này chưa có hẹn')} />;
  const duration = (minutes: number) => workingWords(minutes, lang, view.clock.minutesPerDay);
  const words = promiseWords(t, model, duration);
  const due = momentWords(new Date(view.clock.dueAt), lang);
  const late = model.lateHours > 0 ? t('trễ {time}', { time: duration(model.lateHours * 60) }) : undefined;
  return (
    <div className={`prom-${words.tone}`}>
      <DeskPromise
        title={words.count.slice(0, 2).filter(Boolean).join(' ')}
        due={t('Hẹn {due}', { due })}
        ruler={
          <Ruler
            t={t}
            lang={lang}
            model={model}
            label={`${words.short}, ${t('hẹn {due}', { due })}`}
            lateText={late}
          />
        }
      />
    </div>
  );
}

/** Newest first; the newest of an open report is where it stands now. */
function storyOf(view: DeskView, { t, lang }: DeskContext): TimelineItem[] {
  const today = localDay(new Date(view.clock.now));
  return view.history
    .map((entry, at): TimelineItem => {
      const time = new Date(entry.at);
      const isLast = at === view.history.length - 1;
      const text = entry.words ?? entry.reason ?? undefined;
      return {
        key: String(entry.seq),
        time:
          localDay(time) === today
            ? t('{time} nay', { time: timeWords(time) })
            : capital(momentWords(time, lang, 'tiny')),
        dateTime: entry.at,
        title: storyTitle(entry, t, lang),
        icon: storyIcon(entry.action),
        kind: isLast && view.closedAt === null ? 'now' : 'done',
        ...(text === undefined ? {} : { text }),
      };
    })
    .toReversed();
}
