// One step of a report: find and lock it, ask the state machine, write row, event and trail, say it to the city.
import type { Actor } from '@city/kernel/access';
import { hold } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { localDate, type WorkingCalendar } from '@city/kernel/time';
import { returnsAllowed } from '../deadlines/deadline.ts';
import { eventOf, factsOf } from '../events.ts';
import { extensionRule, lateInTermFrom, needsApproval, nextRung } from '../handling/rules.ts';
import type { CityRules } from '../services/city-files.ts';
import { isInScope, scopeOfStep } from './deputy-scope.ts';
import type { ReporterKeys } from './reporter-key.ts';
import { type FeedbackTx, findReport, lockReport, type ReportPatch, writeStep } from './report.store.ts';
import { accessIsOwn } from './reporter.access.ts';
import {
  type Circumstances,
  decide,
  type Decision,
  possibleActions,
  isOpen,
  isSideState,
  type ReportAction,
  type Who,
} from './states.ts';
import type { PhotoRow, ReportRow } from './tables.ts';
import { parseTrackingCode } from './tracking-code.ts';

export interface Opened {
  readonly report: ReportRow;
  readonly who: readonly Who[];
  readonly circumstances: Circumstances;
  readonly city: StepCity;
  /** Whoever opened it: one who stands in for a post may do less than its holder. */
  readonly actor: Actor;
}

/** What a step needs of the city. */
export interface StepCity {
  readonly rules: CityRules;
  readonly keys: ReporterKeys;
  readonly calendar: WorkingCalendar;
}

/** How someone shows to be the reporter, and which version of the report they saw. */
export interface Showing {
  readonly key?: string | undefined;
  /** From `If-Match`. */
  readonly version?: number | undefined;
}

/**
 * The canonical form of a code.
 * @throws AppError `report_not_found`, or `report_code_mistyped` when one symbol is wrong.
 */
export function readCode(rules: CityRules, text: string): string {
  const parsed = parseTrackingCode(rules.bodies.trackingPrefix, text);
  if (parsed.ok) return parsed.code;
  throw new AppError(parsed.why === 'mistyped' ? 'report_code_mistyped' : 'report_not_found', {
    field: 'code',
  });
}

/**
 * A report for reading. What the public may not see looks unknown to those who have no part in it.
 * @throws AppError `report_not_found`.
 */
export async function openForReading(
  tx: FeedbackTx,
  city: StepCity,
  text: string,
  showing: Showing = {},
): Promise<Opened> {
  const report = await findReport(tx, readCode(city.rules, text));
  return seen(tx, city, report, showing);
}

/**
 * A report for a step, locked until the transaction ends.
 * @throws AppError `report_not_found`; `version_mismatch` (412) when it has moved on since it was seen.
 */
export async function openForStep(
  tx: FeedbackTx,
  city: StepCity,
  text: string,
  showing: Showing = {},
): Promise<Opened> {
  const report = await lockReport(tx, readCode(city.rules, text));
  const opened = await seen(tx, city, report, showing);
  if (showing.version !== undefined && showing.version !== opened.report.version)
    throw new AppError('version_mismatch');
  return opened;
}

async function seen(
  tx: FeedbackTx,
  city: StepCity,
  report: ReportRow | undefined,
  showing: Showing,
): Promise<Opened> {
  if (!report) throw new AppError('report_not_found', { field: 'code' });
  const who = await rolesOf(tx, city.keys, report, showing.key);
  // A report that left for a procedure of its own is no longer an office's to read here.
  const isGone = report.state === 'transferred' && !who.includes('reporter') && !who.includes('clock');
  if (isGone || (report.visibility !== 'public' && who.length === 0))
    throw new AppError('report_not_found', { field: 'code' });
  return { report, who, circumstances: circumstancesOf(city, report, tx.now), city, actor: tx.actor };
}

/** The roles that the transaction's actor has towards a report. */
async function rolesOf(
  tx: FeedbackTx,
  keys: ReporterKeys,
  report: ReportRow,
  key: string | undefined,
): Promise<Who[]> {
  const who: Who[] = [];
  if (holds(tx.actor, report.body_code)) {
    who.push('holder');
    if (tx.actor.post?.role === 'leader') who.push('leader');
  }
  if (coordinates(tx.actor)) who.push('coordinator');
  if (tx.actor.kind === 'system') who.push('clock');
  const isShown = keys.fits(report.report_id, key);
  if (isShown) await hold(tx, report.report_id);
  if (isShown || (await accessIsOwn(tx, report.report_id))) who.push('reporter');
  return who;
}

const handlingRoles = ['officer', 'coordinator', 'leader'];

/** An officer acting from a post of the body, in a role that handles reports. */
export function holds(actor: Actor, bodyCode: string): boolean {
  return actor.kind === 'officer' && actor.post?.body === bodyCode && handlingRoles.includes(actor.post.role);
}

export function coordinates(actor: Actor): boolean {
  return actor.kind === 'officer' && actor.post?.role === 'coordinator';
}

