// Open reports by what they are about.
import { Icon } from '@city/ui/parts';
import { defineTile, type TileProps } from '@city/ui/wall';
import { Ranks } from './bars.tsx';
import { reportsFeed } from './reports-feed.ts';
import type { ReportsState } from './reports-state.ts';
import { serviceIcon, serviceWords } from './words.ts';
import './reports.css';

const shownServices = 5;

function ReportsByService({ state, words }: TileProps<ReportsState>) {
  const ranks = [...state.services]
    .filter(([, open]) => open > 0)
    .sort(([a, one], [b, other]) => other - one || a.localeCompare(b))
    .slice(0, shownServices);
  if (ranks.length === 0) return <p className="reports-none">{words.t('Không có phản ánh nào đang mở.')}</p>;
  return (
    <Ranks
      format={words.number}
      ranks={ranks.map(([code, value]) => ({
        key: code,
        value,
        name: serviceWords(state, code, words),
        icon: <Icon name={serviceIcon(state, code)} />,
      }))}
    />
  );
}

export const tile = defineTile({
  id: 'reports-services',
  area: 'side',
  order: 20,
  weight: 244,
  title: { vi: 'Việc đang mở theo loại', en: 'Open by kind' },
  lateAfterSeconds: 45,
  feed: reportsFeed,
  component: ReportsByService,
});
