// Drawn charts: one hue, labels on the marks, a target as a dashed amber line, the data table one press away.
import type { ReactNode } from 'react';
import { linear, linePath, niceTicks, round } from './chart-scale.ts';
import { Table } from './table.tsx';

export type ChartDatum = {
  key: string;
  /** Below the axis or before the bar. */
  name: string;
  value: number;
  /** The value as written, "96,1%". */
  text: string;
};

export type ChartFrameProps = {
  /** What the picture says, in one sentence, for those who do not see it. */
  summary: string;
  /** Caption of the table behind. */
  tableCaption: string;
  /** Words of the press that opens the table, "Xem dạng bảng". */
  tableWord: string;
  nameHeader: string;
  valueHeader: string;
  data: readonly ChartDatum[];
};

/** A picture and, folded below it, its numbers. */
export function ChartFrame({ children, ...frame }: ChartFrameProps & { children: ReactNode }) {
  return (
    <figure className="chart">
      {children}
      <details className="chart-table">
        <summary>{frame.tableWord}</summary>
        <Table
          caption={frame.tableCaption}
          captionHidden
          look="tight"
          columns={[
            { key: 'name', header: frame.nameHeader, rowHeader: true, cell: (row: ChartDatum) => row.name },
            { key: 'value', header: frame.valueHeader, align: 'end', cell: (row: ChartDatum) => row.text },
          ]}
          rows={frame.data}
          rowKey={(row) => row.key}
        />
      </details>
    </figure>
  );
}

export type LineChartProps = ChartFrameProps & {
  /** Dashed amber line and its words. */
  target?: { value: number; text: string } | undefined;
  /** Lowest and highest value of the axis; rounded to ticks. */
  range?: readonly [number, number] | undefined;
  /** Writes a tick. */
  tickText: (value: number) => string;
};

const box = { width: 300, height: 190, left: 34, right: 8, top: 20, bottom: 30 };

export function LineChart({ target, range, tickText, ...frame }: LineChartProps) {
  const values = frame.data.map((datum) => datum.value);
  const all = target ? [...values, target.value] : values;
  const ticks = niceTicks(range?.[0] ?? Math.min(...all), range?.[1] ?? Math.max(...all), 4);
  const y = linear([ticks[0]!, ticks.at(-1)!], [box.height - box.bottom, box.top]);
  const x = linear([0, Math.max(frame.data.length - 1, 1)], [box.left + 10, box.width - box.right - 13]);
  const points = frame.data.map((datum, index) => ({ x: round(x(index)), y: round(y(datum.value)) }));
  const last = points.at(-1);
  return (
    <ChartFrame {...frame}>
      <svg className="plot" viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={frame.summary}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              className="plot-grid"
              x1={box.left}
              x2={box.width - box.right}
              y1={round(y(tick))}
              y2={round(y(tick))}
            />
            <text className="plot-tick" x={box.left - 6} y={round(y(tick) + 4)} textAnchor="end">
              {tickText(tick)}
            </text>
          </g>
        ))}
        {target && (
          <TargetLine
            y={round(y(target.value))}
            text={target.text}
            from={box.left}
            to={box.width - box.right}
          />
        )}
        <path className="plot-line" d={linePath(points)} />
        {frame.data.map((datum, index) => (
          <g key={datum.key}>
            <circle className="plot-mark" cx={points[index]!.x} cy={points[index]!.y} r="4" />
            <text className="plot-tick" x={points[index]!.x} y={box.height - 8} textAnchor="middle">
              {datum.name}
            </text>
          </g>
        ))}
        {last && (
          <text className="plot-value" x={last.x} y={last.y - 10} textAnchor="middle">
            {frame.data.at(-1)!.text}
          </text>
        )}
      </svg>
    </ChartFrame>
  );
}

export function TargetLine({ y, text, from, to }: { y: number; text: string; from: number; to: number }) {
  return (
    <>
      <line className="plot-target" x1={from} x2={to} y1={y} y2={y} />
      <text className="plot-target-text" x={from + 2} y={y - 6}>
        {text}
      </text>
    </>
  );
}

export type SparklineProps = {
  values: readonly number[];
  /** What it says, in one sentence. The table stands where the figure is explained. */
  summary: string;
  width?: number | undefined;
  height?: number | undefined;
};

export function Sparkline({ values, summary, width = 120, height = 32 }: SparklineProps) {
  const y = linear([Math.min(...values), Math.max(...values)], [height - 4, 4]);
  const x = linear([0, Math.max(values.length - 1, 1)], [3, width - 5]);
  const points = values.map((value, index) => ({ x: x(index), y: y(value) }));
  const last = points.at(-1);
  return (
    <svg
      className="plot spark"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={summary}
    >
      <path className="plot-line" d={linePath(points)} />
      {last && <circle className="plot-dot" cx={round(last.x)} cy={round(last.y)} r="3" />}
    </svg>
  );
}

export type BarListProps = {
  data: readonly (ChartDatum & {
    href?: string | undefined;
    tone?: 'plain' | 'done' | 'soon' | 'need' | undefined;
  })[];
  /** The value that fills the width; default the largest. */
  full?: number | undefined;
  /** `thick` for charts, `thin` for shares of a whole (shows the rest). */
  look?: 'thick' | 'thin' | undefined;
  label?: string | undefined;
};

/** Bars with name before and figure behind: list and chart in one, so it needs no table. */
export function BarList({ data, full, look = 'thick', label }: BarListProps) {
  const most = full ?? Math.max(...data.map((datum) => datum.value), 0);
  return (
    <ol className={`bars bars-${look}`} aria-label={label}>
      {data.map((datum) => (
        <li key={datum.key}>
          <span className="bars-name">
            {datum.href === undefined ? datum.name : <a href={datum.href}>{datum.name}</a>}
          </span>
          <span className="bars-track">
            <svg
              className={`bar bar-${datum.tone ?? 'plain'}`}
              width={`${shareOf(datum.value, most)}%`}
              aria-hidden="true"
            />
            {look === 'thick' && <b className="num">{datum.text}</b>}
          </span>
          {look === 'thin' && <b className="num">{datum.text}</b>}
        </li>
      ))}
    </ol>
  );
}

/** Per cent of the full width, one decimal. */
function shareOf(value: number, full: number): number {
  return full > 0 ? round(Math.min(1, Math.max(0, value / full)) * 100) : 0;
}
