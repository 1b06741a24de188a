// Reads the city's files on the operations centre and refuses a start with rows that lead nowhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { localDate } from '@city/kernel/time';
import {
  AlarmsFile,
  BoardFile,
  DocumentsFile,
  IncidentsFile,
  RulesFile,
  StagesFile,
  WarningsFile,
} from './definitions-data.ts';

export interface OperationsFiles {
  readonly alarms: Static<typeof AlarmsFile>;
  readonly rules: RulesFile;
  readonly incidents: Static<typeof IncidentsFile>;
  readonly stages: Static<typeof StagesFile>;
  readonly warnings: Static<typeof WarningsFile>;
  readonly board: Static<typeof BoardFile>;
  readonly documents: Static<typeof DocumentsFile>;
}

interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Whether a row is in force on the city's day of that moment. */
export function inForce(row: Dated, at: Date): boolean {
  const day = localDate(at);
  return row.validFrom <= day && (row.validTo === null || day <= row.validTo);
}

/** The row in force that fits. @throws Error naming what is missing: the city's data has a gap at that day. */
export function rowAt<R extends Dated>(
  rows: readonly R[],
  at: Date,
  fits: (row: R) => boolean = () => true,
): R {
  const row = rows.find((one) => inForce(one, at) && fits(one));
  if (!row) throw new Error(`city/…/operations has no row in force on ${localDate(at)}`);
  return row;
}

/** @throws Error that names the file and the row when something is missing, misspelt or points to nothing. */
export function readOperationsFiles(cityFolder: string): OperationsFiles {
  const folder = join(cityFolder, 'operations');
  const files = {
    alarms: read(folder, 'alarms.json', AlarmsFile),
    rules: read(folder, 'rules.json', RulesFile),
    incidents: read(folder, 'incidents.json', IncidentsFile),
    stages: read(folder, 'stages.json', StagesFile),
    warnings: read(folder, 'warnings.json', WarningsFile),
    board: read(folder, 'board.json', BoardFile),
    documents: read(folder, 'documents.json', DocumentsFile),
  };
  const faults = faultsIn(files);
  if (faults.length > 0) throw new Error(`${folder}: ${faults.join('; ')}`);
  return files;
}

function read<S extends TSchema>(folder: string, name: string, schema: S): Static<S> {
  const file = join(folder, name);
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const check = Compile(schema);
  if (check.Check(value)) return value as Static<S>;
  const fault = check.Errors(value)[0];
  throw new Error(`${file}${fault?.instancePath ?? ''}: ${fault?.message ?? 'is not valid'}`);
}

/** References that lead nowhere, spans that end before they begin, a stage or a priority that nobody describes. */
export function faultsIn(files: OperationsFiles): readonly string[] {
  const { alarms, rules, incidents, stages, warnings } = files;
  const faults: string[] = [];
  const need = (there: boolean, words: string): void => void (there || faults.push(words));
  const { note: _note, ...lists } = rules;
  const known = new Set(files.documents.map(({ code }) => code));
  const all = [
    ...alarms.alarms,
    ...incidents.types,
    ...stages.stages,
    ...files.board.figures,
    ...warnings.senders,
    ...warnings.events,
    ...warnings.partners,
    ...Object.values(lists).flat(),
  ];
  for (const row of all) {
    need(known.has(row.document), `${row.id}: no document ${row.document}`);
    need(row.validTo === null || row.validFrom <= row.validTo, `${row.id}: ends before it begins`);
  }
  const ids = <R extends { id: string }>(list: readonly R[]) => new Set(list.map(({ id }) => id));
  const names = ids(alarms.alarms);
  for (const alarm of alarms.alarms) {
    need(ids(rules.positions).has(alarm.position), `${alarm.id}: no position ${alarm.position}`);
    need(ids(incidents.types).has(alarm.incident), `${alarm.id}: no incident ${alarm.incident}`);
    need(
      alarm.warning === null || ids(warnings.events).has(alarm.warning),
      `${alarm.id}: no warning ${alarm.warning}`,
    );
    for (const by of alarm.suppressedBy)
      need(names.has(by) && by !== alarm.id, `${alarm.id}: cannot be suppressed by ${by}`);
  }
  for (const rule of rules.clusters) need(names.has(rule.alarm), `${rule.id}: no alarm ${rule.alarm}`);
  for (const level of [1, 2, 3, 4, 5])
    need(
      stages.stages.some((row) => row.level === level),
      `no stage ${level}`,
    );
  for (const priority of [1, 2, 3, 4])
    need(
      rules.shelving.some((row) => row.priority === priority),
      `no rule of shelving for priority ${priority}`,
    );
  for (const row of rules.flood) need(row.endsBelow < row.startsAbove, `${row.id}: would end as it starts`);
  return faults;
}
