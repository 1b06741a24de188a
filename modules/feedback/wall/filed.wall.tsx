// How many reports came in today, by the hour.
import { defineTile, type TileProps } from '@city/ui/wall';
import { Columns } from './bars.tsx';
import { reportsFeed } from './reports-feed.ts';
import { dayOf, flowOf, type ReportsState } from './reports-state.ts';
import { lastHours } from './hours.ts';
import './reports.css';

function FiledToday({ state, words, now }: TileProps<ReportsState>) {
  const { t } = words;
  return (
    <>
      <p className="figure" data-figure="filed-today">
        {words.number(flowOf(state.days, dayOf(now)).filed)} <small>{t('phản ánh')}</small>
      </p>
      <Columns
        columns={lastHours(state, now, 'filed')}
        summary={t('Số phản ánh gửi đến từng giờ trong 12 giờ qua')}
      />
      <p className="figure-sub">{t('12 giờ qua')}</p>
    </>
  );
}

export const tile = defineTile({
  id: 'reports-filed',
  area: 'foot',
  order: 30,
  weight: 377,
  title: { vi: 'Gửi hôm nay', en: 'Sent today' },
  lateAfterSeconds: 60,
  feed: reportsFeed,
  component: FiledToday,
});
