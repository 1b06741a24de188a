// Which rule of privacy holds on a day, and the due times that come of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { addCalendarDays, addWorkingTime, type WorkingCalendar } from '@city/kernel/time';
import {
  type BreachClock,
  type ChildRule,
  DocumentsFile,
  type ExportTerm,
  type LegalDocument,
  type Purpose,
  PurposesFile,
  type Right,
  type RightKind,
  RightsFile,
} from './rules-data.ts';

export interface Rules {
  rightOn(kind: RightKind, day: string): Right;
  breachOn(day: string): BreachClock;
  exportOn(day: string): ExportTerm;
  childOn(day: string): ChildRule;
  purposesOn(day: string): readonly Purpose[];
  document(code: string): LegalDocument;
}

/**
 * Reads the folder of rules.
 * @throws Error that names what is misspelt, points to nothing or stands twice for one day.
 */
export function readRules(folder: string): Rules {
  const file = read(folder, 'rights.json', RightsFile);
  const { purposes } = read(folder, 'purposes.json', PurposesFile);
  const documents = new Map(read(folder, 'documents.json', DocumentsFile).map((one) => [one.code, one]));
  const all = [...file.rights, ...file.breach, ...file.exports, ...file.children, ...purposes];
  const faults = faultsIn(all, documents);
  if (faults.length > 0) throw new Error(`${folder}: ${faults.join('; ')}`);
  const one = <T extends Dated>(rows: readonly T[], day: string, what: string): T => {
    const row = rows.find((candidate) => holds(candidate, day));
    if (!row) throw new Error(`${folder}: no rule of ${what} on ${day}`);
    return row;
  };
  return {
    rightOn: (kind, day) =>
      one(
        file.rights.filter((row) => row.kind === kind),
        day,
        kind,
      ),
    breachOn: (day) => one(file.breach, day, 'breaches'),
    exportOn: (day) => one(file.exports, day, 'exports'),
    childOn: (day) => one(file.children, day, 'children'),
    purposesOn: (day) => purposes.filter((row) => holds(row, day)),
    document: (code) => documents.get(code) as LegalDocument,
  };
}

type Dated = Pick<Right, 'id' | 'document' | 'validFrom' | 'validTo'>;

function holds({ validFrom, validTo }: Dated, day: string): boolean {
  return validFrom <= day && (validTo === null || day <= validTo);
}

function faultsIn(rows: readonly Dated[], documents: ReadonlyMap<string, unknown>): string[] {
  return rows.flatMap((row, at) => {
    const faults: string[] = [];
    if (!documents.has(row.document)) faults.push(`${row.id}: unknown document ${row.document}`);
    if (row.validTo !== null && row.validTo < row.validFrom) faults.push(`${row.id}: ends before it begins`);
    const twice = rows.some(
      (other, n) =>
        n < at && other.id === row.id && (holds(other, row.validFrom) || holds(row, other.validFrom)),
    );
    return twice ? [...faults, `${row.id}: stands twice for one day`] : faults;
  });
}

function read<S extends TSchema>(folder: string, name: string, schema: S): Static<S> {
  const file = join(folder, name);
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const check = Compile(schema);
  if (check.Check(value)) return value as Static<S>;
  const fault = check.Errors(value)[0];
  throw new Error(`${file}${fault?.instancePath ?? ''}: ${fault?.message ?? 'is not valid'}`);
}

/** The due times of a request as it stands: when to respond, when to be done, and how far one extension may reach. */
export interface DueTimes {
  readonly respondBy: Date;
  readonly resolveBy: Date;
  readonly extendedTo: Date;
}

/** Terms begin when the request has come (Civil Code art. 147: the day itself is not counted in calendar days). */
export function dueTimes(
  right: Right,
  askedAt: Date,
  withOthers: boolean,
  calendar: WorkingCalendar,
): DueTimes {
  const term = withOthers ? right.resolveWithOthers : right.resolve;
  const [respondBy, resolveBy] = [after(askedAt, right.respond, calendar), after(askedAt, term, calendar)];
  return {
    // Over Tết ten calendar days end before two working days do: whoever is due an end is due a response by then.
    respondBy: respondBy < resolveBy ? respondBy : resolveBy,
    resolveBy,
    extendedTo: after(askedAt, { ...term, amount: term.amount + right.extension.amount }, calendar),
  };
}

function after(start: Date, term: Right['resolve'], calendar: WorkingCalendar): Date {
  return term.unit === 'working-days'
    ? addWorkingTime(start, { days: term.amount }, calendar)
    : addCalendarDays(start, term.amount, calendar);
}

/** Hours of the clock of a breach run day and night (Law 91/2025 Art. 23). */
export function hoursAfter(start: Date, hours: number): Date {
  return new Date(start.getTime() + hours * 3600 * 1000);
}
