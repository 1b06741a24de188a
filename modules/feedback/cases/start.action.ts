// Work at the place begins.
import type { FeedbackTx } from './report.store.ts';
import { type Opened, takeStep } from './step.ts';
import type { ReportRow } from './tables.ts';

export function startWork(tx: FeedbackTx, opened: Opened, input: { words?: string }): Promise<ReportRow> {
  return takeStep(tx, opened, { action: 'start', words: input.words ?? null });
}
