// Curves over the hours of a run, up to six, each with its name, dash and colour; the numbers one press away.
import { Table } from '@city/ui/parts';

export interface Curve {
  readonly name: string;
  /** [hours, value] in order of time. */
  readonly points: readonly (readonly number[])[];
}

export interface TimeChartProps {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly Curve[];
  readonly hourWord: string;
  readonly tableWord: string;
  readonly number: (value: number) => string;
}

const box = { width: 560, height: 240, left: 54, right: 12, top: 12, bottom: 34 };

export function TimeChart(props: TimeChartProps) {
  const { title, unit, curves, hourWord, number } = props;
  const all = curves.flatMap(({ points }) => points);
  if (all.length === 0) return null;
  const hours = ticks(0, Math.max(...all.map(([hour = 0]) => hour), 0.1), 6);
  const values = ticks(
    Math.min(0, ...all.map(([, value = 0]) => value)),
    Math.max(...all.map(([, value = 0]) => value), 1e-9),
    4,
  );
  const x = scale(hours[0] as number, hours.at(-1) as number, box.left, box.width - box.right);
  const y = scale(values[0] as number, values.at(-1) as number, box.height - box.bottom, box.top);
  return (
    <figure className="chart twin-chart">
      <figcaption>
        {title} <span className="muted">({unit})</span>
      </figcaption>
      <svg
        className="plot"
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={summaryOf(props)}
      >
        {values.map((value) => (
          <g key={value}>
            <line
              className="plot-grid"
              x1={box.left}
              x2={box.width - box.right}
              y1={y(value)}
              y2={y(value)}
            />
            <text className="plot-tick" x={box.left - 8} y={y(value) + 4} textAnchor="end">
              {number(value)}
            </text>
          </g>
        ))}
        {hours.map((hour) => (
          <text key={hour} className="plot-tick" x={x(hour)} y={box.height - 12} textAnchor="middle">
            {number(hour)}
          </text>
        ))}
        <text className="plot-tick" x={box.width - box.right} y={box.height} textAnchor="end">
          {hourWord}
        </text>
        {curves.map(({ name, points }, at) => (
          <path key={name} className={`plot-line twin-curve-${at + 1}`} d={pathOf(points, x, y)} />
        ))}
      </svg>
      {curves.length > 1 && (
        <ul className="twin-curve-names">
          {curves.map(({ name }, at) => (
            <li key={name}>
              <svg width="28" height="10" aria-hidden="true">
                <line className={`plot-line twin-curve-${at + 1}`} x1="0" x2="28" y1="5" y2="5" />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <ChartTable {...props} />
    </figure>
  );
}

/** The curves as numbers, at most thirteen moments. */
function ChartTable({ title, curves, hourWord, tableWord, number }: TimeChartProps) {
  const moments = [...new Set(curves.flatMap(({ points }) => points.map(([hour = 0]) => hour)))].sort(
    (a, b) => a - b,
  );
  const every = Math.max(1, Math.ceil(moments.length / 13));
  const rows = moments.filter((_, at) => at % every === 0 || at === moments.length - 1);
  return (
    <details className="chart-table">
      <summary>{tableWord}</summary>
      <Table
        caption={title}
        captionHidden
        look="tight"
        rows={rows}
        rowKey={(hour) => String(hour)}
        columns={[
          { key: 'hour', header: hourWord, rowHeader: true, cell: (hour: number) => number(hour) },
          ...curves.map(({ name, points }) => ({
            key: name,
            header: name,
            align: 'end' as const,
            cell: (hour: number) => {
              const found = points.find(([at]) => at === hour)?.[1];
              return found === undefined ? '–' : number(found);
            },
          })),
        ]}
      />
    </details>
  );
}

const summaryOf = ({ title, unit, curves, number }: TimeChartProps): string =>
  `${title}: ${curves.map(({ name, points }) => `${name} ≤ ${number(Math.max(...points.map(([, value = 0]) => value)))} ${unit}`).join('; ')}`;

const scale = (from: number, to: number, start: number, end: number) => (value: number) =>
  Math.round((start + ((value - from) / (to - from || 1)) * (end - start)) * 10) / 10;

function pathOf(
  points: readonly (readonly number[])[],
  x: (hour: number) => number,
  y: (value: number) => number,
): string {
  return points.map(([hour = 0, value = 0], at) => `${at === 0 ? 'M' : 'L'}${x(hour)} ${y(value)}`).join('');
}

/** Round steps of 1, 2 or 5 that hold both ends. */
function ticks(low: number, high: number, about: number): number[] {
  const rough = (high - low || 1) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
