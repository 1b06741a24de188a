// What the city's dated rules say on a day: people of a unit, signatures that oblige, terms, the ladder. Pure.
import {
  addCalendarDays,
  addWorkingTime,
  localDate,
  type WorkingCalendar,
  workingMinutesBetween,
} from '@city/kernel/time';
import type { RulesFile, TermName } from './rules-data.ts';

interface DatedRow {
  readonly validFrom: string;
  readonly validTo: string | null;
}

export function isValidOn({ validFrom, validTo }: DatedRow, day: string): boolean {
  return validFrom <= day && (validTo === null || day <= validTo);
}

/** The rows that hold on a day. */
export function on<R extends DatedRow>(list: readonly R[], day: string): readonly R[] {
  return list.filter((row) => isValidOn(row, day));
}

/** The one row that holds. @throws Error when the city's file leaves the day without one. */
function one<R extends DatedRow>(list: readonly R[], day: string, what: string): R {
  const row = on(list, day)[0];
  if (!row) throw new Error(`petitions/rules.json has no ${what} on ${day}`);
  return row;
}

/** A unit as far as the rules ask; null is the whole city. */
export type Asked = { readonly code: string; readonly kind: string } | null;

export interface Threshold {
  readonly people: number;
  readonly signatures: number;
  readonly supporters: number;
  readonly supportDays: number;
  /** Id of the row that says so, for everyone to look up. */
  readonly rule: string;
}

/** How many signatures oblige a body to answer a petition for a unit that is started on a day. */
export function thresholdFor(rules: RulesFile, asked: Asked, day: string): Threshold {
  const population = on(rules.population, day);
  const row = asked
    ? (population.find(({ unit }) => unit === asked.code) ??
      population.find(({ unit, kind }) => unit === '*' && kind === asked.kind))
    : population.find(({ unit }) => unit === 'city');
  if (!row) throw new Error(`petitions/rules.json knows no population of ${asked?.code ?? 'city'} on ${day}`);
  const step = on(rules.thresholds, day)
    .filter(({ peopleFrom }) => peopleFrom <= row.people)
    .sort((a, b) => b.peopleFrom - a.peopleFrom)[0];
  if (!step) throw new Error(`petitions/rules.json has no threshold for ${row.people} people on ${day}`);
  const exact = Math.ceil((row.people * step.perThousand) / 1000);
  const support = one(
    rules.supporters.filter(({ scope }) => scope === (asked ? 'unit' : 'city')),
    day,
    'number of supporters',
  );
  return {
    people: row.people,
    signatures: Math.min(step.most, Math.max(step.least, exact)),
    supporters: support.count,
    supportDays: support.days,
    rule: step.id,
  };
}

/** When a term that begins at a moment is over. */
export function termEnd(rules: RulesFile, what: TermName, from: Date, calendar: WorkingCalendar): Date {
  const row = one(
    rules.terms.filter((term) => term.what === what),
    localDate(from),
    `term for ${what}`,
  );
  return row.unit === 'working-days'
    ? addWorkingTime(from, { days: row.amount }, calendar)
    : addCalendarDays(from, row.amount, calendar);
}

export const levelNeeded = (rules: RulesFile, at: Date): number =>
  one(rules.level, localDate(at), 'level of authentication').level;
export const startsAllowed = (rules: RulesFile, at: Date): { count: number; days: number } =>
  one(rules.starts, localDate(at), 'number of starts');
export const suggestFrom = (rules: RulesFile, at: Date): number =>
  one(rules.alike, localDate(at), 'likeness').suggestFrom;

export interface Rung {
  readonly level: number;
  readonly at: Date;
  readonly tell: RulesFile['ladder'][number]['tell'];
}

/**
 * The next rung above the one reached; null at the top. Rungs are those of the day on which the term began, so that a changed
 * ladder does not judge old promises.
 */
export function nextRung(
  rules: RulesFile,
  calendar: WorkingCalendar,
  term: { readonly from: Date; readonly due: Date; readonly escalation: number },
): Rung | null {
  const next = on(rules.ladder, localDate(term.from))
    .filter(({ level }) => level > term.escalation)
    .sort((a, b) => a.level - b.level)[0];
  if (!next) return null;
  return { level: next.level, tell: next.tell, at: rungAt(next, calendar, term) };
}

function rungAt(
  { share, late }: RulesFile['ladder'][number],
  calendar: WorkingCalendar,
  { from, due }: { readonly from: Date; readonly due: Date },
): Date {
  if (late !== null)
    return addWorkingTime(
      due,
      late.unit === 'working-days' ? { days: late.amount } : { hours: late.amount },
      calendar,
    );
  if (share === null || share === 1) return due;
  return addWorkingTime(from, { minutes: workingMinutesBetween(from, due, calendar) * share }, calendar);
}
