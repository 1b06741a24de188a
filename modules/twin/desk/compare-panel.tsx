// Two runs beside each other: what was chosen differently, what that changes, where, and both maps and curves.
import { useQuery } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Button, ErrorState, LoadingState, Table } from '@city/ui/parts';
import type { Comparison, RunResult } from '../contract.ts';
import { askCatalogue, askComparison, keys, problemWords } from './api.ts';
import { fieldsOf } from './fields.ts';
import { MapPart } from './result-part.tsx';
import { Schematic } from './run-panel.tsx';
import { TimeChart } from './time-chart.tsx';
import { figureText, figureWords, isEvidence, plainNumber, seriesWords } from './words.ts';

interface CompareProps {
  readonly desk: DeskContext;
  readonly one: string;
  readonly other: string;
}

export function ComparePanel({ desk, one, other }: CompareProps) {
  const { t } = desk;
  const found = useQuery({
    queryKey: keys.compare(one, other),
    queryFn: ({ signal }) => askComparison(one, other, signal),
    retry: false,
  });
  if (found.isPending) return <LoadingState waitingFor={t('Đang chờ kết quả.')} />;
  if (found.isError)
    return <ErrorState title={t('Chưa so sánh được')}>{problemWords(found.error, t)}</ErrorState>;
  const { data } = found;
  return (
    <article className="twin-run" aria-labelledby="twin-compare-title">
      <header className="twin-head">
        <p className="twin-kicker">{t('So sánh hai lần chạy')}</p>
        <h2 id="twin-compare-title">
          A · {data.one.title} <span className="muted">–</span> B · {data.other.title}
        </h2>
        <div className="twin-buttons">
          <Button
            type="button"
            look="second"
            onClick={() => desk.navigate(`/desk/twin?compare=${other},${one}`)}
          >
            {t('Đổi chỗ A và B')}
          </Button>
        </div>
      </header>
      {(data.one.schematic || data.other.schematic) && <Schematic desk={desk} />}
      <Changed desk={desk} found={data} />
      <FigureTable desk={desk} found={data} />
      <Maps desk={desk} found={data} />
      <BothCurves desk={desk} found={data} />
      {data.units.length > 0 && <UnitTable desk={desk} found={data} />}
    </article>
  );
}

type Part = { readonly desk: DeskContext; readonly found: Comparison };

function Changed({ desk, found }: Part) {
  const { t, lang } = desk;
  const catalogue = useQuery({ queryKey: keys.catalogue, queryFn: ({ signal }) => askCatalogue(signal) });
  const { main, more } = catalogue.data
    ? fieldsOf(found.one.kind, { t, lang, catalogue: catalogue.data })
    : { main: [], more: [] };
  const labels = new Map([...main, ...more].map(({ name, label }) => [name, label]));
  return (
    <Table
      caption={t('Thông số khác nhau')}
      look="tight"
      rows={found.changed}
      rowKey={({ what }) => what}
      empty={t('Hai lần chạy dùng cùng thông số.')}
      columns={[
        { key: 'what', header: t('Thông số'), rowHeader: true, cell: ({ what }) => labels.get(what) ?? what },
        { key: 'one', header: 'A', align: 'end', cell: ({ one }) => settingText(one, lang) },
        { key: 'other', header: 'B', align: 'end', cell: ({ other }) => settingText(other, lang) },
      ]}
    />
  );
}

/** A number as it is written here; rows of things as how many there are. */
function settingText(value: string, lang: 'vi' | 'en'): string {
  if (value.startsWith('[')) return String((JSON.parse(value) as unknown[]).length);
  const number = Number(value);
  return value === '' || Number.isNaN(number) ? value : plainNumber(number, lang);
}

function FigureTable({ desk: { t, lang }, found }: Part) {
  const words = figureWords(t);
  const rows = found.figures.filter(({ key }) => !isEvidence(key));
  return (
    <Table
      caption={t('Kết quả tính')}
      look="tight"
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'name',
          header: t('Mục'),
          rowHeader: true,
          cell: ({ key }) => [words[key].name, words[key].unit].filter(Boolean).join(', '),
        },
        { key: 'one', header: 'A', align: 'end', cell: ({ key, one }) => figureText(key, one, lang) },
        { key: 'other', header: 'B', align: 'end', cell: ({ key, other }) => figureText(key, other, lang) },
        {
          key: 'by',
          header: t('B so với A'),
          align: 'end',
          cell: ({ key, by }) =>
            by === null ? '–' : `${by > 0 ? '+' : by < 0 ? '−' : '±'}${figureText(key, Math.abs(by), lang)}`,
        },
      ]}
    />
  );
}

function Maps({ desk, found }: Part) {
  const both = [
    { letter: 'A', run: found.one },
    { letter: 'B', run: found.other },
  ];
  const hasMap = (result: RunResult | null) =>
    result !== null && (result.raster !== null || result.places.length > 0);
  if (!both.some(({ run }) => hasMap(run.result))) return null;
  return (
    <div className="twin-duo">
      {both.map(({ letter, run }) => (
        <div key={letter}>
          <h3>
            {letter} · {run.title}
          </h3>
          {run.result && <MapPart desk={desk} run={run} result={run.result} />}
        </div>
      ))}
    </div>
  );
}

/** Curves of both runs in one picture, by kind and place. */
function BothCurves({ desk: { t, lang }, found }: Part) {
  const named = [
    ...(found.one.result?.series ?? []).map((series) => ({ ...series, letter: 'A' })),
    ...(found.other.result?.series ?? []).map((series) => ({ ...series, letter: 'B' })),
  ];
  const groups = [...Map.groupBy(named, ({ key, place }) => `${key} ${place ?? ''}`)];
  return (
    <div className="twin-charts">
      {groups.map(([group, list]) => {
        const [first] = list as [(typeof named)[number]];
        const { name, unit } = seriesWords(t, first.key);
        return (
          <TimeChart
            key={group}
            title={first.place === null ? name : `${name} · ${first.place}`}
            unit={unit}
            curves={list.map(({ letter, points }) => ({ name: letter, points }))}
            hourWord={t('giờ')}
            tableWord={t('Xem dạng bảng')}
            number={(value) => plainNumber(value, lang)}
          />
        );
      })}
    </div>
  );
}

const most = 20;

function UnitTable({ desk: { t, lang }, found }: Part) {
  return (
    <Table
      caption={t('Khác nhau nhiều nhất ở')}
      look="tight"
      rows={found.units.slice(0, most)}
      rowKey={({ unit }) => unit.code}
      columns={[
        {
          key: 'unit',
          header: t('Đơn vị'),
          rowHeader: true,
          cell: ({ unit }) => `${unit.kind} ${unit.name}`,
        },
        {
          key: 'a',
          header: t('Người, A'),
          align: 'end',
          cell: ({ people }) => plainNumber(people.one, lang),
        },
        {
          key: 'b',
          header: t('Người, B'),
          align: 'end',
          cell: ({ people }) => plainNumber(people.other, lang),
        },
        { key: 'ka', header: t('km², A'), align: 'end', cell: ({ km2 }) => plainNumber(km2.one, lang) },
        { key: 'kb', header: t('km², B'), align: 'end', cell: ({ km2 }) => plainNumber(km2.other, lang) },
      ]}
    />
  );
}
