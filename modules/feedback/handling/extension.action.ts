// More time: an officer asks with a reason, another person who leads decides; the first promise stays for statistics.
import { AppError } from '@city/kernel/errors';
import { type FeedbackTx, historyOf } from '../cases/report.store.ts';
import { isInScope } from '../cases/deputy-scope.ts';
import { decide } from '../cases/states.ts';
import { type Opened, takeStep } from '../cases/step.ts';
import type { ReportRow, RequestRow } from '../cases/tables.ts';
import { deadlineOf, dueOf } from '../deadlines/rebuild.ts';
import { decideRequest, insertRequest, openRequest } from './request.store.ts';
import { extensionRule } from './rules.ts';

export interface Extension {
  readonly amount: number;
  readonly unit: NonNullable<RequestRow['unit']>;
  readonly reason: string;
}

/**
 * Asks for an extension. The term goes on until it is decided.
 * @throws AppError `report_extended_too_often`, `report_extension_too_long`, `report_no_promise`, `report_request_open`.
 */
export async function askExtension(tx: FeedbackTx, opened: Opened, input: Extension): Promise<ReportRow> {
  const { report, circumstances } = opened;
  if (!opened.who.some((role) => role === 'holder' || role === 'coordinator'))
    throw new AppError('forbidden');
  const decision = decide(report.state, 'extend', ['leader'], circumstances);
  if (!decision.allowed)
    throw decision.why === 'extensions-left'
      ? new AppError('report_extended_too_often', { params: { count: circumstances.extensions } })
      : new AppError('report_step_not_possible');
  await checkLength(tx, opened, input);
  const kept = await insertRequest(tx, {
    report_id: report.report_id,
    kind: 'extension',
    asked_at: tx.now,
    asked_by: tx.actor.id ?? '',
    asked_title: tx.actor.post?.title ?? '',
    body_code: report.body_code,
    reason: input.reason.trim(),
    amount: input.amount,
    unit: input.unit,
    words: null,
    photos: [],
  });
  if (!kept) throw new AppError('report_request_open');
  trail(tx, report, 'report.extension.ask', { amount: input.amount, unit: input.unit });
  return report;
}

/** An extension is in the same kind of days as the term, and at most the share of it that the rules allow. */
async function checkLength(tx: FeedbackTx, { report, city }: Opened, input: Extension): Promise<void> {
  const events = await historyOf(tx, report.report_id);
  const term = deadlineOf(city.rules.deadlines, report, events)?.term;
  if (!term) throw new AppError('report_no_promise');
  const hours = (amount: number, unit: string): number =>
    unit === 'working-days' ? (amount * city.calendar.dayMinutes) / 60 : amount;
  const sameKind = (input.unit === 'calendar-days') === (term.unit === 'calendar-days');
  const { share } = extensionRule(city.rules.handling, report.filed_at);
  if (!sameKind || hours(input.amount, input.unit) > hours(term.amount, term.unit) * share)
    throw new AppError('report_extension_too_long', {
      field: 'amount',
      params: { most: `${term.amount * share} ${term.unit}` },
    });
}

/**
 * Grants or refuses what was asked for.
 * @throws AppError `report_request_missing`, `report_own_request`, `report_reason_needed` for a refusal without words.
 */
export async function decideExtension(
  tx: FeedbackTx,
  opened: Opened,
  input: { approve: boolean; words?: string | undefined },
): Promise<ReportRow> {
  const { report, city } = opened;
  const request = await requestToDecide(tx, opened, 'extension');
  const words = input.words?.trim() || null;
  if (!input.approve) {
    if (words === null) throw new AppError('report_reason_needed', { field: 'words' });
    await decideRequest(tx, request, { decision: 'refused', words });
    trail(tx, report, 'report.extension.refuse', { request: request.request_no });
    return report;
  }
  const detail = { amount: request.amount, unit: request.unit };
  const events = await historyOf(tx, report.report_id);
  const due = dueOf(city.rules.deadlines, city.calendar, report, [
    ...events,
    { action: 'extend', at: tx.now, detail },
  ]);
  if (due === undefined) throw new AppError('report_no_promise');
  const after = await takeStep(tx, opened, {
    action: 'extend',
    reason: request.reason,
    words,
    detail,
    patch: { due_at: due, extended_n: report.extended_n + 1, escalation: 0 },
  });
  await decideRequest(tx, request, { decision: 'approved', words });
  return after;
}

/** The request that the opener may decide: one waits, they lead, and it is not their own. */
export async function requestToDecide(
  tx: FeedbackTx,
  { report, who }: Opened,
  kind: RequestRow['kind'],
): Promise<RequestRow> {
  if (!who.includes('leader') && !who.includes('coordinator')) throw new AppError('forbidden');
  if (!isInScope(tx.actor, 'approve')) throw new AppError('report_beyond_deputy');
  const request = await openRequest(tx, report.report_id, kind);
  if (!request) throw new AppError('report_request_missing');
  if (request.asked_by === tx.actor.id) throw new AppError('report_own_request');
  return request;
}

function trail(tx: FeedbackTx, report: ReportRow, action: string, detail: Record<string, unknown>): void {
  tx.trail({
    action,
    object: { type: 'report', id: report.report_id },
    detail: { trackingCode: report.tracking_code, ...detail },
  });
}
