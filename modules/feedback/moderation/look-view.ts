// What a moderator sees: the queue's rows, and one report with its texts as they came, every picture, flags and decisions.
import { findPersonalData } from '@city/kernel/text';
import { reportItem } from '../cases/report-view.ts';
import { accessWords } from '../cases/original-words.access.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import { bannedUntil, doubtOf, senderOf, sentBySame } from './ban.store.ts';
import { deskPhotoUrl } from './desk-photo.ts';
import { publicTexts } from './edit.action.ts';
import { flagsOf } from './flag.store.ts';
import { pressingRank } from './look.ts';
import type { LookRow } from './look.store.ts';
import { moderationRule } from './moderation-data.ts';
import type { LookItem, LookView, PhotoToLook } from './moderation-schemas.ts';
import { decisionsOf } from './moderation.store.ts';
import { allPhotos, type LookedPhoto } from './photo-look.store.ts';
import { senderKinds } from './sender-kinds.ts';

const mostFlags = 100;
const mostDecisions = 100;

export function lookItem(
  city: FeedbackCity,
  report: ReportRow,
  look: Pick<LookRow, 'reasons' | 'rank' | 'since'>,
  counts: { readonly flags: number; readonly photos: number },
): LookItem {
  return {
    trackingCode: report.tracking_code,
    title: reportItem(city.around, report, [], city.m.now()).title,
    reasons: [...look.reasons],
    isPressing: look.rank === pressingRank,
    since: look.since.toISOString(),
    flags: counts.flags,
    isHidden: report.visibility === 'hidden',
    photoCount: counts.photos,
    words: report.words_public,
  };
}

/** Everything about one report; the words as they came are personal data, so the read goes onto the trail. */
export async function lookView(
  tx: FeedbackTx,
  city: FeedbackCity,
  report: ReportRow,
  look: Pick<LookRow, 'reasons' | 'rank' | 'since'> | null,
): Promise<LookView> {
  const id = report.report_id;
  const photos = await allPhotos(tx, id);
  const flags = await flagsOf(tx, id, mostFlags);
  const found = findPersonalData(await accessWords(tx, report, 'moderation'));
  return {
    ...lookItem(city, report, look ?? { reasons: [], rank: 9, since: report.filed_at }, {
      flags: flags.filter(({ decision }) => decision === null).length,
      photos: photos.length,
    }),
    url: `/reports/${report.tracking_code}`,
    state: report.state,
    visibility: report.visibility,
    original: { words: found.text, marks: found.spans.map((span) => ({ ...span })) },
    texts: { ...publicTexts(report) },
    photos: photos.map((photo) => photoToLook(report, photo)),
    raised: flags.map((flag) => ({
      at: flag.at.toISOString(),
      why: flag.why,
      words: flag.words,
      photo: flag.file_id || null,
      decision: flag.decision,
    })),
    place: await placeView(tx, city, report),
    decisions: (await decisionsOf(tx, id, mostDecisions)).map((row) => ({
      at: row.at.toISOString(),
      by: row.by_title,
      action: row.action,
      photo: row.file_id,
      reason: row.reason,
      before: row.before,
    })),
    sender: await senderView(tx, city, id),
  };
}

function photoToLook(report: ReportRow, photo: LookedPhoto): PhotoToLook {
  const url = deskPhotoUrl(report);
  return {
    id: photo.file_id,
    role: photo.role,
    url: url(photo, 'full'),
    mediumUrl: url(photo, 'medium'),
    width: photo.width,
    height: photo.height,
    isHidden: photo.is_hidden,
    regions: photo.regions.map((region) => ({ ...region })),
    lookedAt: photo.looked_at?.toISOString() ?? null,
    lookedBy: photo.looked_title,
  };
}

async function placeView(tx: FeedbackTx, city: FeedbackCity, report: ReportRow): Promise<LookView['place']> {
  const doubt = await doubtOf(tx, report.report_id);
  const { doubtFrom } = moderationRule(city.rules.moderation, 'places', report.filed_at);
  return (
    doubt && {
      photoMetres: doubt.photo_metres,
      deviceMetres: doubt.device_metres,
      accuracyMetres: doubt.accuracy_metres,
      score: doubt.score,
      isDoubtful: doubt.score >= doubtFrom,
    }
  );
}

async function senderView(tx: FeedbackTx, city: FeedbackCity, reportId: string): Promise<LookView['sender']> {
  const keys = await senderOf(tx, reportId);
  const until = await bannedUntil(tx, reportId);
  return {
    kinds: senderKinds.filter((kind) => keys?.[kind]),
    sentLately: await sentBySame(tx, reportId),
    bannedUntil: until?.toISOString() ?? null,
    mostDays: moderationRule(city.rules.moderation, 'bans', tx.now).mostDays,
  };
}
