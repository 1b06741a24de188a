// Somebody has looked: the report leaves the queue, its pictures count as seen, open flags are answered.
import type { FeedbackTx } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';
import { decideFlags } from './flag.store.ts';
import { closeLook } from './look.store.ts';
import { keepDecision } from './moderation.store.ts';
import { setLooked } from './photo-look.store.ts';

/** Flags count as upheld when the report is hidden or something of it was taken away, else as dismissed. */
export async function approveLook(
  tx: FeedbackTx,
  report: ReportRow,
  decision: 'upheld' | 'dismissed',
): Promise<void> {
  await setLooked(tx, report.report_id, { id: tx.actor.id ?? '', title: tx.actor.post?.title ?? '' });
  await closeLook(tx, report.report_id);
  const flags = await decideFlags(tx, report.report_id, decision);
  await keepDecision(tx, {
    reportId: report.report_id,
    action: 'approve',
    after: { flags, decision: flags > 0 ? decision : null },
  });
  tx.trail({
    action: 'report.look.done',
    object: { type: 'report', id: report.report_id },
    detail: { trackingCode: report.tracking_code, flags },
  });
}
