// The share of promises kept in thirty days, with each day's answers as columns: on time, and late on top.
import { defineTile, type TileProps } from '@city/ui/wall';
import { Columns } from './bars.tsx';
import { reportsFeed } from './reports-feed.ts';
import { dayMs, dayOf, flowOf, type ReportsState } from './reports-state.ts';
import './reports.css';

const shownDays = 30;

function OnTime({ state, words, now }: TileProps<ReportsState>) {
  const { t } = words;
  const today = dayOf(now);
  const columns = Array.from({ length: shownDays }, (_, at) => {
    const key = today - (shownDays - 1 - at) * dayMs;
    const { promised, onTime } = flowOf(state.days, key);
    return { key, value: onTime, rest: promised - onTime, isNow: key === today };
  });
  return (
    <div className="figure-wide">
      <div>
        <p className="figure" data-figure="on-time">
          {state.onTimeShare === null ? '–' : words.percent(state.onTimeShare)}
        </p>
        <p className="figure-sub">
          {t('trong {n} việc đã trả lời', { n: words.number(state.answered30Days) })}
        </p>
        <p className="columns-key">
          <i aria-hidden="true" />
          {t('đúng hẹn')}
          <i className="columns-rest" aria-hidden="true" />
          {t('trễ')}
        </p>
      </div>
      <figure>
        <Columns columns={columns} summary={t('Số việc trả lời đúng hẹn và trễ, từng ngày trong 30 ngày')} />
        <figcaption>
          <span>{words.shortDay(columns[0]!.key)}</span>
          <span>{t('hôm nay')}</span>
        </figcaption>
      </figure>
    </div>
  );
}

export const tile = defineTile({
  id: 'reports-on-time',
  area: 'foot',
  order: 10,
  weight: 640,
  title: { vi: 'Đúng hẹn, 30 ngày', en: 'On time, 30 days' },
  lateAfterSeconds: 120,
  feed: reportsFeed,
  component: OnTime,
});
