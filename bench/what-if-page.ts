// The page of the back-test, written from its rows: predicted beside actual for each office and month, errors, peers, other choices.
import { type BackTestRow, type BackTestErrors, errorsOf } from '../modules/feedback/whatif/backtest.ts';

export interface Tested {
  readonly name: string;
  readonly rows: readonly BackTestRow[];
}

interface Page {
  readonly title: string;
  readonly reports: number;
  readonly tested: readonly Tested[];
  readonly trainMonths: number;
}

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
const points = (share: number) => (share * 100).toFixed(1);
const signed = (share: number) => `${share >= 0 ? '+' : '−'}${Math.abs(share * 100).toFixed(1)}`;

export function backTestPage({ title, reports, tested, trainMonths }: Page): string {
  const rows = tested[0]?.rows ?? [];
  return `${[
    '# What if: how far the prediction can be trusted',
    '<!-- written by `npm run bench -- what-if`; do not edit -->',
    `${title}: ${reports.toLocaleString('en')} reports of the departments with at least 1,000, brought in by \`city import reports\` and read back from the reports' own tables.`,
    `The first ${trainMonths} months are only learned from. At the beginning of each later month the model knows what was known then and nothing later: open reports have no ending yet, ` +
      'reports of the month do not exist. It says a share with its interval; then the month is counted.',
    'The file covers six months, not a year, so no month can be compared with the same month of another year: the “mean of all months before” takes the place of a seasonal mean.',
    '## Promises that fell due in the month, and were kept',
    table(rows.filter(({ measure }) => measure === 'due')),
    summary(rows.filter(({ measure }) => measure === 'due')),
    '## Answers given in the month, and in time',
    'The figure of the desk’s page “On time”. An office improves it by leaving late matters lie, so it moves more and is harder to foresee.',
    table(rows.filter(({ measure }) => measure === 'answered')),
    summary(rows.filter(({ measure }) => measure === 'answered')),
    '## Other choices',
    'Mean absolute error in points of share; in brackets the share of months inside the interval of 80. The choice in use was made with this table in view, so its error is a little flattering; ' +
      'that the neighbours differ little is the better argument.',
    variants(tested),
    '## How to read it',
    '- **Error** = predicted − actual, in points. **Last month again** and **mean of all months before** are the peers: they cost nothing, so a model that is not better than they are is not worth having.',
    '- The interval is made of 200 possible futures and of the errors that the model made when it was rolled back over the same office’s own past (`error-band.ts`). It is checked above: of intervals of 80, four in five should hold.',
    '- What no model of this kind foresees: a storm that has not come yet, a new rule, a week in which endings of a whole quarter are written down at once.',
  ].join('\n\n')}\n`;
}

function table(rows: readonly BackTestRow[]): string {
  const head =
    '| office | month | promises | predicted | interval of 80 | actual | error | last month again | mean before |\n|---|---|---:|---:|---|---:|---:|---:|---:|';
  const lines = rows.map((row) => {
    const { low, high } = row.predicted.in80;
    const isIn = row.actual >= low && row.actual <= high;
    return `| ${[
      row.pool,
      row.label,
      row.count.toLocaleString('en'),
      percent(row.predicted.middle),
      `${percent(low)} – ${percent(high)}${isIn ? '' : ' ✗'}`,
      percent(row.actual),
      signed(row.predicted.middle - row.actual),
      `${percent(row.lastSpan)} (${signed(row.lastSpan - row.actual)})`,
      `${percent(row.allBefore)} (${signed(row.allBefore - row.actual)})`,
    ].join(' | ')} |`;
  });
  return [head, ...lines].join('\n');
}

function summary(rows: readonly BackTestRow[]): string {
  const all = errorsOf(rows);
  const byOffice = [...Map.groupBy(rows, ({ pool }) => pool)].map(([pool, own]) => line(pool, errorsOf(own)));
  const half = Map.groupBy(rows, ({ label }) => label);
  const byMonth = [...half].map(([label, own]) => line(label, errorsOf(own)));
  return [
    `**Mean absolute error: ${points(all.ours)} points** (last month again: ${points(all.lastSpan)}; mean before: ${points(all.allBefore)}). ` +
      `Each promise alike: ${points(all.oursByCount)} (${points(all.lastSpanByCount)}; ${points(all.allBeforeByCount)}). ` +
      `Of ${all.rows} actual shares ${percent(all.in80)} lay in the interval of 80 and ${percent(all.in95)} in that of 95; its mean width is ${points(all.width80)} points.`,
    `| | error | last month again | mean before | in the interval of 80 | of 95 |\n|---|---:|---:|---:|---:|---:|\n${[...byOffice, ...byMonth].join('\n')}`,
  ].join('\n\n');
}

function line(name: string, errors: BackTestErrors): string {
  return `| ${name} | ${points(errors.ours)} | ${points(errors.lastSpan)} | ${points(errors.allBefore)} | ${percent(errors.in80)} | ${percent(errors.in95)} |`;
}

function variants(tested: readonly Tested[]): string {
  const lines = tested.map(({ name, rows }) => {
    const cell = (measure: BackTestRow['measure']) => {
      const errors = errorsOf(rows.filter((row) => row.measure === measure));
      return `${points(errors.ours)} (${(errors.in80 * 100).toFixed(0)}%)`;
    };
    return `| ${name} | ${cell('due')} | ${cell('answered')} |`;
  });
  return `| choice | promises due | answers given |\n|---|---:|---:|\n${lines.join('\n')}`;
}
