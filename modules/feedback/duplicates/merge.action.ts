// Two reports of one matter become one piece of work: the later follows the earlier, nothing is lost, and it can be undone.
import { AppError } from '@city/kernel/errors';
import { type FeedbackTx, lockReport } from '../cases/report.store.ts';
import { type Opened, readCode, takeStep } from '../cases/step.ts';
import type { ReportRow } from '../cases/tables.ts';
import { countFollowers, lockRoot } from './merge.store.ts';

/**
 * Lets the report follow a master; when that one follows another itself, its master is taken.
 * @throws AppError `report_master_unknown`, `report_merge_self`, and those of the step.
 */
export async function mergeReport(
  tx: FeedbackTx,
  opened: Opened,
  input: { master: string; reason: string },
): Promise<ReportRow> {
  const { report } = opened;
  const named = await lockReport(tx, readCode(opened.city.rules, input.master));
  const isKnown =
    named !== undefined && named.visibility === report.visibility && named.state !== 'transferred';
  if (!isKnown) throw new AppError('report_master_unknown', { field: 'master' });
  const master = await lockRoot(tx, named);
  if (master.report_id === report.report_id) throw new AppError('report_merge_self', { field: 'master' });
  const after = await takeStep(tx, opened, {
    action: 'merge',
    reason: input.reason,
    detail: { master: master.tracking_code },
    patch: { master_id: master.report_id, handler_id: null, handler_title: null },
  });
  await countFollowers(tx, master.report_id, 1 + report.merged_n);
  return after;
}

/** Makes a follower a piece of work of its own again, with the promise it had. Its own followers stay with it. */
export async function unmergeReport(
  tx: FeedbackTx,
  opened: Opened,
  input: { reason: string },
): Promise<ReportRow> {
  const { report } = opened;
  const masterId = report.master_id;
  const after = await takeStep(tx, opened, {
    action: 'unmerge',
    reason: input.reason,
    patch: { master_id: null },
  });
  // The step is refused unless the report follows a master.
  await countFollowers(tx, masterId as string, -1 - report.merged_n);
  return after;
}
