// Files a message as a report: its words, its pictures, and the way its sender is told.
import { newId } from '@city/kernel/database';
import type { Point } from '@city/kernel/geo';
import { localDate } from '@city/kernel/time';
import { fileReport } from '../../cases/file.action.ts';
import { receive } from '../../cases/intake.ts';
import type { FeedbackTx } from '../../cases/report.store.ts';
import type { NewReport } from '../../contract.ts';
import { insertNote } from '../../handling/request.store.ts';
import type { DraftData } from '../../intake/draft.ts';
import { updateDraft } from '../../intake/draft.store.ts';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { suggestService } from '../../services/catalogue.ts';
import { dropPending } from './message.store.ts';
import type { Done, Incoming } from './take-message.action.ts';

interface Place {
  readonly point: Point;
  /** Pictures that came with earlier messages. */
  readonly photos: readonly string[];
  /** The form that holds the same matter: it leads to this report from now on. */
  readonly draft?: { readonly token: string; readonly data: DraftData };
}

const noteMost = 8_000;

export async function fileMessage(
  tx: FeedbackTx,
  city: FeedbackCity,
  message: Incoming,
  { point, photos, draft }: Place,
): Promise<Done> {
  const words = wordsFor(message);
  const { made } = await receive(city, {
    body: {
      service: serviceIn(city, message.words, tx.now),
      words: words.first,
      lat: point.lat,
      lon: point.lon,
      contact: contactOf(message),
    } as NewReport,
    uploads: [],
    actor: tx.actor,
    lang: 'vi',
    channel: message.channel,
    now: tx.now,
  });
  const ids = photos.slice(0, limits.photosPerReport);
  const prepared = message.pictures.slice(0, limits.photosPerReport - ids.length);
  const { report } = await fileReport(tx, city.m.files, made, { prepared, ids });
  for (const part of words.rest)
    await insertNote(tx, {
      report_id: report.report_id,
      note_id: newId(tx.now),
      at: tx.now,
      origin: 'reporter',
      author_id: null,
      author_title: null,
      body_code: null,
      words: part,
    });
  await dropPending(tx, message.channel, message.sender);
  if (draft)
    await updateDraft(tx, draft.token, {
      ...draft.data,
      fields: {},
      filed: { code: report.tracking_code, reportId: report.report_id },
    });
  return { outcome: 'filed', reportId: report.report_id, code: report.tracking_code };
}

/** What the words speak of, else what the city takes everything else as. */
export function serviceIn(city: FeedbackCity, words: string, now: Date): string {
  const { catalogue, channels } = city.rules;
  return suggestService(catalogue.list(localDate(now)), words)?.code ?? channels.fallbackService;
}

export function contactOf({ channel, sender, name }: Pick<Incoming, 'channel' | 'sender' | 'name'>) {
  const named = name === null ? {} : { name: name.slice(0, limits.contactNameMax) };
  return channel === 'email' ? { ...named, email: sender } : { ...named, phone: sender };
}

/** What fits into a report, and the rest in parts for the office: nothing is lost. */
function wordsFor({ words, pictures }: Incoming): { first: string; rest: string[] } {
  const letters = words.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters < limits.wordsMin && pictures.length > 0)
    return { first: `${words} (xem ảnh)`.trim(), rest: [] };
  if (words.length <= limits.wordsMax) return { first: words, rest: [] };
  const cut = words.lastIndexOf(' ', limits.wordsMax - 1);
  const end = cut > limits.wordsMax / 2 ? cut : limits.wordsMax - 1;
  const rest: string[] = [];
  for (let at = end; at < words.length; at += noteMost) rest.push(words.slice(at, at + noteMost).trim());
  return { first: `${words.slice(0, end)}…`, rest: rest.filter(Boolean) };
}
