// Keeps the sender of a report from sending for a while: dated, with the reason, by whom, and where to object.
import { AppError } from '@city/kernel/errors';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import { liftBan, putBan, senderOf } from './ban.store.ts';
import { moderationRule } from './moderation-data.ts';
import { keepDecision } from './moderation.store.ts';
import type { SenderKind } from './sender-kinds.ts';

/** @throws AppError `sender_unknown` (409) when nothing of this kind is remembered; `ban_too_long`. */
export async function banSender(
  tx: FeedbackTx,
  city: Pick<FeedbackCity, 'rules'>,
  report: ReportRow,
  ban: { readonly kind: SenderKind; readonly days: number; readonly reason: string },
): Promise<void> {
  const rule = moderationRule(city.rules.moderation, 'bans', tx.now);
  if (ban.days > rule.mostDays)
    throw new AppError('ban_too_long', { field: '/days', params: { most: rule.mostDays } });
  const key = (await senderOf(tx, report.report_id))?.[ban.kind];
  if (!key) throw new AppError('sender_unknown', { field: '/kind' });
  const reason = ban.reason.trim();
  const untilAt = new Date(tx.now.getTime() + ban.days * 86_400_000);
  await putBan(tx, {
    kind: ban.kind,
    key,
    untilAt,
    reason,
    appealVi: rule.appeal.vi,
    appealEn: rule.appeal.en,
    reportId: report.report_id,
  });
  await keepDecision(tx, {
    reportId: report.report_id,
    action: 'ban',
    reason,
    after: { kind: ban.kind, until: untilAt.toISOString() },
  });
  tx.trail({
    action: 'sender.ban',
    object: { type: 'report', id: report.report_id },
    detail: { trackingCode: report.tracking_code, kind: ban.kind, days: ban.days },
  });
}

/** Ends a ban before its time. @throws AppError `not_found`. */
export async function endBan(tx: FeedbackTx, banId: string, why: string): Promise<void> {
  if (!(await liftBan(tx, banId, why))) throw new AppError('not_found');
  tx.trail({ action: 'sender.ban.lift', object: { type: 'ban', id: banId } });
}
