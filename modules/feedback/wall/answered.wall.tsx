// How many reports were answered today, by the hour.
import { defineTile, type TileProps } from '@city/ui/wall';
import { Columns } from './bars.tsx';
import { lastHours } from './hours.ts';
import { reportsFeed } from './reports-feed.ts';
import { dayOf, flowOf, type ReportsState } from './reports-state.ts';
import './reports.css';

function AnsweredToday({ state, words, now }: TileProps<ReportsState>) {
  const { t } = words;
  return (
    <>
      <p className="figure" data-figure="answered-today">
        {words.number(flowOf(state.days, dayOf(now)).answered)} <small>{t('việc')}</small>
      </p>
      <Columns
        columns={lastHours(state, now, 'answered')}
        tone="done"
        summary={t('Số việc xong từng giờ trong 12 giờ qua')}
      />
      <p className="figure-sub">{t('12 giờ qua')}</p>
    </>
  );
}

export const tile = defineTile({
  id: 'reports-answered',
  area: 'foot',
  order: 40,
  weight: 377,
  title: { vi: 'Xong hôm nay', en: 'Done today' },
  lateAfterSeconds: 60,
  feed: reportsFeed,
  component: AnsweredToday,
});
