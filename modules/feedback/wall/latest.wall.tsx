// The reports that have just come in, newest first, with place and time.
import { Icon } from '@city/ui/parts';
import { defineTile, type TileProps } from '@city/ui/wall';
import { reportsFeed } from './reports-feed.ts';
import type { ReportRow, ReportsState } from './reports-state.ts';
import { placeWords, serviceIcon, serviceWords } from './words.ts';
import './reports.css';

const shownRows = 8;
/** So long a row stands out as new. */
const newMs = 12_000;

function LatestReports({ state, city, words, now, pace }: TileProps<ReportsState>) {
  // In a fast replay seconds are hours: there the newest alone stands out.
  const isNew = (row: ReportRow, at: number) => (pace === 1 ? now - row.filedAt < newMs : at === 0);
  if (state.rows.length === 0)
    return <p className="reports-none">{words.t('Chưa có phản ánh nào được gửi.')}</p>;
  return (
    <ol className="latest">
      {state.rows.slice(0, shownRows).map((row, at) => (
        <li key={row.code} className={isNew(row, at) ? 'is-new' : undefined} data-code={row.code}>
          <Icon name={serviceIcon(state, row.service)} />
          <b>{serviceWords(state, row.service, words)}</b>
          <span>{placeWords(row, city)}</span>
          <time dateTime={new Date(row.filedAt).toISOString()}>{when(row, now, words)}</time>
        </li>
      ))}
    </ol>
  );
}

/** Today's with seconds, older ones with their day. */
function when({ filedAt }: ReportRow, now: number, words: TileProps<ReportsState>['words']): string {
  const day = words.shortDay(filedAt);
  return day === words.shortDay(now) && now - filedAt < 86_400_000
    ? words.time(filedAt)
    : `${day} ${words.time(filedAt, false)}`;
}

export const tile = defineTile({
  id: 'reports-latest',
  area: 'side',
  order: 10,
  weight: 436,
  title: { vi: 'Vừa gửi', en: 'Just sent' },
  lateAfterSeconds: 45,
  feed: reportsFeed,
  component: LatestReports,
});
