// Finds the reports that are probably about the same matter, with how alike they are.
import { distanceMetres } from '@city/kernel/geo';
import type { FeedbackCity } from '../module-city.ts';
import { type FeedbackTx, photosOf } from '../cases/report.store.ts';
import type { ReportRow } from '../cases/tables.ts';
import { type Candidate, candidatesNear, type Sought } from './candidates.store.ts';
import { reachOf } from './duplicate-data.ts';
import { type Compared, likeness, wordsOf } from './likeness.ts';

/** A report, or one that is about to be sent. */
export interface Question {
  /** The report's id; any other text while it is not sent. */
  readonly key: string;
  readonly lat: number;
  readonly lon: number;
  readonly service: string;
  readonly words: string;
  /** Street and number, as people say it. */
  readonly address?: string | null;
  readonly filedAt: Date;
  readonly photoIds: readonly string[];
}

export interface Alike {
  readonly report: ReportRow;
  readonly score: number;
  readonly metres: number;
}

/** Nearest reports looked at for one question: enough for a crowd in one street. */
const mostLookedAt = 40;

/** The likely duplicates of one report, most alike first. */
export async function findAlike(
  tx: FeedbackTx,
  city: FeedbackCity,
  question: Question,
  atLeast: number,
): Promise<Alike[]> {
  const found = await candidatesNear(tx, [soughtOf(city, question)], mostLookedAt);
  const hashes = await hashesOf(tx, city, question, found);
  const asked = compared(question, hashes.get(question.key) ?? []);
  const { metres } = reachOf(city.rules.duplicates, question.service, question.filedAt);
  return found
    .map((report) => ({
      report,
      score: likeness(asked, comparedRow(report, hashes.get(report.report_id) ?? []), metres),
      metres: Math.round(distanceMetres(question, report)),
    }))
    .filter(({ score }) => score >= atLeast)
    .sort((one, other) => other.score - one.score);
}

/** What to look for around a question: its matter's group, as far as its service reaches. */
export function soughtOf(
  city: Pick<FeedbackCity, 'rules'>,
  question: Omit<Question, 'words' | 'address' | 'photoIds'>,
): Sought {
  const { metres, closedDays } = reachOf(city.rules.duplicates, question.service, question.filedAt);
  return {
    key: question.key,
    lat: question.lat,
    lon: question.lon,
    metres,
    services: city.rules.catalogue.sameGroup(question.service),
    endedSince: new Date(question.filedAt.getTime() - closedDays * 86_400_000),
  };
}

export function compared(question: Omit<Question, 'key' | 'photoIds'>, hashes: readonly string[]): Compared {
  const { lat, lon, service, filedAt, words, address } = question;
  // The address is often said in the words, too; together they say the same, however it was put.
  return { lat, lon, service, filedAt, words: wordsOf(address ? `${words}. ${address}` : words), hashes };
}

export function comparedRow(row: ReportRow, hashes: readonly string[]): Compared {
  return compared({ ...row, filedAt: row.filed_at, words: row.words_public }, hashes);
}

/** Hashes of pictures by report; the question's own under its key. */
async function hashesOf(
  tx: FeedbackTx,
  city: FeedbackCity,
  question: Question,
  found: readonly Candidate[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (question.photoIds.length === 0) return new Map();
  const pictured = found.filter(({ photo_n: count }) => count > 0).map(({ report_id: id }) => id);
  const photos = (await photosOf(tx, pictured)).filter(({ role }) => role === 'before');
  const images = await city.m.files.images(tx, [
    ...question.photoIds,
    ...photos.map(({ file_id: id }) => id),
  ]);
  const hash = new Map(images.map(({ fileId, phash }) => [fileId, phash]));
  const known = (ids: readonly string[]) => ids.flatMap((id) => hash.get(id) ?? []);
  const byReport = Map.groupBy(photos, ({ report_id: id }) => id);
  return new Map([
    [question.key, known(question.photoIds)],
    ...[...byReport].map(([id, own]) => [id, known(own.map(({ file_id: fileId }) => fileId))] as const),
  ]);
}
