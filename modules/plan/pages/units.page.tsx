// All wards, communes and special zones: a map coloured by score, and the table with places and what moved.
import { type View, view } from '@city/kernel/http';
import type { Lang, Translate } from '@city/kernel/text';
import { CityMap, type Column, EmptyState, MapLegend, Table, type UnitCollection } from '@city/ui/parts';
import { Links, PageHeading, Part } from '@city/ui/people';
import type { OpenUnit } from '../figures/period.ts';
import { dayOfPeriod, type PlanCity } from '../plan-city.ts';
import type { WardPeriods } from './plan.page.routes.ts';
import { numberWords } from './plan-words.ts';

/** Far out at sea; drawn in a frame of its own. */
const farIsland = '11948';
/** Lower bounds of the map's classes 2 to 6. */
const breaks = [0.5, 0.6, 0.7, 0.8, 0.9] as const;

/** More sources than these are told with each figure alone. */
const mostSources = 3;

export type UnitsPageInput = WardPeriods & {
  readonly t: Translate;
  readonly lang: Lang;
  readonly city: PlanCity;
};

export function unitsView(input: UnitsPageInput): View {
  const { t, lang, periods, shown } = input;
  const note = shown?.definition.note;
  const sources = [...new Set((shown?.figures ?? []).map(({ source }) => source))];
  const content = (
    <div className="wrap">
      <PageHeading
        title={t('Chỉ số của các phường, xã, đặc khu')}
        sub={shown ? t('Kỳ {period}, lần công bố {edition}', { ...shown }) : undefined}
      />
      {note && <p>{note[lang]}</p>}
      {sources.length > 0 && sources.length <= mostSources && (
        <p>{t('Nguồn số liệu: {sources}', { sources: sources.join('; ') })}</p>
      )}
      {!shown && (
        <EmptyState icon="trend" title={t('Chưa công bố kỳ nào')}>
          {t('Khi thành phố công bố, bản đồ và bảng điểm của 114 phường, xã, đặc khu sẽ ở đây.')}
        </EmptyState>
      )}
      {shown && (
        <>
          <UnitsMap {...input} />
          <Part title={t('Bảng điểm')}>
            <Table
              caption={t('Điểm và hạng, kỳ {period}', { period: shown.period })}
              captionHidden
              look="framed"
              columns={columnsFor(input)}
              rows={shown.units}
              rowKey={({ code }) => code}
            />
            <Links>
              <a href={`/api/plan/index/${shown.version}/${shown.period}/figures.csv`}>
                {t('Tải số liệu (CSV)')}
              </a>
              {periods
                .filter((period) => period !== shown.period)
                .map((period) => (
                  <a key={period} href={`/plan/units?period=${period}`}>
                    {t('Kỳ {period}', { period })}
                  </a>
                ))}
            </Links>
          </Part>
        </>
      )}
    </div>
  );
  return view(t('Chỉ số của các phường, xã, đặc khu'), content, {
    description: t('Điểm chuyển đổi số của từng phường, xã, đặc khu của Hải Phòng.'),
    breadcrumbs: [{ href: '/plan', name: t('Kế hoạch của thành phố') }],
  });
}

function UnitsMap({ t, lang, city, shown }: UnitsPageInput) {
  if (!shown) return null;
  const register = city.m.geo.units;
  const day = dayOfPeriod(city, shown.period);
  const set = register.boundaries(day);
  if (!set) return null;
  const units: UnitCollection = {
    type: 'FeatureCollection',
    features: set.features.flatMap(({ code, shape, display, label }) => {
      const name = register.byCode(code, day)?.name;
      return name === undefined
        ? []
        : [
            {
              type: 'Feature',
              properties: { code, name, label: [label.lon, label.lat] },
              geometry: display ?? shape,
            },
          ];
    }),
  } as UnitCollection;
  const scores = new Map(shown.units.map(({ code, score }) => [code, score]));
  return (
    <Part title={t('Bản đồ')}>
      <CityMap
        units={units}
        width={800}
        height={520}
        insetCode={farIsland}
        summary={t('Bản đồ điểm của {n} đơn vị; bảng bên dưới có cùng số liệu', { n: shown.units.length })}
        values={new Map([...scores].map(([code, score]) => [code, Number(score)]))}
        breaks={breaks}
        link={({ code, name }) => ({
          href: scores.has(code) ? `/plan/units/${code}?period=${shown.period}` : `/units/${code}`,
          title: `${name}: ${numberWords(scores.get(code) ?? '–', lang)}`,
        })}
      />
      <MapLegend
        title={t('Điểm')}
        texts={['0', ...breaks.map((bound) => numberWords(String(bound), lang))] as never}
      />
      {set.schematic && <p className="hint">{t('Hình vẽ sơ đồ, không phải ranh giới đo đạc.')}</p>}
    </Part>
  );
}

function columnsFor({ t, lang, shown, before }: UnitsPageInput): readonly Column<OpenUnit>[] {
  const earlier = new Map((before?.units ?? []).map((unit) => [unit.code, unit]));
  const columns: Column<OpenUnit>[] = [
    { key: 'rank', header: t('Hạng'), align: 'end', cell: ({ rank }) => rank },
    {
      key: 'name',
      header: t('Tỉnh, thành phố, phường, xã'),
      rowHeader: true,
      cell: ({ code, name }) => <a href={`/plan/units/${code}?period=${shown?.period}`}>{name}</a>,
    },
    { key: 'score', header: t('Điểm'), align: 'end', cell: ({ score }) => numberWords(score, lang) },
  ];
  if (before)
    columns.push({
      key: 'before',
      header: t('Hạng kỳ {period}', { period: before.period }),
      align: 'end',
      cell: ({ code }) => earlier.get(code)?.rank ?? '–',
    });
  return columns;
}
