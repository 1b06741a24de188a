// The back-test: at the beginning of each span the model sees only what was known, says a share, and the span is then counted. Pure.
import { type Measure, actualOf, errorBands, type LookBack, valuesOf, withinBand } from './error-band.ts';
import { fitOffice } from './fit.ts';
import { forecast, planOf, type Spread, spreadOf } from './forecast.ts';
import { type Kept, keptIn, knownAt, type Visit } from './history.ts';

export interface BackTestRow {
  readonly pool: string;
  readonly measure: Measure;
  readonly label: string;
  /** Promises due in the span, or answers given in it. */
  readonly count: number;
  readonly predicted: Spread;
  readonly actual: number;
  /** Peers: the share of the span before, and that of everything before. */
  readonly lastSpan: number;
  readonly allBefore: number;
}

export interface BackTestSpan {
  readonly label: string;
  readonly from: number;
  readonly before: number;
}

/** The first span is only learned from; each later one is predicted from all that lies before it. */
export function backTest(
  history: readonly Visit[],
  spans: readonly BackTestSpan[],
  options: LookBack & { seed: number; replications: number; trainSpans: number },
): BackTestRow[] {
  const pools = [...new Set(history.map(({ pool }) => pool))].sort();
  return pools.flatMap((pool) => {
    const own = history.filter((visit) => visit.pool === pool);
    return spans.slice(options.trainSpans).flatMap((span, at) => {
      const before = spans.slice(0, at + options.trainSpans);
      return predictSpan(own, pool, span, { before, options });
    });
  });
}

function predictSpan(
  own: readonly Visit[],
  pool: string,
  span: BackTestSpan,
  { before, options }: { before: readonly BackTestSpan[]; options: Parameters<typeof backTest>[2] },
): BackTestRow[] {
  const model = fitOffice(own, { ...options, origin: span.from, before: span.before });
  if (model.pools.length === 0) return [];
  const futures = forecast(model, planOf(model, [], options.order), options.seed, options.replications);
  const bands = errorBands(own, span.from, options);
  const came = keptIn(own, span);
  // The peers, too, know only what was known: an answer that came after the span's beginning had not come.
  const known = knownAt(own, span.from);
  const last = before.at(-1) as BackTestSpan;
  const first = before[0] as BackTestSpan;
  return (['due', 'answered'] as const).flatMap((measure) => {
    const actual = actualOf(came, measure);
    const lastSpan = actualOf(keptIn(known, last), measure);
    const allBefore = actualOf(keptIn(known, { from: first.from, before: span.from }), measure);
    if (actual === null || lastSpan === null || allBefore === null) return [];
    const values = valuesOf(futures, measure);
    const predicted = {
      ...spreadOf(withinBand(values, bands[measure], options.seed)),
      middle: spreadOf(values).middle,
    };
    const count = countOf(came, measure);
    return [{ pool, measure, label: span.label, count, predicted, actual, lastSpan, allBefore }];
  });
}

const countOf = (kept: Kept, measure: Measure): number => (measure === 'due' ? kept.due : kept.answered);

export interface BackTestErrors {
  readonly rows: number;
  /** Mean absolute errors: each span of each office alike. */
  readonly ours: number;
  readonly lastSpan: number;
  readonly allBefore: number;
  /** The same, each promise alike. */
  readonly oursByCount: number;
  readonly lastSpanByCount: number;
  readonly allBeforeByCount: number;
  /** Shares of spans whose true share lay in the interval. */
  readonly in80: number;
  readonly in95: number;
  /** Mean width of the interval of 80. */
  readonly width80: number;
}

export function errorsOf(rows: readonly BackTestRow[]): BackTestErrors {
  const mean = (of: (row: BackTestRow) => number, weight: (row: BackTestRow) => number = () => 1): number =>
    rows.reduce((sum, row) => sum + of(row) * weight(row), 0) /
    rows.reduce((sum, row) => sum + weight(row), 0);
  const ours = (row: BackTestRow) => Math.abs(row.predicted.middle - row.actual);
  const last = (row: BackTestRow) => Math.abs(row.lastSpan - row.actual);
  const all = (row: BackTestRow) => Math.abs(row.allBefore - row.actual);
  const count = (row: BackTestRow) => row.count;
  const isIn = (name: 'in80' | 'in95') => (row: BackTestRow) =>
    row.actual >= row.predicted[name].low && row.actual <= row.predicted[name].high ? 1 : 0;
  return {
    rows: rows.length,
    ours: mean(ours),
    lastSpan: mean(last),
    allBefore: mean(all),
    oursByCount: mean(ours, count),
    lastSpanByCount: mean(last, count),
    allBeforeByCount: mean(all, count),
    in80: mean(isIn('in80')),
    in95: mean(isIn('in95')),
    width80: mean(({ predicted }) => predicted.in80.high - predicted.in80.low),
  };
}
