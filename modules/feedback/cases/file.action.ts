// Files a report: its rows, its trail entry and its event in one transaction.
import { eventOf, factsOf } from '../events.ts';
import type { NewCase } from './filing.ts';
import { type FeedbackTx, insertReports } from './report.store.ts';

export async function fileReport(tx: FeedbackTx, made: NewCase): Promise<void> {
  const { report } = made;
  await insertReports(tx, [made]);
  tx.trail({
    action: 'report.file',
    object: { type: 'report', id: report.report_id },
    subject: made.reporter?.person_id ?? null,
    detail: { trackingCode: report.tracking_code, channel: report.channel, rule: report.routing_rule, policy: report.deadline_policy },
  });
  tx.emit(eventOf('file'), report.report_id, factsOf(report, report.filed_at));
}
