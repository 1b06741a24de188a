// One request to read: both clocks, what is asked, the law, the story, what was erased.
import { type DeskContext, dayWords, localDay, momentWords } from '@city/ui/desk';
import { Banner, Button, DataList, Timeline } from '@city/ui/parts';
import { DetailPane } from '@city/ui/staff';
import type { ReactNode } from 'react';
import type { RequestView } from '../contract.ts';
import { actionName, kindName, stateName } from '../requests/words.ts';
import { clockOf, daysLeft } from './words.ts';

export type RequestDetailProps = {
  desk: DeskContext;
  view: RequestView;
  back: ReactNode;
  onAct: () => void;
};

export function RequestDetail({ desk, view, back, onAct }: RequestDetailProps) {
  const { t, lang } = desk;
  const asked = view.events[0]?.words ?? null;
  const items = [
    { name: t('Người gửi'), value: view.asker ?? t('đã xóa') },
    { name: t('Gửi lúc'), value: momentWords(new Date(view.askedAt), lang, 'short') },
    { name: t('Báo đã nhận trước'), value: momentWords(new Date(view.respondBy), lang, 'short') },
    { name: t('Hẹn đầu'), value: dayWords(localDay(new Date(view.firstDueAt)), lang, 'short') },
    { name: t('Gia hạn xa nhất đến'), value: dayWords(localDay(new Date(view.extendedTo)), lang, 'short') },
    { name: t('Mục đích'), value: view.purpose ?? '' },
    { name: t('Văn bản'), value: `${view.law.number}, ${view.law.article}` },
  ].filter(({ value }) => value !== '');
  return (
    <DetailPane
      title={kindName(view.kind, t)}
      kicker={
        <>
          {back}
          <span>{stateName(view.state, t)}</span>
        </>
      }
    >
      <Clock desk={desk} view={view} />
      {asked !== null && <blockquote>“{asked}”</blockquote>}
      <DataList layout="columns" items={items} />
      {view.law.note !== null && <p className="muted">{view.law.note[lang]}</p>}
      {view.erased.length > 0 && (
        <>
          <h3>{t('Đã xóa ở')}</h3>
          <ul className="data-erased">
            {view.erased.map(({ module, at, rows }) => (
              <li key={module}>
                {module}: {t('{rows} dòng', { rows })} · {momentWords(new Date(at), lang, 'tiny')}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('Diễn biến')}</h3>
      <Timeline
        size="small"
        label={t('Diễn biến')}
        items={view.events
          .map((event, at) => ({
            key: String(at),
            time: momentWords(new Date(event.at), lang, 'tiny'),
            dateTime: event.at,
            title: [actionName(event.action, t), event.title].filter(Boolean).join(' · '),
            icon: event.who === 'person' ? ('send' as const) : ('office' as const),
            kind: at === view.events.length - 1 ? ('now' as const) : ('done' as const),
            ...(event.words === null || at === 0 ? {} : { text: event.words }),
          }))
          .toReversed()}
      />
      {view.steps.length > 0 && (
        <p className="data-act">
          <Button type="button" look="primary" wide onClick={onAct}>
            {t('Xử lý yêu cầu này')}
          </Button>
        </p>
      )}
    </DetailPane>
  );
}

function Clock({ desk: { t, lang }, view }: { desk: DeskContext; view: RequestView }) {
  if (view.closedAt !== null)
    return (
      <Banner
        tone="done"
        title={t('{state} lúc {time}', {
          state: stateName(view.state, t),
          time: momentWords(new Date(view.closedAt), lang, 'short'),
        })}
      />
    );
  const at = clockOf(view);
  const due =
    view.respondedAt === null
      ? momentWords(new Date(at), lang, 'short')
      : dayWords(localDay(new Date(at)), lang);
  const what = view.respondedAt === null ? t('Báo đã nhận') : t('Giải quyết xong');
  const title = view.isLate
    ? t('{what}: quá hạn {due}', { what, due })
    : t('{what}: còn {days} ngày, hạn {due}', { what, days: daysLeft(at, new Date()), due });
  return <Banner tone={view.isLate ? 'need' : 'info'} icon="clock" title={title} />;
}
