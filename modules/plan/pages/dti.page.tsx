// The provincial index: the city's place by year, the published tables recomputed, and which index holds when.
import { type View, view } from '@city/kernel/http';
import type { Lang, Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';
import { type Column, LineChart, Table } from '@city/ui/parts';
import { Links, PageHeading, Part } from '@city/ui/people';
import { type OpenPeriod, type OpenUnit, scoresOf } from '../figures/period.ts';
import type { IndexDefinition, Main } from '../index/definition.ts';
import { rounded } from '../index/fraction.ts';
import type { PlanCity } from '../plan-city.ts';
import { numberWords } from './plan-words.ts';

export type DtiPageInput = {
  readonly t: Translate;
  readonly lang: Lang;
  readonly city: PlanCity;
  readonly periods: readonly OpenPeriod[];
  readonly today: string;
};

export function dtiView(input: DtiPageInput): View {
  const { t, periods } = input;
  const content = (
    <div className="wrap">
      <PageHeading
        title={t('Chỉ số chuyển đổi số cấp tỉnh (DTI)')}
        sub={t(
          'Bộ quản lý ngành công bố điểm và hạng. Ở đây ai cũng tính lại được điểm từ số liệu đã công bố.',
        )}
      />
      <Places {...input} />
      {periods.map((period) => (
        <Period key={`${period.version} ${period.period}`} {...input} period={period} />
      ))}
      <Versions {...input} />
    </div>
  );
  return view(t('Chỉ số chuyển đổi số cấp tỉnh (DTI)'), content, {
    description: t('Điểm và hạng chuyển đổi số của Hải Phòng qua các năm, tính lại được từ số liệu gốc.'),
    breadcrumbs: [{ href: '/plan', name: t('Kế hoạch của thành phố') }],
  });
}

function Places({ t, lang, city }: DtiPageInput) {
  const rows = city.published.filter(({ place, rank }) => place === 'Hải Phòng' && rank !== null);
  const data = rows.map(({ period, rank }) => ({
    key: period,
    name: period,
    value: rank as number,
    text: t('hạng {rank}', { rank: rank as number }),
  }));
  const last = rows.at(-1);
  return (
    <Part title={t('Hạng của Hải Phòng qua các năm')}>
      {last && (
        <p>
          {t('Năm {period}: hạng {rank} cả nước, {score} điểm trên thang 1.', {
            period: last.period,
            rank: last.rank as number,
            score: numberWords(last.score ?? '', lang),
          })}
        </p>
      )}
      <LineChart
        summary={data.map(({ name, text }) => `${name}: ${text}`).join('; ')}
        tableCaption={t('Hạng của Hải Phòng qua các năm')}
        tableWord={t('Xem dạng bảng')}
        nameHeader={t('Năm')}
        valueHeader={t('Hạng')}
        data={data}
        tickText={(value) => String(value)}
      />
      <p className="hint">{t('Số càng nhỏ càng tốt: hạng 1 là cao nhất.')}</p>
    </Part>
  );
}

function Period({ t, lang, city, period }: DtiPageInput & { period: OpenPeriod }) {
  const { definition } = period;
  const scores = scoresOf(definition, period.figures);
  const mains = definition.pillars.flatMap((pillar) => pillar.mains).filter(({ max }) => max > 0);
  const indexOf = (unit: OpenUnit, main: Main) => {
    const found = scores
      .get(unit.code)
      ?.pillars.flatMap((pillar) => pillar.mains)
      .find(({ code }) => code === main.code);
    return found ? numberWords(rounded(found.index), lang) : '';
  };
  const published = (unit: OpenUnit) =>
    city.published.find(
      ({ place, version, period: year }) =>
        place === unit.code && version === period.version && year === period.period,
    );
  const columns: readonly Column<OpenUnit>[] = [
    { key: 'name', header: t('Tỉnh, thành phố, phường, xã'), rowHeader: true, cell: ({ name }) => name },
    { key: 'score', header: t('Tính lại'), align: 'end', cell: ({ score }) => numberWords(score, lang) },
    {
      key: 'published',
      header: t('Đã công bố'),
      align: 'end',
      cell: (unit) => numberWords(published(unit)?.score ?? '', lang),
    },
    ...mains.map(
      (main): Column<OpenUnit> => ({
        key: main.code,
        header: `${main.name[lang]} (${main.max})`,
        align: 'end',
        cell: (unit) => indexOf(unit, main),
      }),
    ),
  ];
  const title = t('{name}, kết quả {period}', { name: definition.name[lang], period: period.period });
  const address = `/api/plan/index/${period.version}/${period.period}`;
  return (
    <Part title={title}>
      <Table
        caption={title}
        captionHidden
        look="framed"
        columns={columns}
        rows={period.units}
        rowKey={({ code }) => code}
      />
      <p className="hint">
        {t(
          'Số trong ngoặc là điểm tối đa. Chỉ số đã công bố chỉ có bốn chữ số lẻ, nên điểm tính lại có thể lệch chữ số cuối.',
        )}
      </p>
      <Links>
        <a href={`${address}/figures.csv`}>{t('Tải số liệu (CSV)')}</a>
        <a href={address}>{t('Tải số liệu (JSON)')}</a>
      </Links>
    </Part>
  );
}

function Versions({ t, lang, city, today }: DtiPageInput) {
  const document = (code: string) => city.documents.find((each) => each.code === code)?.number ?? code;
  const columns: readonly Column<IndexDefinition>[] = [
    { key: 'name', header: t('Bộ chỉ số'), rowHeader: true, cell: ({ name }) => name[lang] },
    { key: 'document', header: t('Văn bản'), cell: (row) => document(row.document) },
    {
      key: 'from',
      header: t('Hiệu lực'),
      cell: ({ validFrom, validTo }) =>
        t('{from} – {to}', {
          from: formatDate(validFrom, lang, 'table'),
          to: validTo === null ? t('nay') : formatDate(validTo, lang, 'table'),
        }),
    },
    { key: 'note', header: t('Ghi chú'), cell: ({ note }) => note?.[lang] ?? '' },
  ];
  return (
    <Part title={t('Bộ chỉ số nào áp dụng khi nào')}>
      <Table
        caption={t('Bộ chỉ số nào áp dụng khi nào')}
        captionHidden
        look="framed"
        columns={columns}
        rows={city.indices}
        rowKey={({ version }) => version}
        marked={({ validFrom, validTo }) => validFrom <= today && (validTo === null || today <= validTo)}
      />
    </Part>
  );
}
