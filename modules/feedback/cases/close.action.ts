// The matter is done: said by the reporter, by the office, or by the clock when nobody objected in the window.
import type { FeedbackTx } from './report.store.ts';
import { type Opened, takeStep } from './step.ts';
import type { ReportRow } from './tables.ts';

export function closeReport(tx: FeedbackTx, opened: Opened, input: { words?: string }): Promise<ReportRow> {
  return takeStep(tx, opened, { action: 'close', words: input.words ?? null, patch: { closed_at: tx.now } });
}