function circumstancesOf({ rules, calendar }: StepCity, report: ReportRow, now: Date): Circumstances {
  const instant = (at: Date | null): number | null => at?.getTime() ?? null;
  return {
    returns: report.returned_n,
    returnsAllowed: returnsAllowed(rules.deadlines, localDate(report.filed_at)),
    now: now.getTime(),
    reopenUntil: instant(report.reopen_until),
    rated: report.rating !== null,
    before: report.before_state,
    needsApproval: needsApproval(rules.handling, report, report.filed_at),
    lateInTermFrom: instant(lateInTermFrom(rules.handling, calendar, report)),
    extensions: report.extended_n,
    extensionsAllowed: extensionRule(rules.handling, report.filed_at).count,
    waitUntil: instant(report.wait_until),
    rungAt: instant(report.escalate_at),
  };
}

/** Asks the state machine about a row at hand, for work in batches. */
export function stepDecision(
  city: StepCity,
  report: ReportRow,
  action: ReportAction,
  who: readonly Who[],
  now: Date,
): Decision {
  return decide(report.state, action, who, circumstancesOf(city, report, now));
}

/** What the opener may do now. */
export function actionsOf({ report, who, circumstances, actor }: Opened): ReportAction[] {
  return possibleActions(report.state, who, circumstances).filter((action) =>
    isInScope(actor, scopeOfStep(report.state, action)),
  );
}

export interface Step {
  readonly action: ReportAction;
  readonly patch?: ReportPatch;
  /** Said to the public. */
  readonly words?: string | null;
  readonly reason?: string | null;
  readonly toBody?: string | null;
  readonly photos?: readonly PhotoRow[];
  /** Public facts that others can compute with. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Takes the step.
 * @returns the report as it is now.
 * @throws AppError: `report_beyond_deputy` (403), `report_step_not_possible` (409), `forbidden` or `report_not_yours` (403), or the condition that failed.
 */
export async function takeStep(tx: FeedbackTx, opened: Opened, step: Step): Promise<ReportRow> {
  const { report } = opened;
  // Who has no part in a report is not told where it stands.
  if (opened.who.length === 0) throw refusal('not-you', tx.actor, opened);
  if (!isInScope(tx.actor, scopeOfStep(report.state, step.action)))
    throw new AppError('report_beyond_deputy');
  const decision = decide(report.state, step.action, opened.who, opened.circumstances);
  if (!decision.allowed) throw refusal(decision.why, tx.actor, opened);
  const patch = patchOf(opened, { ...step.patch, state: decision.to });
  const after: ReportRow = { ...report, ...patch, version: report.version + 1, changed_at: tx.now };
  await writeStep(
    tx,
    report,
    patch,
    {
      report_id: report.report_id,
      seq: after.version,
      at: tx.now,
      actor_kind: actorKind(opened.who),
      body_code: tx.actor.post?.body ?? null,
      action: step.action,
      from_state: report.state,
      to_state: decision.to,
      to_body: step.toBody ?? null,
      words: step.words?.trim() || null,
      reason: step.reason?.trim() || null,
      due_at: after.due_at,
      detail: step.detail ?? null,
    },
    step.photos,
  );
  tx.trail({
    action: `report.${step.action}`,
    object: { type: 'report', id: report.report_id },
    detail: { trackingCode: report.tracking_code, from: report.state, to: decision.to, seq: after.version },
  });
  tx.emit(eventOf(step.action), report.report_id, factsOf(after, tx.now));
  return after;
}

/** What follows from the new state: where a side state leads back to, and when the next rung of the ladder is due. */
function patchOf({ report, city }: Opened, patch: ReportPatch & Pick<ReportRow, 'state'>): ReportPatch {
  const after = { ...report, ...patch };
  const entered = after.state !== report.state && isSideState(after.state);
  const before = entered ? report.state : isSideState(after.state) ? report.before_state : null;
  const rung = isOpen(after.state) ? nextRung(city.rules.handling, city.calendar, after) : null;
  return { ...patch, before_state: before, escalate_at: rung?.at ?? null };
}

/** The city's own hand that writes down a reporter's message has the reporter's role alone. */
function actorKind(who: readonly Who[]): 'reporter' | 'office' | 'system' {
  if (who.includes('holder') || who.includes('coordinator')) return 'office';
  return who.includes('clock') ? 'system' : 'reporter';
}

function refusal(
  why: Exclude<Decision, { allowed: true }>['why'],
  actor: Actor,
  { circumstances }: Opened,
): AppError {
  switch (why) {
    case 'not-from-here':
      return new AppError('report_step_not_possible');
    case 'not-you':
      return new AppError(actor.kind === 'officer' ? 'forbidden' : 'report_not_yours');
    case 'returns-left':
      return new AppError('report_returned_too_often', { params: { count: circumstances.returns } });
    case 'within-window':
      return new AppError('report_window_over');
    case 'window-over':
      return new AppError('report_step_not_possible');
    case 'not-rated':
      return new AppError('report_already_rated');
    case 'no-approval-needed':
      return new AppError('report_needs_approval');
    case 'early-in-term':
      return new AppError('report_too_late_to_recategorise');
    case 'extensions-left':
      return new AppError('report_extended_too_often', { params: { count: circumstances.extensions } });
    case 'wait-over':
    case 'rung-due':
      return new AppError('report_step_not_possible');
  }
}
