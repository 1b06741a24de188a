// Somebody finds a report or picture abusive: kept once for each person or device, and enough of them bring it to the top.
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { maskPersonalData } from '@city/kernel/text';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { FlagReason } from './flag-reasons.ts';
import { insertFlag, weightOfFlags } from './flag.store.ts';
import { pressingRank, rankOf } from './look.ts';
import { openLook } from './look.store.ts';
import { moderationRule } from './moderation-data.ts';
import { photoLook } from './photo-look.store.ts';

export interface FlagInput {
  readonly why: FlagReason;
  readonly words?: string | undefined;
  /** The picture that is meant; the whole report when there is none. */
  readonly photo?: string | undefined;
}

/** @throws AppError `report_flagged_already` (409), `report_photo_unknown`. */
export async function flagReport(
  tx: FeedbackTx,
  city: Pick<FeedbackCity, 'rules'>,
  report: ReportRow,
  flag: FlagInput & { readonly flagger: string; readonly address: string },
): Promise<void> {
  const { photo = '' } = flag;
  if (photo !== '') {
    const found = isId(photo) ? await photoLook(tx, report.report_id, photo) : undefined;
    if (!found || found.is_hidden) throw new AppError('report_photo_unknown', { field: '/photo' });
  }
  const words = flag.words?.trim();
  const isNew = await insertFlag(tx, {
    report_id: report.report_id,
    file_id: photo,
    why: flag.why,
    words: words ? maskPersonalData(words).text : null,
    flagger: flag.flagger,
    address: flag.address,
  });
  if (!isNew) throw new AppError('report_flagged_already');
  const rule = moderationRule(city.rules.moderation, 'flags', tx.now);
  const weight = await weightOfFlags(tx, report.report_id, rule.countedPerAddress);
  await openLook(tx, report.report_id, 'flag', weight >= rule.toTheTop ? pressingRank : rankOf(['flag']));
  tx.trail({
    action: 'report.flag',
    object: { type: 'report', id: report.report_id },
    detail: { trackingCode: report.tracking_code, why: flag.why },
  });
}
