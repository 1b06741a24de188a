// A message that does not say where: kept with its pictures, put into a web form, and its sender asked.
import type { Unit } from '@city/kernel/geo';
import { localDate } from '@city/kernel/time';
import type { FeedbackTx } from '../../cases/report.store.ts';
import { type DraftData, emptyDraft, newToken } from '../../intake/draft.ts';
import { insertDraft } from '../../intake/draft.store.ts';
import { limits } from '../../limits.ts';
import type { FeedbackCity } from '../../module-city.ts';
import { keepLoose } from '../../photos/take-photos.ts';
import { suggestService } from '../../services/catalogue.ts';
import { contactOf } from './file-message.action.ts';
import { savePending } from './message.store.ts';
import { sayBack } from './say-back.ts';
import type { Done, Incoming } from './take-message.action.ts';

export async function askWhere(
  tx: FeedbackTx,
  city: FeedbackCity,
  message: Incoming,
  known: { readonly candidates: readonly Unit[]; readonly photos: readonly string[] },
): Promise<Done> {
  const until = new Date(tx.now.getTime() + limits.messageWaitDays * 86_400_000);
  const photos = [...known.photos];
  for (const picture of message.pictures.slice(0, limits.photosPerReport - photos.length))
    photos.push((await keepLoose(tx, city.m.files, picture, until)).file_id);
  const offered = known.candidates.slice(0, limits.unitsOffered);
  const token = newToken();
  await insertDraft(tx, token, draftOf(city, message, photos, offered, tx.now), until);
  const pending = {
    words: message.words.slice(0, limits.messageWordsMax),
    photos,
    units: offered.map(({ code }) => code),
    draft: token,
  };
  await savePending(tx, message.channel, message.sender, pending, until);
  await sayBack(tx, city, message, {
    kind: offered.length > 0 ? 'which' : 'where',
    path: `/report/where?d=${token}`,
    choices: offered.map(({ kind, name }) => `${kind} ${name}`),
  });
  return { outcome: 'asked', reportId: null, code: null };
}

/** The form's second step with all that is known; its map begins at the first unit that it may be. */
function draftOf(
  city: FeedbackCity,
  message: Incoming,
  photos: readonly string[],
  [first]: readonly Unit[],
  now: Date,
): DraftData {
  const service = suggestService(city.rules.catalogue.list(localDate(now)), message.words)?.code;
  const contact = contactOf(message);
  const draft = emptyDraft(first?.centroid ?? city.rules.bodies.mapCentre);
  return {
    ...draft,
    mapKm: first?.centroid ? 6 : draft.mapKm,
    photos,
    fields: { words: message.words.slice(0, limits.wordsMax), ...(service ? { service } : {}) },
    begun: {
      channel: message.channel,
      contact: {
        ...('name' in contact ? { contactName: contact.name } : {}),
        ...('email' in contact ? { contactEmail: contact.email } : {}),
        ...('phone' in contact ? { contactPhone: contact.phone } : {}),
      },
    },
  };
}
