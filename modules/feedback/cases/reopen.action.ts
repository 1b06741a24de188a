// The answer did not settle it: the report goes back to the body with a new due time; the first promise stays for statistics.
import type { WorkingCalendar } from '@city/kernel/time';
import { termsFor } from '../deadlines/deadline.ts';
import type { CityRules } from '../services/city-files.ts';
import type { FeedbackTx } from './report.store.ts';
import { type Opened, takeStep } from './step.ts';
import type { ReportRow } from './tables.ts';

export function reopenReport(
  tx: FeedbackTx,
  city: { rules: CityRules; calendar: WorkingCalendar },
  opened: Opened,
  input: { reason: string },
): Promise<ReportRow> {
  const { report } = opened;
  const terms = termsFor(city.rules.deadlines, city.calendar, report, tx.now);
  return takeStep(tx, opened, {
    action: 'reopen',
    reason: input.reason,
    patch: {
      resolved_at: null,
      closed_at: null,
      reopen_until: null,
      rating: null,
      escalation: 0,
      accepted_at: report.accepted_at ?? tx.now,
      due_at: report.due_at === null ? null : (terms?.dueAt ?? report.due_at),
      reopened_n: report.reopened_n + 1,
    },
  });
}
