// How satisfied the reporter is with an answer; a bad mark has the matter looked at again, a good one ends it.
import { AppError } from '@city/kernel/errors';
import type { WorkingCalendar } from '@city/kernel/time';
import type { CityRules } from '../services/city-files.ts';
import { reopenReport } from './reopen.action.ts';
import { closeReport } from './close.action.ts';
import { type FeedbackTx, insertRating } from './report.store.ts';
import { actionsOf, type Opened, takeStep } from './step.ts';
import type { ReportRow } from './tables.ts';

/** Marks up to this one mean "not settled". */
export const unsatisfiedUpTo = 2;

/**
 * Keeps the mark. 1 and 2 reopen the report while the window is open (words are the reason), 3 to 5 close an answered one.
 * @throws AppError `report_already_rated`; `report_reason_needed` for a bad mark without words.
 */
export async function rateReport(
  tx: FeedbackTx,
  city: { rules: CityRules; calendar: WorkingCalendar },
  opened: Opened,
  input: { score: number; words?: string },
): Promise<ReportRow> {
  const { report } = opened;
  const isBad = input.score <= unsatisfiedUpTo;
  const words = input.words?.trim() || null;
  if (isBad && words === null) throw new AppError('report_reason_needed', { field: 'words' });
  const rated = await takeStep(tx, opened, { action: 'rate', patch: { rating: input.score } });
  const kept = await insertRating(tx, {
    report_id: report.report_id,
    round: report.reopened_n,
    score: input.score,
    words,
    at: tx.now,
  });
  if (!kept) throw new AppError('report_already_rated');
  const next: Opened = { ...opened, report: rated };
  if (isBad && actionsOf(next).includes('reopen'))
    return reopenReport(tx, city, next, { reason: words as string });
  return !isBad && rated.state === 'resolved' ? closeReport(tx, next, {}) : rated;
}
