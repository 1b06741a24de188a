// Which term of law holds for a matter on a day, and the due time that comes of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  type Deadline,
  dueAt,
  extendDeadline,
  startDeadline,
  type Term,
  type WorkingCalendar,
} from '@city/kernel/time';
import {
  DocumentsFile,
  type Kind,
  type LegalDocument,
  ReceiversFile,
  type TermRow,
  TermsFile,
} from './rules-data.ts';

/** What the law asks about a matter to find its terms. */
export interface Lawful {
  readonly kind: Kind;
  readonly round: 1 | 2;
  readonly remote: boolean;
}

export interface Rules {
  readonly terms: TermsFile;
  readonly receivers: ReceiversFile;
  readonly documents: ReadonlyMap<string, LegalDocument>;
}

/**
 * Reads the folder of rules.
 * @throws Error that names what is misspelt, points to nothing or stands twice for one day.
 */
export function readRules(folder: string): Rules {
  const rules: Rules = {
    terms: read(folder, 'terms.json', TermsFile),
    receivers: read(folder, 'receivers.json', ReceiversFile),
    documents: new Map(read(folder, 'documents.json', DocumentsFile).map((one) => [one.code, one])),
  };
  const faults = faultsIn(rules);
  if (faults.length > 0) throw new Error(`${folder}: ${faults.join('; ')}`);
  return rules;
}

function read<S extends TSchema>(folder: string, name: string, schema: S): Static<S> {
  const file = join(folder, name);
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const check = Compile(schema);
  if (check.Check(value)) return value as Static<S>;
  const fault = check.Errors(value)[0];
  throw new Error(`${file}${fault?.instancePath ?? ''}: ${fault?.message ?? 'is not valid'}`);
}

/** Rows that name nothing, end before they begin, or overlap another of the same id. */
export function faultsIn({ terms, receivers, documents }: Rules): string[] {
  const codes = new Set(receivers.bodies.map(({ code }) => code));
  const dated = [
    ...terms.terms,
    ...terms.remoteUnits,
    ...terms.dialogue,
    ...receivers.bodies.map((body) => ({ ...body, id: body.code })),
  ];
  const superiors = [receivers.commune, ...receivers.bodies];
  return [
    ...dated.filter((row) => !documents.has(row.document)).map((row) => `${row.id}: no ${row.document}`),
    ...dated.filter((row) => (row.validTo ?? '9999') < row.validFrom).map((row) => `${row.id}: ends early`),
    ...superiors
      .filter(({ superior }) => superior !== null && !codes.has(superior))
      .map(({ code, superior }) => `${code}: no body ${superior}`),
    ...dated
      .filter((row, at) => dated.some((other, i) => i < at && other.id === row.id && overlap(other, row)))
      .map((row) => `${row.id}: stands twice from ${row.validFrom}`),
  ];
}

interface Span {
  readonly validFrom: string;
  readonly validTo: string | null;
}

const overlap = (a: Span, b: Span): boolean =>
  a.validFrom <= (b.validTo ?? '9999') && b.validFrom <= (a.validTo ?? '9999');

export const isValidOn = (row: Span, day: string): boolean =>
  row.validFrom <= day && day <= (row.validTo ?? '9999');

/** The row for a step on a day (YYYY-MM-DD); undefined when no law is known for it. */
export function termRow(
  rules: Rules,
  step: TermRow['step'],
  matter: Lawful,
  day: string,
): TermRow | undefined {
  return rules.terms.terms.find(
    (row) =>
      row.step === step &&
      row.kind === matter.kind &&
      (row.round === null || row.round === matter.round) &&
      (row.remote === null || row.remote === matter.remote) &&
      isValidOn(row, day),
  );
}

/** The clock of a step, from the moment it begins. */
export function clockOf(rules: Rules, row: TermRow, startedAt: Date): Deadline {
  return startDeadline(startedAt, termOf(rules, row, row.amount));
}

function termOf(rules: Rules, row: TermRow, amount: number): Term {
  const number = rules.documents.get(row.document)?.number ?? row.document;
  return { amount, unit: row.unit, source: row.article ? `${number}, ${row.article}` : number };
}

/** The same clock with its next extension, or null when the law knows no further one. */
export function extended(rules: Rules, row: TermRow, clock: Deadline): Deadline | null {
  const amount = row.extensions[clock.extensions.length];
  return amount === undefined ? null : extendDeadline(clock, termOf(rules, row, amount));
}

/** When the law wants an action of the person at the latest, from the day they learnt of the decision. */
export function timeLimit(
  rules: Rules,
  calendar: WorkingCalendar,
  matter: Lawful,
  learnedAt: Date,
  day: string,
): Date | null {
  const row = termRow(rules, 'file', matter, day);
  return row ? dueAt(clockOf(rules, row, learnedAt), calendar) : null;
}

export function isRemote(rules: Rules, unitCode: string | null, day: string): boolean {
  return rules.terms.remoteUnits.some((row) => row.unit === unitCode && isValidOn(row, day));
}

/** Whether the body must hear the person before deciding. */
export function needsDialogue(rules: Rules, matter: Lawful, day: string): boolean {
  return rules.terms.dialogue.some(
    (row) =>
      row.kind === matter.kind && (row.round === null || row.round === matter.round) && isValidOn(row, day),
  );
}
