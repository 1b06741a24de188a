// A person asks for something about their own data: the clocks start, and what needs no weighing is done at once.
import type { Actor } from '@city/kernel/access';
import { lockFor, newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { localDate } from '@city/kernel/time';
import { limits } from '../limits.ts';
import type { PrivacyCity, PrivacyTx } from '../privacy-city.ts';
import { dueTimes } from '../rules/rules.ts';
import type { RightKind } from '../rules/rules-data.ts';
import type { RequestRow } from '../tables.ts';
import { carryOut } from './carry-out.task.ts';
import { insertEvent, insertRequest, openOfKind } from './request.store.ts';
import { say, speakerOf, takeStep } from './step.ts';

export interface Asked {
  readonly kind: RightKind;
  readonly words?: string | undefined;
  readonly purpose?: string | undefined;
}

const wordless: readonly RightKind[] = ['access'];
/** What could be used against a person by whoever took over their session. */
const needLevel2: readonly RightKind[] = ['access', 'correct', 'erase'];

/**
 * Keeps the request with its terms.
 * @throws AppError `data_request_words_needed`, `data_request_open_already`, `data_request_stronger_sign_in`, `consent_purpose_unknown`.
 */
export async function ask(tx: PrivacyTx, city: PrivacyCity, asked: Asked): Promise<RequestRow> {
  const personId = tx.actor.id as string;
  const words = asked.words?.trim() ?? '';
  check(city, tx.actor, asked, words);
  await lockFor(tx as never, `privacy.request:${personId}`);
  if ((await openOfKind(tx, personId, asked.kind)) >= limits.openOfKind)
    throw new AppError('data_request_open_already');
  const request = rowOf(city, tx, personId, asked);
  await insertRequest(tx, request);
  await insertEvent(tx, {
    request_id: request.request_id,
    seq: 1,
    at: tx.now,
    ...speakerOf(tx, request),
    action: 'ask',
    from_state: 'none',
    to_state: 'received',
    words:
      words && request.word_key ? city.seals.sealWords(request.request_id, request.word_key, words) : null,
    detail: null,
  });
  say(tx, request, 'ask', 'received');
  if (city.rules.rightOn(asked.kind, localDate(tx.now)).automatic)
    tx.enqueue(carryOut, { requestId: request.request_id, begin: true }, { key: request.request_id });
  return request;
}

function check(city: PrivacyCity, actor: Actor, asked: Asked, words: string): void {
  if (needLevel2.includes(asked.kind) && (actor.level ?? 0) < 2)
    throw new AppError('data_request_stronger_sign_in');
  if (!wordless.includes(asked.kind) && words.length < limits.wordsMin)
    throw new AppError('data_request_words_needed', { field: 'words' });
  if (!asked.purpose) return;
  const known = city.rules.purposesOn(city.today()).some(({ purpose }) => purpose === asked.purpose);
  if (!known) throw new AppError('consent_purpose_unknown', { field: 'purpose' });
}

function rowOf(city: PrivacyCity, tx: PrivacyTx, personId: string, asked: Asked): RequestRow {
  const right = city.rules.rightOn(asked.kind, localDate(tx.now));
  const purposes = city.rules.purposesOn(localDate(tx.now));
  // Clients outside the city must stop too, which the law gives more days.
  const others = purposes.some(
    ({ purpose, client }) => client !== 'city' && (!asked.purpose || purpose === asked.purpose),
  );
  const due = dueTimes(right, tx.now, others, city.m.calendar);
  const requestId = newId(tx.now);
  const key = city.seals.newKey(requestId);
  return {
    request_id: requestId,
    person_id: personId,
    kind: asked.kind,
    with_others: others,
    purpose: asked.purpose || null,
    state: 'received',
    word_key: key,
    asker: tx.actor.name === null ? null : city.seals.sealWords(requestId, key, tx.actor.name),
    rule: right.id,
    document: right.document,
    asked_at: tx.now,
    respond_by: due.respondBy,
    first_due_at: due.resolveBy,
    due_at: due.resolveBy,
    responded_at: null,
    extended_at: null,
    closed_at: null,
    proposed_by: null,
    version: 1,
  };
}

/** Takes a request that needs no weighing up to the point where it is carried out. */
export async function beginAutomatic(
  tx: PrivacyTx,
  city: PrivacyCity,
  request: RequestRow,
): Promise<RequestRow> {
  if (request.state !== 'received') return request;
  const accepted = await takeStep(tx, city, request, { action: 'accept', detail: { automatic: true } });
  return takeStep(tx, city, accepted, { action: 'grant', detail: { automatic: true } });
}
