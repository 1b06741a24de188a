// One unit: its score from the total down to every raw figure with its source, and what moved since the period before.
import { type View, view } from '@city/kernel/http';
import type { Lang, Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';
import { BarList, type Column, Table } from '@city/ui/parts';
import { Facts, PageHeading, Part } from '@city/ui/people';
import { figuresOf, type OpenFigure, type OpenPeriod, type OpenUnit, ownerName } from '../figures/period.ts';
import { partName } from '../figures/what-if.ts';
import { type Component, leavesOf } from '../index/definition.ts';
import { diff, type Move } from '../index/diff.ts';
import { rounded } from '../index/fraction.ts';
import { type MainScore, type Score, score } from '../index/score.ts';
import type { PlanCity } from '../plan-city.ts';
import { numberWords } from './plan-words.ts';

export type UnitPageInput = {
  readonly t: Translate;
  readonly lang: Lang;
  readonly city: PlanCity;
  readonly unit: OpenUnit;
  readonly shown: OpenPeriod;
  readonly before: OpenPeriod | null;
};

export function unitView(input: UnitPageInput): View {
  const { t, lang, unit, shown, before } = input;
  const { definition } = shown;
  const its = score(definition, figuresOf(shown.figures, unit.code));
  const place = t('{rank} trên {of}', { rank: unit.rank, of: shown.units.length });
  const content = (
    <div className="wrap">
      <PageHeading title={unit.name} sub={`${definition.name[lang]} · ${shown.period}`} />
      <Facts
        facts={[
          { figure: numberWords(unit.score, lang), name: t('Điểm, thang 1') },
          { figure: place, name: t('Hạng') },
        ]}
      />
      <Part title={t('Theo từng trụ cột')}>
        <BarList
          full={1}
          label={t('Theo từng trụ cột')}
          data={its.pillars.map(({ code, index }) => ({
            key: code,
            name: partName(definition, { kind: 'pillar', code })[lang],
            value: Number(rounded(index)),
            text: numberWords(rounded(index), lang),
          }))}
        />
      </Part>
      {before && <Moved {...input} its={its} before={before} />}
      {its.pillars
        .flatMap(({ mains }) => mains)
        .map((main) => (
          <MainPart key={main.code} {...input} main={main} />
        ))}
    </div>
  );
  return view(`${unit.name} · ${definition.name[lang]}`, content, {
    breadcrumbs: [
      { href: '/plan', name: t('Kế hoạch của thành phố') },
      { href: '/plan/units', name: t('Chỉ số của các phường, xã, đặc khu') },
    ],
  });
}

function Moved({ t, lang, unit, shown, before, its }: UnitPageInput & { before: OpenPeriod; its: Score }) {
  const { definition } = shown;
  if (before.version !== shown.version) return null;
  const earlier = score(definition, figuresOf(before.figures, unit.code));
  const moves = diff(earlier, its);
  const columns: readonly Column<Move>[] = [
    {
      key: 'name',
      header: t('Phần của chỉ số'),
      rowHeader: true,
      cell: (move) => partName(definition, move)[lang],
    },
    { key: 'before', header: before.period, align: 'end', cell: (move) => numberWords(move.before, lang) },
    { key: 'after', header: shown.period, align: 'end', cell: (move) => numberWords(move.after, lang) },
    { key: 'by', header: t('Thay đổi'), align: 'end', cell: ({ by }) => signed(by, lang) },
  ];
  const title = t('Điều gì đã đổi từ kỳ {period}', { period: before.period });
  return (
    <Part title={title}>
      <Table
        caption={title}
        captionHidden
        look="framed"
        columns={columns}
        rows={moves}
        rowKey={({ kind, code }) => `${kind} ${code}`}
        empty={t('Không có gì đổi.')}
      />
      <p className="hint">{t('Thành phần tính bằng điểm; các phần khác là chỉ số từ 0 đến 1.')}</p>
    </Part>
  );
}

const signed = (by: string, lang: Lang): string =>
  by.startsWith('-') ? `−${numberWords(by.slice(1), lang)}` : `+${numberWords(by, lang)}`;

function MainPart({ t, lang, city, unit, shown, main }: UnitPageInput & { main: MainScore }) {
  const { definition } = shown;
  const leaves = leavesOf(definition).filter((leaf) => leaf.main.code === main.code);
  const figureOf = (code: string) =>
    shown.figures.find((figure) => figure.unit === unit.code && figure.leaf === code);
  const pointsOf = (code: string) => main.components.find((component) => component.code === code)?.points;
  const name = partName(definition, { kind: 'main', code: main.code })[lang];
  return (
    <Part title={`${name} · ${numberWords(rounded(main.points, 2), lang)}/${main.max}`}>
      <BarList
        label={name}
        look="thin"
        full={100}
        data={leaves.map(({ code, component }) => {
          const points = rounded(pointsOf(code) ?? { over: 0n, under: 1n }, 2);
          const max = component?.max ?? 1;
          return {
            key: code,
            name: component?.name[lang] ?? code,
            value: (100 * Number(points)) / max,
            text: `${numberWords(points, lang)}/${max}`,
          };
        })}
      />
      <ul className="flow">
        {leaves.map(({ component, code }) => (
          <li key={code}>
            <b>{component?.name[lang]}</b>: {component && figureWords(t, lang, component, figureOf(code))}
            <p className="muted">
              <Source t={t} lang={lang} figure={figureOf(code)} />
              {t('Cơ quan nhập: {body}', { body: ownerName(city, definition, unit.code, code)[lang] })}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function figureWords(t: Translate, lang: Lang, component: Component, figure: OpenFigure | undefined): string {
  if (!figure) return t('Chưa có số liệu, tính 0 điểm');
  if (component.rule === 'yes_no') return figure.a === '1' ? t('Có') : t('Không');
  if (component.rule === 'levels') return t('mức {level}', { level: figure.a });
  return t('{part} trên {whole}', {
    part: numberWords(figure.a, lang),
    whole: numberWords(figure.b ?? '', lang),
  });
}

function Source({ t, lang, figure }: { t: Translate; lang: Lang; figure: OpenFigure | undefined }) {
  if (!figure) return null;
  return (
    <>
      {figure.source}
      {figure.asOf !== null && <span className="muted"> · {formatDate(figure.asOf, lang, 'table')}</span>}
      {figure.revision > 1 && (
        <span className="muted"> · {t('đã sửa, bản {revision}', { revision: figure.revision })}</span>
      )}
      {figure.evidence !== null && (
        <>
          {' · '}
          <a href={figure.evidence} rel="nofollow noopener">
            {t('Minh chứng')}
          </a>
        </>
      )}
      {' · '}
    </>
  );
}
