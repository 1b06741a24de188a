// Reads the city's files on petitions and refuses a start with rules that do not fit together.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  BodiesFile,
  type Documents,
  DocumentsFile,
  type Refusal,
  RefusalsFile,
  RulesFile,
  type Topic,
  TopicsFile,
} from './rules-data.ts';

export interface PetitionRules {
  readonly rules: RulesFile;
  readonly refusals: readonly Refusal[];
  readonly topics: readonly Topic[];
  readonly documents: Documents;
  readonly bodies: BodiesFile;
}

/**
 * Reads the folder of the city's data.
 * @throws Error that names the file and the row when something is missing, misspelt or points to nothing.
 */
export function readPetitionRules(cityFolder: string): PetitionRules {
  const folder = join(cityFolder, 'petitions');
  const files = {
    rules: read(folder, 'rules.json', RulesFile),
    refusals: read(folder, 'refusals.json', RefusalsFile),
    topics: read(folder, 'topics.json', TopicsFile),
    documents: read(folder, 'documents.json', DocumentsFile),
    bodies: read(join(cityFolder, 'services'), 'bodies.json', BodiesFile),
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

/** References that lead nowhere, spans that end before they begin, numbers that contradict each other. */
export function faultsIn({ rules, refusals, topics, documents, bodies }: PetitionRules): readonly string[] {
  const faults: string[] = [];
  const need = (there: boolean, words: string): void => void (there || faults.push(words));
  const known = new Set(documents.map(({ code }) => code));
  const { note: _note, ...lists } = rules;
  const dated = [
    ...Object.values(lists).flat(),
    ...refusals.map((row) => ({ ...row, id: `refusal ${row.code}` })),
    ...topics.map((row) => ({ ...row, id: `topic ${row.code}` })),
  ];
  for (const row of dated) {
    need(known.has(row.document), `${row.id}: no document ${row.document}`);
    need(row.validTo === null || row.validFrom <= row.validTo, `${row.id}: ends before it begins`);
  }
  for (const row of rules.thresholds)
    need(row.least <= row.most, `${row.id}: the least is more than the most`);
  const least = Math.min(...rules.thresholds.map((row) => row.least));
  for (const row of rules.supporters)
    need(row.count < least, `${row.id}: as many first supporters as signatures that oblige`);
  for (const row of rules.ladder)
    need((row.share === null) !== (row.late === null), `${row.id}: a share of the term or a time after it`);
  const listed = new Set(bodies.bodies.map(({ code }) => code));
  for (const topic of topics) {
    need(listed.has(topic.city), `topic ${topic.code}: no body ${topic.city}`);
    need(topic.unit === 'commune' || listed.has(topic.unit), `topic ${topic.code}: no body ${topic.unit}`);
  }
  const keys = dated.map(({ id, validFrom }) => `${id} from ${validFrom}`);
  return [
    ...faults,
    ...keys.filter((key, at) => keys.indexOf(key) !== at).map((key) => `${key} stands twice`),
  ];
}
