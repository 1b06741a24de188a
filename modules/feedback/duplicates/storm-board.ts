// Makes a storm's board: masters with a picture and their last followers, and pairs that are alike but not enough to merge by themselves.
import { distanceMetres } from '@city/kernel/geo';
import { reportItem } from '../cases/report-view.ts';
import { type FeedbackTx, photosOf } from '../cases/report.store.ts';
import type { PhotoRow, ReportRow } from '../cases/tables.ts';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import { candidatesNear } from './candidates.store.ts';
import { reachOf, thresholdsOf } from './duplicate-data.ts';
import { type Alike, comparedRow, soughtOf } from './find-duplicates.ts';
import { likeness } from './likeness.ts';
import type { StormBoard, StormCandidate, StormFollower, StormMaster } from './storm-board-schemas.ts';
import {
  byMinute,
  countsOf,
  type FollowerRow,
  lastFollowers,
  mastersOf,
  placesOf,
  type Span,
  standingAlone,
} from './storm-board.store.ts';
import type { StormRow } from './storm.store.ts';

const minutesShown = 30;
const followersOfEach = 6;
/** Nearest reports looked at for one that stands alone. */
const mostLookedAt = 30;
/** The storm notices itself ten minutes after it began. */
const beforeNoticedMs = 600_000;

export async function stormBoard(tx: FeedbackTx, city: FeedbackCity, storm: StormRow): Promise<StormBoard> {
  const span: Span = {
    services: city.rules.catalogue.inGroup(storm.group_code),
    from: new Date(storm.began_at.getTime() - (storm.began_by === null ? beforeNoticedMs : 0)),
    until: storm.ended_at ?? tx.now,
  };
  const places = await placesOf(tx, span, limits.stormPlaces);
  const minutes = new Map((await byMinute(tx, span, minutesShown)).map(({ ago, count }) => [ago, count]));
  return {
    id: storm.storm_id,
    ...(await countsOf(tx, span)),
    perMinute: Array.from({ length: minutesShown }, (_, at) => minutes.get(minutesShown - 1 - at) ?? 0),
    places: places.map(({ tracking_code: code, lat, lon, is_master: isMaster }) => ({
      code,
      lat,
      lon,
      isMaster,
    })),
    masters: await masterViews(tx, city, span),
    candidates: storm.ended_at === null ? await candidateViews(tx, city, span) : [],
  };
}

async function masterViews(tx: FeedbackTx, city: FeedbackCity, span: Span): Promise<StormMaster[]> {
  const masters = await mastersOf(tx, span, limits.stormMasters);
  const followers = await lastFollowers(
    tx,
    masters.map(({ report_id: id }) => id),
    followersOfEach,
  );
  const photos = await photosByReport(tx, [...masters, ...followers]);
  const byMaster = Map.groupBy(followers, (row) => row.master_id);
  return masters.map((master) => ({
    report: reportItem(city.around, master, photos.get(master.report_id) ?? [], tx.now),
    photoUrl: photoUrl(city, photos.get(master.report_id)),
    followers: (byMaster.get(master.report_id) ?? []).map((row) =>
      followerView(city, master, row, photos.get(row.report_id)),
    ),
  }));
}

function followerView(
  city: FeedbackCity,
  master: ReportRow,
  row: FollowerRow,
  photos: readonly PhotoRow[] | undefined,
): StormFollower {
  return {
    trackingCode: row.tracking_code,
    version: row.version,
    words: row.words_public,
    filedAt: row.filed_at.toISOString(),
    metres: Math.round(distanceMetres(master, row)),
    photoUrl: photoUrl(city, photos),
    mergedBy: row.merged_by === 'reporter' ? 'reporter' : row.merged_by === 'office' ? 'office' : 'city',
  };
}

/** Pairs that a person should look at: each report once, with the one it is most like. */
async function candidateViews(tx: FeedbackTx, city: FeedbackCity, span: Span): Promise<StormCandidate[]> {
  const { suggest } = thresholdsOf(city.rules.duplicates, tx.now);
  const alone = await standingAlone(tx, span, limits.stormCandidatesLookedAt);
  const sought = alone.map((row) => soughtOf(city, { ...row, key: row.report_id, filedAt: row.filed_at }));
  const near = Map.groupBy(await candidatesNear(tx, sought, mostLookedAt), ({ sought_key: key }) => key);
  const pairs = alone.flatMap((report) => {
    const best = mostAlike(city, report, near.get(report.report_id) ?? []);
    return best !== null && best.score >= suggest ? [{ report, best }] : [];
  });
  const shown = pairs
    .toSorted((one, other) => other.best.score - one.best.score)
    .slice(0, limits.stormCandidates);
  const photos = await photosByReport(
    tx,
    shown.flatMap(({ report, best }) => [report, best.report]),
  );
  const itemOf = (row: ReportRow) => reportItem(city.around, row, photos.get(row.report_id) ?? [], tx.now);
  return shown.map(({ report, best }) => ({
    report: itemOf(report),
    photoUrl: photoUrl(city, photos.get(report.report_id)),
    master: itemOf(best.report),
    masterPhotoUrl: photoUrl(city, photos.get(best.report.report_id)),
    score: Math.round(best.score * 100) / 100,
    metres: best.metres,
  }));
}

/** The earlier report that this one is most like; null when there is none. */
function mostAlike(city: FeedbackCity, report: ReportRow, near: readonly ReportRow[]): Alike | null {
  const { metres: reach } = reachOf(city.rules.duplicates, report.service, report.filed_at);
  const own = comparedRow(report, []);
  let best: Alike | null = null;
  for (const other of near) {
    if (other.filed_at >= report.filed_at) continue;
    const score = likeness(own, comparedRow(other, []), reach);
    if (!best || score > best.score)
      best = { report: other, score, metres: Math.round(distanceMetres(report, other)) };
  }
  return best;
}

async function photosByReport(
  tx: FeedbackTx,
  rows: readonly ReportRow[],
): Promise<ReadonlyMap<string, PhotoRow[]>> {
  const pictured = rows.filter(({ photo_n: count }) => count > 0).map(({ report_id: id }) => id);
  return Map.groupBy(await photosOf(tx, pictured), (photo) => photo.report_id);
}

function photoUrl(city: FeedbackCity, photos: readonly PhotoRow[] | undefined): string | null {
  const first = photos?.find(({ role }) => role === 'before') ?? photos?.[0];
  return first ? city.around.photoUrl(first, 'medium') : null;
}
