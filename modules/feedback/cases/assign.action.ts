// Gives a report to one officer of the body, or hands it over to another body: due times do not move.
import { AppError } from '@city/kernel/errors';
import { localDate } from '@city/kernel/time';
import type { BodyRegister } from '../routing/body-register.ts';
import type { FeedbackTx } from './report.store.ts';
import { type Opened, takeStep } from './step.ts';
import type { ReportRow } from './tables.ts';

export interface AssignTo {
  readonly me?: boolean;
  readonly handler?: { readonly id: string; readonly title: string };
  readonly body?: string;
  readonly reason?: string;
}

/** @throws AppError `report_assign_to_whom` unless exactly one of me, handler and body is given; see `handOver`. */
export function assignReport(
  tx: FeedbackTx,
  bodies: BodyRegister,
  opened: Opened,
  to: AssignTo,
): Promise<ReportRow> {
  const ways = [to.me === true, to.handler !== undefined, to.body !== undefined].filter(Boolean).length;
  if (ways !== 1) throw new AppError('report_assign_to_whom', { field: 'handler' });
  if (to.body !== undefined) return handOver(tx, bodies, opened, to.body, to.reason);
  const handler = to.handler ?? { id: tx.actor.id ?? '', title: tx.actor.post?.title ?? '' };
  return takeStep(tx, opened, {
    action: 'assign',
    patch: { handler_id: handler.id, handler_title: handler.title },
  });
}

/** @throws AppError `report_body_unknown`, `report_same_body`, `report_reason_needed`. */
function handOver(
  tx: FeedbackTx,
  bodies: BodyRegister,
  opened: Opened,
  code: string,
  reason: string | undefined,
): Promise<ReportRow> {
  const body = bodies.on(code, localDate(tx.now));
  if (!body) throw new AppError('report_body_unknown', { field: 'body' });
  if (body.code === opened.report.body_code) throw new AppError('report_same_body', { field: 'body' });
  if (!reason?.trim()) throw new AppError('report_reason_needed', { field: 'reason' });
  return takeStep(tx, opened, {
    action: 'hand_over',
    toBody: body.code,
    reason,
    patch: { body_code: body.code, handler_id: null, handler_title: null },
  });
}
