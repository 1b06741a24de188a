// `/air`: how the air is, station by station, worst first, and what to do.
import { type View, view } from '@city/kernel/http';
import type { Lang, Translate } from '@city/kernel/text';
import { formatDateTime, formatNumber } from '@city/kernel/time';
import { DataList, EmptyState, Tag, type Tone } from '@city/ui/parts';
import { PageHeading, Part } from '@city/ui/people';
import type { AqiLevel } from '../air/aqi.ts';
import type { StationView } from '../air/stations.ts';
import type { Metric } from '../ingest/metrics.ts';
import { styleLink } from './style.routes.tsx';

export interface AirPageInput {
  readonly t: Translate;
  readonly lang: Lang;
  readonly document: string | null;
  readonly isVerified: boolean;
  readonly levels: readonly AqiLevel[];
  readonly stations: readonly StationView[];
  readonly metrics: ReadonlyMap<string, Metric>;
}

const tones: Readonly<Record<string, Tone>> = {
  good: 'done',
  moderate: 'info',
  poor: 'soon',
  bad: 'need',
  very_bad: 'need',
  hazardous: 'need',
};

export function airView(input: AirPageInput): View {
  const { t, lang, levels, stations, document, isVerified } = input;
  const worst = stations.find(({ index }) => index !== null);
  const level = levels.find(({ code }) => code === worst?.level);
  const content = (
    <div className="wrap">
      {styleLink}
      <PageHeading
        title={t('Không khí hôm nay')}
        sub={t(
          'Chỉ số chất lượng không khí (VN_AQI) của giờ vừa qua ở từng trạm. Số càng lớn, không khí càng xấu.',
        )}
      />
      {worst && level ? (
        <p className="air-now">
          <Index level={level} index={worst.index ?? 0} />
          <span>
            <b>{t('Nơi xấu nhất: {place}', { place: worst.title })}</b>
            <br />
            {lang === 'vi' ? level.adviceVi : level.adviceEn}
          </span>
        </p>
      ) : (
        <EmptyState icon="wind" title={t('Chưa có chỉ số của giờ này')}>
          {t('Chỉ số được tính mỗi giờ một lần, khi trạm gửi đủ số đo bụi. Xin xem lại sau.')}
        </EmptyState>
      )}
      {stations.length > 0 && (
        <Part title={t('Từng trạm')}>
          <ul className="air-stations">
            {stations.map((station) => (
              <Station key={station.code} {...input} station={station} />
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('Các mức')}>
        <ul className="air-levels">
          {levels.map((each, at) => (
            <li key={each.code} className={`air-level air-${each.code}`}>
              <span className="num">{`${at === 0 ? 0 : (levels[at - 1]?.upTo ?? 0) + 1}–${each.upTo}`}</span>
              <b>{lang === 'vi' ? each.vi : each.en}</b>
              <span className="muted">{lang === 'vi' ? each.adviceVi : each.adviceEn}</span>
            </li>
          ))}
        </ul>
      </Part>
      <p className="muted">
        {document
          ? t('Cách tính theo Quyết định {document}.{note}', {
              document,
              note: isVerified ? '' : t(' Bảng ngưỡng chưa đối chiếu với phụ lục của văn bản.'),
            })
          : t('Hôm nay chưa có văn bản nào về cách tính.')}
      </p>
    </div>
  );
  return view(t('Không khí hôm nay'), content, {
    description: t('Chất lượng không khí ở Hải Phòng theo từng trạm đo, mỗi giờ một lần.'),
  });
}

/** The figure with its level in words; the colour of the decision is only a stripe beside it. */
function Index({ level, index }: { level: AqiLevel; index: number }) {
  return (
    <span className={`air-index air-${level.code}`}>
      <b className="num">{index}</b>
    </span>
  );
}

function Station({ t, lang, levels, station, metrics }: AirPageInput & { station: StationView }) {
  const level = levels.find(({ code }) => code === station.level);
  const items = station.values.flatMap(({ metric, v, at, isStale }) => {
    const known = metrics.get(metric);
    if (!known) return [];
    const value = `${formatNumber(v, lang, { decimals: known.decimals })} µg/m³`;
    return [
      {
        name: lang === 'vi' ? known.vi : known.en,
        value: isStale
          ? t('{value}, đo lúc {time} (cũ)', { value, time: formatDateTime(new Date(at), lang, 'table') })
          : value,
      },
    ];
  });
  return (
    <li className="air-station">
      <div className="air-head">
        {level && station.index !== null ? <Index level={level} index={station.index} /> : null}
        <div>
          <h3>{station.title}</h3>
          {level ? (
            <Tag tone={tones[level.code] ?? 'plain'}>{lang === 'vi' ? level.vi : level.en}</Tag>
          ) : (
            <Tag tone="paused">{t('Chưa đủ số đo')}</Tag>
          )}
          {station.at && (
            <p className="muted">
              {t('Tính đến {time}', { time: formatDateTime(new Date(station.at), lang) })}
            </p>
          )}
        </div>
      </div>
      <details>
        <summary>{t('Số đo mới nhất')}</summary>
        <DataList items={items} />
      </details>
    </li>
  );
}
