// The city will not act on this, and says why: an answer too, which the reporter may have looked at again.
import { reopenUntil } from '../deadlines/deadline.ts';
import { dueAfterPause } from '../handling/waiting.action.ts';
import type { CityRules } from '../services/city-files.ts';
import type { FeedbackTx } from './report.store.ts';
import { type Opened, takeStep } from './step.ts';
import type { ReportRow } from './tables.ts';

export async function rejectReport(
  tx: FeedbackTx,
  rules: CityRules,
  opened: Opened,
  input: { reason: string },
): Promise<ReportRow> {
  const paused = opened.report.paused_at !== null;
  return takeStep(tx, opened, {
    action: 'reject',
    reason: input.reason,
    patch: {
      closed_at: tx.now,
      reopen_until: reopenUntil(rules.deadlines, tx.now),
      ...(paused
        ? { paused_at: null, wait_until: null, due_at: await dueAfterPause(tx, opened, 'reject') }
        : {}),
    },
  });
}
