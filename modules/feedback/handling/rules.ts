// What the city's dated rules say about handling: who approves, which answers need a picture, how long one waits, the ladder.
import { addWorkingTime, localDate, type WorkingCalendar, workingMinutesBetween } from '@city/kernel/time';
import type { ReportRow } from '../cases/tables.ts';
import { type HandlingFile, isValidOn, type Severity } from '../services/city-data.ts';

type Row = HandlingFile[keyof HandlingFile][number];

function on<R extends Row>(rows: readonly R[], at: Date): readonly R[] {
  const day = localDate(at);
  return rows.filter((row) => isValidOn(row, day));
}

/** Whether an answer to this matter needs a leader's word before it is published. */
export function needsApproval(
  rules: HandlingFile,
  matter: { service: string; severity: Severity },
  at: Date,
): boolean {
  return on(rules.approval, at).some(
    ({ service, severity }) =>
      (service === '*' || service === matter.service) && (severity === null || severity === matter.severity),
  );
}

/** How many metres from the pin the picture of an answer may lie; null where no picture is asked for. */
export function evidenceWithin(rules: HandlingFile, service: string, at: Date): number | null {
  const row = on(rules.evidence, at).find((one) => one.service === '*' || one.service === service);
  return row?.metres ?? null;
}

/** Until when the clock stands still for an answer of the reporter. */
export function waitUntil(rules: HandlingFile, calendar: WorkingCalendar, askedAt: Date): Date {
  const days = on(rules.waiting, askedAt)[0]?.workingDays ?? 0;
  return addWorkingTime(askedAt, { days }, calendar);
}

/** When and how the reporter is asked weeks after closing; null when nobody is asked. */
export function surveyRule(rules: HandlingFile, at: Date): HandlingFile['survey'][number] | null {
  return on(rules.survey, at)[0] ?? null;
}

/** How often a term may be extended, and by which share of itself at most. */
export function extensionRule(rules: HandlingFile, at: Date): { count: number; share: number } {
  const row = on(rules.extensions, at)[0];
  return row ? { count: row.count, share: row.share } : { count: 0, share: 0 };
}

type Promise = Pick<ReportRow, 'filed_at' | 'due_at'>;

/** From when on a change of category needs the coordinator: a share of the working time between filing and promise. */
export function lateInTermFrom(rules: HandlingFile, calendar: WorkingCalendar, report: Promise): Date | null {
  const share = on(rules.recategorise, report.filed_at)[0]?.share;
  if (report.due_at === null || share === undefined) return null;
  return shareOfTerm(calendar, report.filed_at, report.due_at, share);
}

function shareOfTerm(calendar: WorkingCalendar, from: Date, due: Date, share: number): Date {
  const minutes = Math.max(0, workingMinutesBetween(from, due, calendar)) * share;
  return share === 1 ? due : addWorkingTime(from, { minutes }, calendar);
}

export interface Rung {
  readonly level: number;
  readonly at: Date;
  readonly tell: HandlingFile['ladder'][number]['tell'];
}

/**
 * The next rung above the one reached; null without a promise, while the clock stands still, and at the top.
 * Rungs are those of the day of filing, so that a changed ladder does not judge old promises.
 */
export function nextRung(
  rules: HandlingFile,
  calendar: WorkingCalendar,
  report: Promise & Pick<ReportRow, 'escalation'>,
): Rung | null {
  const { due_at: due, filed_at: from, escalation } = report;
  if (due === null) return null;
  const next = on(rules.ladder, from)
    .filter(({ level }) => level > escalation)
    .sort((one, other) => one.level - other.level)[0];
  if (!next) return null;
  const at =
    next.late === null
      ? shareOfTerm(calendar, from, due, next.share ?? 1)
      : addWorkingTime(due, amountOf(next.late), calendar);
  return { level: next.level, at, tell: next.tell };
}

function amountOf({ amount, unit }: { amount: number; unit: string }): { days: number } | { hours: number } {
  return unit === 'working-hours' ? { hours: amount } : { days: amount };
}

/** Words to start from for one use, those of the service before those for all. */
export function templatesFor(rules: HandlingFile, service: string, at: Date): HandlingFile['templates'] {
  const fitting = on(rules.templates, at).filter((row) => row.service === '*' || row.service === service);
  return [...fitting].sort((one, other) => Number(one.service === '*') - Number(other.service === '*'));
}
