// Open reports whose promise has passed: what needs a person, and which units hold most of it.
import { defineTile, type TileProps } from '@city/ui/wall';
import { Icon } from '@city/ui/parts';
import { reportsFeed } from './reports-feed.ts';
import type { ReportsState } from './reports-state.ts';
import { unitName } from './words.ts';
import './reports.css';

const shownUnits = 3;

function Overdue({ state, city, words }: TileProps<ReportsState>) {
  const { t, number } = words;
  const holders = [...state.units]
    .filter(([, { overdue }]) => overdue > 0)
    .sort(([a, one], [b, other]) => other.overdue - one.overdue || a.localeCompare(b))
    .slice(0, shownUnits);
  return (
    <>
      <p className={state.overdue > 0 ? 'figure is-need' : 'figure'}>
        {state.overdue > 0 && <Icon name="need" />}
        {number(state.overdue)} <small>{t('việc')}</small>
      </p>
      {holders.length === 0 ? (
        <p className="figure-sub">{t('Mọi việc đang mở đều còn hạn.')}</p>
      ) : (
        <ol className="holders">
          {holders.map(([code, { overdue }]) => (
            <li key={code}>
              <span>{unitName(city, code)}</span>
              <b>{number(overdue)}</b>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

export const tile = defineTile({
  id: 'reports-overdue',
  area: 'foot',
  order: 20,
  weight: 377,
  title: { vi: 'Đang quá hạn', en: 'Overdue now' },
  lateAfterSeconds: 60,
  feed: reportsFeed,
  component: Overdue,
});
