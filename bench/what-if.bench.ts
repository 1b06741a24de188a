// The what-if model on an imported half year: each later month of each department predicted from the months before, beside two simple peers.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { system } from '@city/kernel/access';
import { projectRoot } from '@city/kernel/config/root';
import { testCity } from '@city/kernel/testing';
import { instantOf } from '@city/kernel/time';
import { importReports } from '../modules/feedback/importing/import-reports.ts';
import { type Mapping, readMapping } from '../modules/feedback/importing/mapping.ts';
import { module } from '../modules/feedback/module.ts';
import { feedbackCity } from '../modules/feedback/module-city.ts';
import type { FeedbackTables } from '../modules/feedback/cases/tables.ts';
import {
  backTest,
  type BackTestRow,
  type BackTestSpan,
  errorsOf,
} from '../modules/feedback/whatif/backtest.ts';
import type { Visit } from '../modules/feedback/whatif/history.ts';
import { visitsOfSource } from '../modules/feedback/whatif/history.store.ts';
import { defaults } from '../modules/feedback/whatif/question.ts';
import { backTestPage } from './what-if-page.ts';
import type { Measurement } from './table.ts';

const file = join(projectRoot(), '..', 'shared', 'data', 'boston-311-2011.csv.zip');
const mappingFile = join(
  projectRoot(),
  'modules',
  'feedback',
  'importing',
  'mappings',
  'boston-311-2011.json',
);
/** Departments with too few promises a month have no share worth predicting. */
const reportsNeeded = 1_000;
const trainMonths = 2;

/** Variants whose error stands in the page, so that everyone sees how much a choice matters. */
const variants = [
  { name: 'as used', change: {} },
  { name: 'hands never short', change: { headroom: Number.POSITIVE_INFINITY } },
  { name: 'no headroom over the best fortnight', change: { headroom: 1 } },
  { name: 'work by due time', change: { order: 'earliest-due' as const } },
  { name: 'learning from 4 weeks', change: { windowDays: 28 } },
  { name: 'learning from 9 weeks', change: { windowDays: 63 } },
  { name: 'learning from everything', change: { windowDays: 3_660 } },
];

export async function bench(): Promise<readonly Measurement[]> {
  if (!existsSync(file)) {
    console.log(`  skipped: ${file} is not there`);
    return [];
  }
  const mapping = readMapping(mappingFile);
  const history = await importedVisits(mapping);
  const spans = monthsOf(mapping);
  const large = new Set(
    [...Map.groupBy(history, ({ pool }) => pool)].flatMap(([pool, own]) =>
      own.length >= reportsNeeded ? [pool] : [],
    ),
  );
  const visits = history.filter(({ pool }) => large.has(pool));
  const tested = variants.map(({ name, change }) => {
    const since = performance.now();
    const rows = backTest(visits, spans, {
      ...defaults,
      ...change,
      seed: 2011,
      replications: 200,
      trainSpans: trainMonths,
    });
    console.log(`  ${name}: ${((performance.now() - since) / 1000).toFixed(1)} s`);
    return { name, rows };
  });
  const [used] = tested as [{ name: string; rows: BackTestRow[] }];
  const page = join(projectRoot(), 'docs', 'whatif-backtest.md');
  const text = backTestPage({ title: mapping.title, reports: visits.length, tested, trainMonths });
  if (!existsSync(page) || readFileSync(page, 'utf8') !== text) writeFileSync(page, text);
  return (['due', 'answered'] as const).map((measure) => rowOf(measure, used.rows));
}

function rowOf(measure: 'due' | 'answered', rows: readonly BackTestRow[]): Measurement {
  const errors = errorsOf(rows.filter((row) => row.measure === measure));
  return {
    name: `what-if back-test, ${measure === 'due' ? 'promises due' : 'answers given'}`,
    unit: 'points of error',
    ours: errors.ours * 100,
    peer: errors.lastSpan * 100,
    peerName: 'last month again',
    better: 'lower',
    limit: 'better than the peer',
    isMet: errors.ours < errors.lastSpan,
    notes: `${errors.rows} office-months; in the interval of 80: ${(errors.in80 * 100).toFixed(0)}%, of 95: ${(errors.in95 * 100).toFixed(0)}%`,
  };
}

/** Through the importer into a city of its own, and read back by the product's own query. */
async function importedVisits(mapping: Mapping): Promise<Visit[]> {
  const city = await testCity({ modules: [module as never] });
  try {
    const m = city.module<FeedbackTables>('feedback');
    const { rules } = feedbackCity(m);
    await importReports(m, rules, { file, mapping, progress: (line) => console.log(`  ${line}`) });
    return await m.db.transaction(system('bench'), (tx) => visitsOfSource(tx, mapping.source), {
      readOnly: true,
    });
  } finally {
    await city.stop();
  }
}

/** The months of the file, moved as its reports are. */
function monthsOf(mapping: Mapping): BackTestSpan[] {
  const begin = (month: number) =>
    instantOf(`${month > 12 ? 2012 : 2011}-${String(((month - 1) % 12) + 1).padStart(2, '0')}-01`).getTime() +
    mapping.time.shiftWeeks * 7 * 86_400_000;
  return [7, 8, 9, 10, 11, 12].map((month) => ({
    label: `${month}/2011`,
    from: begin(month),
    before: begin(month + 1),
  }));
}
