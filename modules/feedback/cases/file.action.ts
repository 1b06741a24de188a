// Files a report: its rows, its pictures, its trail entry and its event in one transaction, alone or with others that came meanwhile.
import type { GroupDefinition } from '@city/kernel/database';
import type { Files } from '@city/kernel/files';
import { eventOf, factsOf } from '../events.ts';
import { limits } from '../limits.ts';
import { AppError } from '@city/kernel/errors';
import { isQuestionUsed } from '../moderation/sender.store.ts';
import { type PhotosToTake, takePlaced } from '../photos/take-photos.ts';
import { withPhotos } from '../photos/with-photos.ts';
import { type FeedbackTx, insertReports, type ReportBundle } from './report.store.ts';
import type { FeedbackTables } from './tables.ts';

/** @returns the case as it was written, with its pictures. */
export async function fileReport(
  tx: FeedbackTx,
  files: Files,
  filed: ReportBundle,
  photos: PhotosToTake,
): Promise<ReportBundle> {
  const question = filed.attention?.sender?.question ?? null;
  if (question !== null && (await isQuestionUsed(tx, question)))
    throw new AppError('report_question_needed', { field: '/questionAnswer' });
  const made = withPhotos(filed, await takePlaced(tx, files, photos));
  await insertReports(tx, [made]);
  sayFiled(tx, made);
  return made;
}

/** Reports without pictures, in groups: in a storm one commit carries many. */
export const filingGroup: GroupDefinition<FeedbackTables, ReportBundle, ReportBundle> = {
  most: limits.reportsPerCommit,
  write: async (tx, members) => {
    const bundles = members.map(({ input }) => input);
    await insertReports(tx, bundles);
    for (const member of members) sayFiled(member, member.input);
    return bundles;
  },
};

function sayFiled(
  speaker: Pick<FeedbackTx, 'trail' | 'emit'>,
  { report, reporter, behalf }: ReportBundle,
): void {
  // Done for a person, it stands on the trail under that person's name: they find it among what was done for them.
  const principal = behalf?.principal_kind === 'person' ? behalf.principal_id : null;
  speaker.trail({
    action: 'report.file',
    object: { type: 'report', id: report.report_id },
    subject: principal ?? reporter?.person_id ?? null,
    detail: {
      trackingCode: report.tracking_code,
      channel: report.channel,
      rule: report.routing_rule,
      policy: report.deadline_policy,
    },
  });
  speaker.emit(eventOf('file'), report.report_id, factsOf(report, report.filed_at));
}
