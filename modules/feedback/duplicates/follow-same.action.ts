// A report whose sender says that it repeats another: filed whole, then it follows that one.
import type { FeedbackCity } from '../module-city.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import { openForStep } from '../cases/step.ts';
import type { ReportRow } from '../cases/tables.ts';
import { mergeReport } from './merge.action.ts';

/** In the transaction that files it; the sender's own key proves that it is theirs. */
export async function followSame(
  tx: FeedbackTx,
  city: FeedbackCity,
  report: ReportRow,
  master: string,
): Promise<void> {
  const opened = await openForStep(tx, city, report.tracking_code, {
    key: city.keys.keyOf(report.report_id),
  });
  await mergeReport(tx, opened, { master, reason: 'Người gửi cho biết cùng một việc' });
}
