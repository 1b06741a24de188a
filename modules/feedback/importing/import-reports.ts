// Imports a file of reports in batches: each batch one transaction with its progress, so that an interrupted run goes on.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { system } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import { insertReports } from '../cases/report.store.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import type { CityRules } from '../services/city-files.ts';
import { buildReport, type Builder, type Imported, pointOf, type Reject } from './build-report.ts';
import {
  type Agreement,
  agreement,
  finishRun,
  insertRejects,
  insertSaid,
  knownReferences,
  lockRun,
  moveRun,
  rejectsOf,
} from './import.store.ts';
import { type Mapping, serviceFinder } from './mapping.ts';
import { placer, rankIn, type TargetUnit } from './placing.ts';
import { type SourceRow, sourceRows } from './source-rows.ts';

/** Rows of one transaction: short enough not to hold back readers of events. */
const batchRows = 500;
const actor = system('import');

export interface ImportResult {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly rejects: readonly Reject[];
  readonly agreement: readonly Agreement[];
  readonly milliseconds: number;
}

type Feedback = ModuleContext<FeedbackTables>;

/**
 * Imports a file. Run again after an interruption it goes on where it stopped; run again after its end it changes nothing.
 * @throws Error when the file is another one than that of the unfinished run.
 */
export async function importReports(
  m: Feedback,
  rules: CityRules,
  options: { file: string; mapping: Mapping; progress: (line: string) => void },
): Promise<ImportResult> {
  const from = performance.now();
  const { file, mapping, progress } = options;
  const hash = await hashOf(file);
  const { source } = mapping;
  const run = await m.db.transaction(actor, (tx) => lockRun(tx, source, hash));
  if (run.file_hash !== hash)
    throw new Error(`${source}: another file was imported before; give the mapping another source name`);
  if (!run.finished_at) {
    const columns = Object.values(mapping.columns);
    progress('Reading the places of the file…');
    const builder = await makeBuilder(m, rules, file, mapping);
    if (run.rows_done > 0) progress(`Going on after row ${run.rows_done}`);
    let done = run.rows_done;
    // One batch is built while the one before it is being stored; they are stored in order, one at a time.
    let storing = Promise.resolve();
    for await (const batch of batches(sourceRows(file, columns), run.rows_done)) {
      const built = batch.map((row) => buildReport(builder, row));
      await storing;
      storing = storeBatch(m, builder, source, built);
      storing.catch(() => {});
      const before = done;
      done += batch.length;
      if (Math.floor(before / 5000) !== Math.floor(done / 5000))
        progress(`${done} rows, ${((performance.now() - from) / 1000).toFixed(1)} s`);
    }
    await storing;
    await m.db.transaction(actor, async (tx) => {
      await finishRun(tx, source);
      tx.trail({
        action: 'reports.imported',
        object: { type: 'import', id: source },
        detail: { rows: done },
      });
    });
  }
  return m.db.transaction(actor, async (tx) => {
    const { rows_done: rows, accepted, rejected } = await lockRun(tx, source, hash);
    const milliseconds = performance.now() - from;
    return {
      rows,
      accepted,
      rejected,
      rejects: await rejectsOf(tx, source),
      agreement: await agreement(tx, source),
      milliseconds,
    };
  });
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function makeBuilder(m: Feedback, rules: CityRules, file: string, mapping: Mapping): Promise<Builder> {
  const ranks: number[] = [];
  for await (const { values } of sourceRows(file, Object.values(mapping.columns))) {
    const rank = rankOfRow(mapping, values);
    if (rank !== null) ranks.push(rank);
  }
  const place = placer(mapping.place.box, Float64Array.from(ranks), targetUnits(m, mapping));
  return { city: { rules, geo: m.geo }, mapping, serviceOf: serviceFinder(mapping), place, now: m.now() };
}

function rankOfRow(mapping: Mapping, values: SourceRow['values']): number | null {
  try {
    return rankIn(
      mapping.place.box,
      pointOf(mapping, values[mapping.columns.lat] ?? '', values[mapping.columns.lon] ?? ''),
    );
  } catch {
    return null;
  }
}

function targetUnits(m: Feedback, mapping: Mapping): TargetUnit[] {
  const set = m.geo.units.boundaries(mapping.place.unitsAt);
  if (!set) throw new Error(`No boundaries on ${mapping.place.unitsAt}`);
  return set.features.flatMap(({ code, shape }) => {
    const unit = m.geo.units.byCode(code, mapping.place.unitsAt);
    const weight = unit && mapping.place.weights[unit.kind];
    return unit && weight ? [{ unit, shape, weight }] : [];
  });
}

async function* batches(rows: AsyncIterable<SourceRow>, skip: number): AsyncGenerator<SourceRow[]> {
  let batch: SourceRow[] = [];
  for await (const row of rows) {
    if (row.number <= skip) continue;
    batch.push(row);
    if (batch.length === batchRows) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

async function storeBatch(
  m: Feedback,
  builder: Builder,
  source: string,
  built: readonly (Imported | Reject)[],
): Promise<void> {
  await m.db.transaction(actor, async (tx) => {
    const seen = await knownReferences(
      tx,
      source,
      built.flatMap((one) => ('bundle' in one ? [one.said.reference] : [])),
    );
    const good: Imported[] = [];
    const rejects: Reject[] = [];
    for (const one of built) {
      if (!('bundle' in one)) rejects.push(one);
      else if (seen.has(one.said.reference)) {
        rejects.push({
          line: one.said.line,
          reference: one.said.reference,
          field: builder.mapping.columns.reference,
          reason: 'the reference stands twice',
        });
      } else {
        seen.add(one.said.reference);
        good.push(one);
      }
    }
    await insertReports(
      tx,
      good.map(({ bundle }) => bundle),
    );
    await insertSaid(
      tx,
      source,
      good.map(({ said }) => said),
    );
    await insertRejects(tx, source, rejects);
    await moveRun(tx, source, { rows: built.length, accepted: good.length, rejected: rejects.length });
  });
}
