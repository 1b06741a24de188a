// The result of a run: its figures, the map with its list, the curves.
import type { DeskContext } from '@city/ui/desk';
import { Table } from '@city/ui/parts';
import type { RunResult, RunView } from '../contract.ts';
import { LiveMap } from './live-map.tsx';
import { RasterLegend, ResultMap } from './result-map.tsx';
import { TimeChart } from './time-chart.tsx';
import { useUnits } from './use-units.ts';
import { figureText, figureWords, isEvidence, plainNumber, seriesWords } from './words.ts';

export function ResultPart({ desk, run }: { desk: DeskContext; run: RunView }) {
  const result = run.result as RunResult;
  return (
    <>
      <Figures desk={desk} result={result} />
      {(result.raster !== null || result.places.length > 0) && (
        <MapPart desk={desk} run={run} result={result} />
      )}
      <Curves desk={desk} result={result} />
      {result.units.length > 0 && (
        <div className="twin-duo">
          <UnitTable desk={desk} run={run} />
          <LiveMap desk={desk} run={run} />
        </div>
      )}
      {result.places.length > 0 && <PlaceTable desk={desk} run={run} />}
    </>
  );
}

export function Figures({ desk: { t, lang }, result }: { desk: DeskContext; result: RunResult }) {
  const words = figureWords(t);
  return (
    <dl className="twin-figures">
      {result.figures.map(({ key, value }) => (
        <div key={key} className={isEvidence(key) ? 'is-evidence' : undefined}>
          <dt>{words[key].name}</dt>
          <dd>
            <b className="num">{figureText(key, value, lang)}</b> {words[key].unit}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function MapPart({ desk, run, result }: { desk: DeskContext; run: RunView; result: RunResult }) {
  const { t, lang } = desk;
  const units = useUnits();
  if (!units.data) return null;
  const title = rasterTitle(desk, run);
  return (
    <figure className="twin-map-box">
      <ResultMap units={units.data} result={result} summary={`${run.title}. ${title}`} />
      {result.raster && (
        <RasterLegend raster={result.raster} title={title} number={(value) => plainNumber(value, lang)} />
      )}
      <figcaption className="muted">{t('Ranh giới phường, xã có thể là hình sơ đồ.')}</figcaption>
    </figure>
  );
}

function rasterTitle({ t }: DeskContext, { kind }: RunView): string {
  if (kind === 'flood') return t('Ngập sâu nhất (m)');
  if (kind === 'plume') return t('Nồng độ trung bình một giờ (ppm)');
  if (kind === 'water') return t('Áp lực thấp nhất so với mức cần');
  return t('Nơi đi và nơi tránh trú: phần đã tới');
}

/** Curves of one kind share a picture. */
export function Curves({ desk: { t, lang }, result }: { desk: DeskContext; result: RunResult }) {
  const groups = [...Map.groupBy(result.series, ({ key }) => key)];
  return (
    <div className="twin-charts">
      {groups.map(([key, list]) => {
        const { name, unit } = seriesWords(t, key);
        return (
          <TimeChart
            key={key}
            title={name}
            unit={unit}
            curves={list.map(({ place, points }) => ({ name: place ?? name, points }))}
            hourWord={t('giờ')}
            tableWord={t('Xem dạng bảng')}
            number={(value) => plainNumber(value, lang)}
          />
        );
      })}
    </div>
  );
}

/** Units on the list; the rest is in the interface. */
const most = 20;

function UnitTable({ desk: { t, lang }, run }: { desk: DeskContext; run: RunView }) {
  const names = new Map(run.units.map((unit) => [unit.code, `${unit.kind} ${unit.name}`]));
  const rows = [...(run.result?.units ?? [])].sort((one, other) => other.people - one.people).slice(0, most);
  return (
    <Table
      caption={t('Phường, xã bị ảnh hưởng nhiều nhất')}
      look="tight"
      rows={rows}
      rowKey={({ code }) => code}
      columns={[
        { key: 'name', header: t('Đơn vị'), rowHeader: true, cell: ({ code }) => names.get(code) ?? code },
        { key: 'people', header: t('Người'), align: 'end', cell: ({ people }) => plainNumber(people, lang) },
        { key: 'km2', header: 'km²', align: 'end', cell: ({ km2 }) => plainNumber(km2, lang) },
        {
          key: 'worst',
          header: run.kind === 'plume' ? 'ppm' : t('Sâu nhất (m)'),
          align: 'end',
          cell: ({ worst }) => plainNumber(worst, lang),
        },
      ]}
    />
  );
}

function PlaceTable({ desk: { t, lang }, run }: { desk: DeskContext; run: RunView }) {
  const isWater = run.kind === 'water';
  return (
    <Table
      caption={isWater ? t('Áp lực thấp nhất ở từng nút') : t('Các nơi trên bản đồ')}
      look="tight"
      rows={run.result?.places ?? []}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', header: t('Nơi'), rowHeader: true, cell: ({ name }) => name },
        {
          key: 'value',
          header: isWater ? t('Áp lực (m)') : t('Đã tới, đã đi'),
          align: 'end',
          cell: ({ value }) => plainNumber(value, lang),
        },
        {
          key: 'of',
          header: isWater ? t('Mức cần (m)') : t('Trên'),
          align: 'end',
          cell: ({ of }) => plainNumber(of, lang),
        },
      ]}
    />
  );
}
