// Another category: the term is that of the new one from the beginning, while the first promise stays for statistics.
import { AppError } from '@city/kernel/errors';
import { localDate } from '@city/kernel/time';
import { type FeedbackTx, historyOf } from '../cases/report.store.ts';
import { type Opened, takeStep } from '../cases/step.ts';
import type { ReportRow } from '../cases/tables.ts';
import { policyFor } from '../deadlines/deadline.ts';
import { dueOf } from '../deadlines/rebuild.ts';
import { weigh } from '../services/catalogue.ts';

/**
 * Late in the term only the coordinator may do this: it would move the promise.
 * @throws AppError `report_service_unknown`, `report_same_service`, `report_too_late_to_recategorise`.
 */
export async function recategoriseReport(
  tx: FeedbackTx,
  opened: Opened,
  input: { service: string; reason: string },
): Promise<ReportRow> {
  const { report, city } = opened;
  const { rules, calendar } = city;
  const service = rules.catalogue.find(input.service, localDate(tx.now));
  if (!service) throw new AppError('report_service_unknown', { field: 'service' });
  if (service.code === report.service) throw new AppError('report_same_service', { field: 'service' });
  const { severity, priority } = weigh(service, report.words);
  const day = localDate(report.filed_at);
  const policy = policyFor(rules.deadlines, { service: service.code, severity, kind: report.kind, day });
  const next = { ...report, deadline_policy: policy?.id ?? null };
  const events = await historyOf(tx, report.report_id);
  const due = dueOf(rules.deadlines, calendar, next, events);
  return takeStep(tx, opened, {
    action: 'recategorise',
    reason: input.reason,
    detail: { from: report.service, to: service.code, policy: policy?.id ?? null },
    patch: {
      service: service.code,
      severity,
      priority,
      deadline_policy: policy?.id ?? report.deadline_policy,
      // Where nothing was promised, or nothing is now, the promise made stays.
      due_at: report.due_at === null || due === undefined || due === null ? report.due_at : due,
    },
  });
}
