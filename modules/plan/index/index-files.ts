// Reads the city's indices, documents, published results and targets, and refuses a start with rows that contradict each other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { TargetFile } from '../targets/target.ts';
import { faultsOf, IndexDefinition, leavesOf, Words } from './definition.ts';
import { figureFault } from './score.ts';

export const PlanDocument = Type.Object(
  {
    code: Type.String(),
    number: Type.String(),
    date: Type.Union([Type.String(), Type.Null()]),
    title: Words,
    /** Its existence and the numbers we took from it are checked against the source. */
    verified: Type.Boolean(),
    note: Type.Union([Words, Type.Null()]),
  },
  { additionalProperties: false },
);
export type PlanDocument = Static<typeof PlanDocument>;

export const Published = Type.Object(
  {
    version: Type.String(),
    period: Type.String(),
    place: Type.String(),
    /** Indices as they were published; null where only the result was. */
    figures: Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()]),
    score: Type.Union([Type.String(), Type.Null()]),
    rank: Type.Union([Type.Integer(), Type.Null()]),
    source: Type.String(),
  },
  { additionalProperties: false },
);
export type Published = Static<typeof Published>;

export interface PlanFiles {
  readonly indices: readonly IndexDefinition[];
  readonly documents: readonly PlanDocument[];
  readonly published: readonly Published[];
  readonly targets: TargetFile;
}

/** @throws Error that names the file and the row when something is missing, misspelt or points to nothing */
export function readPlanFiles(cityFolder: string): PlanFiles {
  const folder = join(cityFolder, 'plan');
  const files: PlanFiles = {
    indices: read(folder, 'indices.json', Type.Array(IndexDefinition)),
    documents: read(folder, 'documents.json', Type.Array(PlanDocument)),
    published: read(folder, 'published.json', Type.Array(Published)),
    targets: read(folder, 'targets.json', TargetFile),
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

/** References that lead nowhere, and definitions that contradict themselves. */
export function faultsIn({ indices, documents, published, targets }: PlanFiles): readonly string[] {
  const faults = indices.flatMap(faultsOf);
  const known = new Set(documents.map(({ code }) => code));
  const need = (there: boolean, words: string): void => void (there || faults.push(words));
  for (const definition of indices) {
    need(known.has(definition.document), `${definition.version}: no document ${definition.document}`);
    for (const { component } of leavesOf(definition))
      need(!component || known.has(component.basis), `${component?.code}: no document ${component?.basis}`);
    const others = indices.filter(
      ({ level, version }) => level === definition.level && version !== definition.version,
    );
    const isAlone = others.every(
      ({ validFrom, validTo }) =>
        (validTo !== null && validTo < definition.validFrom) ||
        (definition.validTo !== null && validFrom > definition.validTo),
    );
    need(isAlone, `${definition.version}: two indices of one level on one day`);
  }
  for (const row of published) {
    const definition = indices.find(({ version }) => version === row.version);
    need(known.has(row.source), `${row.place} ${row.period}: no document ${row.source}`);
    need(definition !== undefined, `${row.place} ${row.period}: no index ${row.version}`);
    const codes = new Set(definition ? leavesOf(definition).map(({ code }) => code) : []);
    for (const [code, a] of Object.entries(row.figures ?? {}))
      need(
        codes.has(code) && figureFault(null, { a, b: null }) === null,
        `${row.place} ${row.period}: ${code}`,
      );
  }
  for (const target of targets.targets) {
    need(known.has(target.document), `target ${target.code}: no document ${target.document}`);
    need(
      targets.goals.some(({ code }) => code === target.goal),
      `target ${target.code}: no goal ${target.goal}`,
    );
    for (const actual of target.actuals)
      need(actual.source.vi.length > 0, `target ${target.code}: an actual without a source`);
  }
  return faults;
}

/** The index of a level on a day; null when none was in force. */
export function indexOn(
  indices: readonly IndexDefinition[],
  level: IndexDefinition['level'],
  day: string,
): IndexDefinition | null {
  return (
    indices.find(
      (each) =>
        each.level === level && each.validFrom <= day && (each.validTo === null || day <= each.validTo),
    ) ?? null
  );
}
