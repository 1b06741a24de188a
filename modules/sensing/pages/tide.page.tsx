// `/tide`: the water at Hòn Dáu today and in the next days, and whether it will come high.
import { type View, view } from '@city/kernel/http';
import type { Lang, Translate } from '@city/kernel/text';
import { formatDate, formatNumber, formatTime, localDate } from '@city/kernel/time';
import { Banner, EmptyState, Table, TideCurve } from '@city/ui/parts';
import { Facts, PageHeading, Part } from '@city/ui/people';
import type { Height, TideLevel, TideStation, Water } from '../tide/tide.ts';

export interface TidePageInput {
  readonly t: Translate;
  readonly lang: Lang;
  readonly now: Date;
  readonly station: TideStation | undefined;
  readonly level: TideLevel | undefined;
  readonly nowMetres: number;
  /** Heights of today, each half an hour from midnight to midnight. */
  readonly today: readonly Height[];
  /** High and low waters of the days to come. */
  readonly waters: readonly Water[];
}

export function tideView(input: TidePageInput): View {
  const { t, station } = input;
  const title = t('Thuỷ triều Hòn Dáu');
  const content = (
    <div className="wrap">
      <PageHeading
        title={title}
        sub={t('Nước lên, nước xuống hôm nay và những ngày tới, tính theo độ cao trên mặt số 0 hải đồ.')}
      />
      {station ? (
        <Known {...input} station={station} />
      ) : (
        <EmptyState icon="info" title={t('Chưa có số liệu thuỷ triều')}>
          {t('Hằng số điều hoà của trạm chưa được nhập.')}
        </EmptyState>
      )}
    </div>
  );
  return view(title, content, { description: t('Giờ nước lớn, nước ròng và độ cao ở Hòn Dáu, Hải Phòng.') });
}

const metresWords = (value: number, lang: Lang): string =>
  `${formatNumber((Math.round(value * 10) || 0) / 10, lang, { decimals: 1, exactly: true })} m`;

function Known({
  t,
  lang,
  now,
  station,
  level,
  nowMetres,
  today,
  waters,
}: TidePageInput & { station: TideStation }) {
  const metres = (value: number) => metresWords(value, lang);
  const high = waters.find(({ isHigh }) => isHigh);
  const low = waters.find(({ isHigh }) => !isHigh);
  const danger = level && waters.find(({ isHigh, metres: height }) => isHigh && height >= level.levelM);
  const when = (water: Water) => `${formatTime(water.time)}, ${formatDate(water.time, lang, 'short')}`;
  return (
    <>
      {danger && level && (
        <Banner tone="soon" title={lang === 'vi' ? level.vi : level.en}>
          {t('Nước lên {height} lúc {time}.', { height: metres(danger.metres), time: when(danger) })}
        </Banner>
      )}
      <Facts
        facts={[
          { figure: metres(nowMetres), name: t('Bây giờ (dự tính)') },
          ...(high
            ? [{ figure: metres(high.metres), name: t('Nước lớn tới: {time}', { time: when(high) }) }]
            : []),
          ...(low
            ? [{ figure: metres(low.metres), name: t('Nước ròng tới: {time}', { time: when(low) }) }]
            : []),
        ]}
      />
      <Part title={t('Hôm nay')}>
        <Today {...{ t, lang, now, level, today }} />
      </Part>
      <Part title={t('Bảy ngày tới')}>
        <Week {...{ t, lang, level, waters }} />
      </Part>
      <p className="muted">
        {t(
          'Đây là thuỷ triều dự tính; gió, bão và nước sông có thể làm nước cao hơn. Nguồn hằng số: {source}.',
          {
            source: station.source,
          },
        )}
        {!station.verified && t(' Số liệu chưa đối chiếu với bảng thuỷ triều chính thức.')}
      </p>
    </>
  );
}

function Today({
  t,
  lang,
  now,
  level,
  today,
}: Pick<TidePageInput, 't' | 'lang' | 'now' | 'level' | 'today'>) {
  const first = today[0];
  if (!first) return null;
  const hourOf = (at: Date) => (at.getTime() - first.time.getTime()) / 3_600_000;
  const peak = today.reduce((best, point) => (point.metres > best.metres ? point : best));
  const metres = formatNumber(peak.metres, lang, { decimals: 1 });
  const limit = formatNumber(level?.levelM ?? 4, lang, { decimals: 1 });
  return (
    <TideCurve
      points={today.map(({ time, metres: height }) => ({ hour: hourOf(time), level: height }))}
      nowHour={localDate(now) === localDate(first.time) ? hourOf(now) : undefined}
      nowText={t('bây giờ')}
      warning={{ level: level?.levelM ?? 4, text: t('mức triều cường {level} m', { level: limit }) }}
      peakText={`${metres} m · ${formatTime(peak.time)}`}
      midnightText={t('0 giờ')}
      summary={t('Hôm nay nước cao nhất {height} m lúc {time}.', {
        height: metres,
        time: formatTime(peak.time),
      })}
    />
  );
}

function Week({ t, lang, level, waters }: Pick<TidePageInput, 't' | 'lang' | 'level' | 'waters'>) {
  return (
    <Table
      caption={t('Giờ nước lớn và nước ròng')}
      captionHidden
      look="framed"
      columns={[
        {
          key: 'day',
          header: t('Ngày'),
          rowHeader: true,
          cell: (row: Water) => formatDate(row.time, lang, 'short'),
        },
        { key: 'time', header: t('Giờ'), align: 'end', cell: (row: Water) => formatTime(row.time) },
        {
          key: 'what',
          header: t('Nước'),
          cell: (row: Water) => (row.isHigh ? t('Nước lớn') : t('Nước ròng')),
        },
        {
          key: 'height',
          header: t('Độ cao'),
          align: 'end',
          cell: (row: Water) => metresWords(row.metres, lang),
        },
      ]}
      rows={waters}
      rowKey={(row) => row.time.toISOString()}
      marked={(row) => row.isHigh && level !== undefined && row.metres >= level.levelM}
    />
  );
}
