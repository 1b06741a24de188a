// The large tile: open reports on the city's units, their number, and the units with most of them.
import { useMemo, useRef } from 'react';
import { type Box, breaksFor, CityMap, thinOut } from '@city/ui/map';
import { defineTile, type TileProps } from '@city/ui/wall';
import { Ranks } from './bars.tsx';
import { reportsFeed } from './reports-feed.ts';
import type { ReportsState } from './reports-state.ts';
import { unitName } from './words.ts';
import './reports.css';

/** More dots than this are a haze on a wall; then one dot stands for several reports. */
const mostDots = { wide: 520, compact: 150 } as const;
const shownUnits = 4;
/** Keeps the city clear of the heading, the legend and the frame of the far island. */
const padding = {
  wide: { top: 20, right: 64, bottom: 18, left: 36 },
  compact: { top: 8, right: 8, bottom: 8, left: 8 },
} as const;

/** Where the tile's own words stand, from the edges of the picture. */
const clearOf = (width: number, height: number): readonly Box[] => [
  { left: 0, top: 0, right: 270, bottom: 44 },
  { left: width - 380, top: 0, right: width, bottom: 366 },
  { left: 0, top: height - 74, right: 384, bottom: height },
  { left: width - 430, top: height - 92, right: width - 160, bottom: height },
  { left: width - 160, top: height - 124, right: width, bottom: height },
];

function ReportsMap({ state, city, words, map, scale, compact }: TileProps<ReportsState>) {
  const { t } = words;
  const step = useRef(1);
  const points = useMemo(() => [...state.points.values()], [state.points]);
  const most = compact ? mostDots.compact : mostDots.wide;
  const { dots, each } = useMemo(() => thinOut(points, most, step.current), [points, most]);
  step.current = each;
  const breaksKey = breaksFor([...state.units.values()].map(({ open }) => open)).join();
  const breaks = useMemo(() => breaksKey.split(',').map(Number), [breaksKey]);
  const classes = useMemo(
    () => ({ values: new Map([...state.units].map(([code, { open }]) => [code, open])), breaks }),
    [state.units, breaks],
  );
  // Names follow the busiest units of the first picture and then stay where they are.
  const rank = useMemo(() => {
    const order = [...state.units].sort(([, a], [, b]) => b.open - a.open).map(([code]) => code);
    return (code: string) => (order.indexOf(code) + order.length + 1) % (order.length + 1);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- names stay where the first picture of these units put them
  }, [city.units]);
  return (
    <>
      {city.units && (
        <CityMap
          units={city.units}
          summary={t('Bản đồ phản ánh đang mở theo phường, xã, đặc khu')}
          workerUrl={map.workerUrl}
          tiles={map.tiles}
          classes={city.isOfDay ? classes : undefined}
          points={dots}
          newest={state.newest}
          rank={rank}
          background="none"
          padding={compact ? padding.compact : padding.wide}
          scale={scale}
          labelSize={compact ? 12 : 20}
          labelSpacing={compact ? 10 : 42}
          keepClear={compact ? undefined : clearOf}
        />
      )}
      <div className="reports-now">
        <p className="reports-open" data-figure="open">
          {words.number(state.open)}
        </p>
        <p className="reports-change">
          <span data-figure="recent">
            {t('+{n} trong 10 phút', { n: words.number(state.filedLast10Minutes) })}
          </span>
          {' · '}
          <span data-figure="overdue">{t('{n} quá hạn', { n: words.number(state.overdue) })}</span>
        </p>
        <h3>{t('Nhiều nhất')}</h3>
        <Ranks
          format={words.number}
          ranks={busiest(state).map(([code, { open }]) => ({
            key: code,
            name: unitName(city, code),
            value: open,
          }))}
        />
      </div>
      <Legend breaks={breaks} each={each} note={noteOf(city, words)} words={words} />
    </>
  );
}

/** What the outlines are not, when they are not the official ones of the day. */
function noteOf(
  { units, isOfDay }: TileProps<ReportsState>['city'],
  { t }: TileProps<ReportsState>['words'],
): string {
  if (!isOfDay) return t('Đường ranh giới của hôm nay');
  return units?.features.some(({ properties }) => properties.schematic === true)
    ? t('Sơ đồ, không phải ranh giới chính thức')
    : '';
}

function busiest(state: ReportsState) {
  return [...state.units]
    .filter(([, { open }]) => open > 0)
    .sort(([a, one], [b, other]) => other.open - one.open || a.localeCompare(b))
    .slice(0, shownUnits);
}

type LegendProps = Pick<TileProps<ReportsState>, 'words'> & {
  breaks: readonly number[];
  each: number;
  note: string;
};

function Legend({ breaks, each, note, words: { t, number } }: LegendProps) {
  return (
    <>
      <div className="reports-notes">
        {note && <p>{note}</p>}
        <p>
          <i aria-hidden="true" />
          {each === 1 ? t('mỗi chấm một phản ánh') : t('mỗi chấm khoảng {n} phản ánh', { n: number(each) })}
        </p>
      </div>
      <div className="reports-legend">
        <p>{t('Phản ánh mỗi đơn vị')}</p>
        <ol aria-label={t('Các mức màu')}>
          {[0, ...breaks].map((lower, at) => (
            <li key={lower}>
              <i className={`seq-${at + 1}`} aria-hidden="true" />
              {at === breaks.length ? `${number(lower)}+` : number(lower)}
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

export const tile = defineTile({
  id: 'reports-map',
  area: 'main',
  order: 10,
  title: { vi: 'Phản ánh đang mở', en: 'Open reports' },
  lateAfterSeconds: 45,
  feed: reportsFeed,
  component: ReportsMap,
  fullBleed: true,
});
