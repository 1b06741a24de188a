// A body takes a report: from here on somebody answers for it.
import type { FeedbackTx } from './report.store.ts';
import { type Opened, takeStep } from './step.ts';
import type { ReportRow } from './tables.ts';

export function acceptReport(tx: FeedbackTx, opened: Opened, input: { words?: string }): Promise<ReportRow> {
  return takeStep(tx, opened, {
    action: 'accept',
    words: input.words ?? null,
    // The coordinator may take what was returned: it then belongs to the coordinator's body, which already holds it.
    patch: { accepted_at: opened.report.accepted_at ?? tx.now },
  });
}
