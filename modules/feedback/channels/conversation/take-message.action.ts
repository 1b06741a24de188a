// One message of a person, by e-mail or text message: an answer, a new report, or the beginning of one that we ask about.
import { newId } from '@city/kernel/database';
import type { PreparedImage } from '@city/kernel/files';
import type { Point, Unit } from '@city/kernel/geo';
import { localDate } from '@city/kernel/time';
import type { FeedbackTx } from '../../cases/report.store.ts';
import { findDraft } from '../../intake/draft.store.ts';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { placeInWords, type PlaceInWords, unitNamed } from '../place-in-words.ts';
import { answerAbout } from './about-report.action.ts';
import { askWhere } from './ask-where.action.ts';
import { fileMessage } from './file-message.action.ts';
import { sayBack } from './say-back.ts';
import {
  dropPending,
  findPending,
  insertMessage,
  isKnownMessage,
  lockSender,
  type MessageChannel,
  messagesSince,
  type Outcome,
  type Pending,
} from './message.store.ts';

/** A message, read and decoded; nothing of it is stored yet. */
export interface Incoming {
  readonly channel: MessageChannel;
  /** The other side's own number of it. */
  readonly externalId: string;
  /** Phone as E.164, or a mail address in small letters. */
  readonly sender: string;
  readonly name: string | null;
  /** What the person wrote, without what they quoted. */
  readonly words: string;
  readonly pictures: readonly PreparedImage[];
  /** The report it answers, as a thread, an address or a code in it says. */
  readonly about: { readonly code: string; readonly isProven: boolean } | null;
  /** Somebody else may write under this sender's name (SPF says so): it proves nothing. */
  readonly isDoubtful: boolean;
  /** No machine's message is answered: it could be our own coming back. */
  readonly mustNotAnswer: boolean;
  /** Attachments that are no pictures. */
  readonly leftOut: number;
  readonly hints: Readonly<Record<string, unknown>>;
}

export interface Taken {
  readonly outcome: Outcome;
  readonly code: string | null;
}

/** Takes a message once, in the transaction of the city's own hand. Null when it was taken before. */
export async function takeMessage(
  tx: FeedbackTx,
  city: FeedbackCity,
  message: Incoming,
): Promise<Taken | null> {
  await lockSender(tx, message.channel, message.sender);
  if (await isKnownMessage(tx, message.channel, message.externalId)) return null;
  const done = await understand(tx, city, message);
  await insertMessage(tx, {
    message_id: newId(tx.now),
    channel: message.channel,
    external_id: message.externalId,
    sender: message.sender,
    words: message.words.slice(0, limits.messageWordsMax),
    hints: message.hints,
    outcome: done.outcome,
    report_id: done.reportId,
  });
  if (message.leftOut > 0 && done.outcome !== 'ignored')
    await sayBack(tx, city, message, { kind: 'left-out', count: message.leftOut });
  return { outcome: done.outcome, code: done.code };
}

/** What became of it. */
export interface Done {
  readonly outcome: Outcome;
  readonly reportId: string | null;
  readonly code: string | null;
}

const nothing = (outcome: Outcome): Done => ({ outcome, reportId: null, code: null });

async function understand(tx: FeedbackTx, city: FeedbackCity, message: Incoming): Promise<Done> {
  if (message.mustNotAnswer) return nothing('ignored');
  const hourAgo = new Date(tx.now.getTime() - 3_600_000);
  if ((await messagesSince(tx, message.channel, message.sender, hourAgo)) >= limits.messagesPerHour)
    return nothing('ignored');
  if (message.about) return answerAbout(tx, city, message, message.about);
  const pending = await findPending(tx, message.channel, message.sender);
  if (pending) {
    const done = await goOn(tx, city, message, pending);
    if (done) return done;
  }
  return begin(tx, city, message);
}

/** The answer to "where?": a number, a name, or new words that say it. Null when it is another matter. */
async function goOn(
  tx: FeedbackTx,
  city: FeedbackCity,
  message: Incoming,
  pending: Pending,
): Promise<Done | null> {
  const draft = await findDraft(tx, pending.draft, { lock: true });
  if (!draft || draft.filed) {
    await dropPending(tx, message.channel, message.sender);
    return null;
  }
  const day = localDate(tx.now);
  const found = chosen(city, pending, message.words, day) ?? unitNamed(city.geo, message.words, day);
  const camera = cameraPlace(city, message.pictures, day);
  const words = isOnlyName(message.words) ? pending.words : `${pending.words}\n${message.words}`;
  const whole = { ...message, words };
  if (camera ?? (found.status === 'one' ? found.point : null))
    return fileMessage(tx, city, whole, {
      point: camera ?? (found as { point: Point }).point,
      photos: pending.photos,
      draft: { token: pending.draft, data: draft },
    });
  // A long message that names no place is another matter than the one we asked about.
  if (found.status === 'none' && !isOnlyName(message.words)) return null;
  return askWhere(tx, city, whole, {
    candidates: found.status === 'which' ? found.units : offeredUnits(city, pending, day),
    photos: pending.photos,
  });
}

/** What was offered before is offered again when the answer helps nothing. */
function offeredUnits(city: FeedbackCity, { units }: Pending, day: string): Unit[] {
  return units.flatMap((code) => city.geo.units.byCode(code, day) ?? []);
}

/** "2" or "2." of the units that were offered. */
function chosen(city: FeedbackCity, pending: Pending, words: string, day: string): PlaceInWords | null {
  const number = /^\s*(\d{1,2})\s*[.)]?\s*$/.exec(words)?.[1];
  const code = number === undefined ? undefined : pending.units[Number(number) - 1];
  const unit = code === undefined ? null : city.geo.units.byCode(code, day);
  return unit?.centroid
    ? { status: 'one', unit, point: { lat: unit.centroid.lat, lon: unit.centroid.lon }, was: null }
    : null;
}

/** A few words are a name or a number; more are a matter of their own. */
const isOnlyName = (words: string): boolean => words.trim().split(/\s+/).length <= 8;

async function begin(tx: FeedbackTx, city: FeedbackCity, message: Incoming): Promise<Done> {
  const letters = message.words.match(/\p{L}/gu)?.length ?? 0;
  if (letters < limits.wordsMin && message.pictures.length === 0) {
    await sayBack(tx, city, message, { kind: 'unclear' });
    return nothing('unclear');
  }
  const day = localDate(tx.now);
  const camera = cameraPlace(city, message.pictures, day);
  if (camera) return fileMessage(tx, city, message, { point: camera, photos: [] });
  const found = placeInWords(city.geo, message.words, day);
  if (found.status === 'one') return fileMessage(tx, city, message, { point: found.point, photos: [] });
  return askWhere(tx, city, message, { candidates: candidatesOf(found), photos: [] });
}

const candidatesOf = (found: PlaceInWords): readonly Unit[] => (found.status === 'which' ? found.units : []);

/** Where the first picture that knows it was taken, if that is in the city. */
function cameraPlace(city: FeedbackCity, pictures: readonly PreparedImage[], day: string): Point | null {
  const places = pictures.flatMap(({ gps }) => (gps ? [{ lat: gps.lat, lon: gps.lon }] : []));
  return places.find((place) => city.geo.units.atPoint(place, day).found) ?? null;
}
