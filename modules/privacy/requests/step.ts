// One step of a request: ask the state machine, write row, event and trail, say it to the city.
import { AppError } from '@city/kernel/errors';
import type { PrivacyCity, PrivacyTx } from '../privacy-city.ts';
import { DataRequestStepped } from '../events.ts';
import type { RequestRow } from '../tables.ts';
import { limits } from '../limits.ts';
import { isOffice, isSecond } from './permissions.ts';
import { findRequest, insertEvent, patchRequest, type RequestPatch } from './request.store.ts';
import { type Facts, type RequestAction, stepOf, type Who } from './states.ts';
import { tellPerson } from './tell-person.task.ts';

export interface Step {
  readonly action: RequestAction;
  readonly words?: string | undefined;
  readonly patch?: RequestPatch;
  readonly detail?: Readonly<Record<string, unknown>>;
}

const needWords: readonly RequestAction[] = ['refuse', 'extend', 'propose', 'return'];

/** A request, locked until the transaction ends. @throws AppError `data_request_not_found` */
export async function openRequest(tx: PrivacyTx, requestId: string): Promise<RequestRow> {
  const request = await findRequest(tx, requestId, { lock: true });
  if (!request) throw new AppError('data_request_not_found');
  return request;
}

/** What the transaction's actor is to a request. */
export function whoIs(tx: PrivacyTx, request: Pick<RequestRow, 'person_id' | 'proposed_by'>): readonly Who[] {
  const { actor } = tx;
  const who: Who[] = [];
  if (actor.kind === 'system') who.push('clock');
  const isOwn = actor.id === request.person_id && actor.kind !== 'system';
  if (isOwn) who.push('person');
  // Nobody decides about their own data.
  if (!isOwn && isOffice(actor)) who.push('office');
  if (!isOwn && isSecond(actor) && actor.id !== request.proposed_by) who.push('second');
  return who;
}

export function factsOf(city: PrivacyCity, request: RequestRow): Facts {
  const right = city.rules.rightOn(request.kind, city.today());
  return {
    state: request.state,
    kind: request.kind,
    twoPersons: right.twoPersons,
    isExtended: request.extended_at !== null,
  };
}

/**
 * Takes a step.
 * @throws AppError `data_request_step_not_possible` (409), `data_request_second_person` (403), `data_request_words_needed` (400).
 */
export async function takeStep(
  tx: PrivacyTx,
  city: PrivacyCity,
  request: RequestRow,
  step: Step,
): Promise<RequestRow> {
  const found = stepOf(factsOf(city, request), step.action, whoIs(tx, request));
  if (!found) throw refusal(tx, request, step.action);
  const words = step.words?.trim() ?? '';
  if (needWords.includes(step.action) && words.length < limits.wordsMin)
    throw new AppError('data_request_words_needed', { field: 'words' });
  const closes = ['done', 'refused', 'withdrawn'].includes(found.to);
  const patch: RequestPatch = {
    ...step.patch,
    state: found.to,
    version: request.version + 1,
    ...(closes ? { closed_at: tx.now } : {}),
    ...(request.responded_at === null && step.action !== 'extend' && step.action !== 'take_back'
      ? { responded_at: tx.now }
      : {}),
  };
  await patchRequest(tx, request.request_id, patch);
  await insertEvent(tx, {
    request_id: request.request_id,
    seq: request.version + 1,
    at: tx.now,
    ...speakerOf(tx, request),
    action: step.action,
    from_state: request.state,
    to_state: found.to,
    words:
      words && request.word_key ? city.seals.sealWords(request.request_id, request.word_key, words) : null,
    detail: step.detail ?? null,
  });
  say(tx, request, step.action, found.to);
  return { ...request, ...patch };
}

/** Trail, event and message of a step that has been written. */
export function say(
  tx: PrivacyTx,
  request: RequestRow,
  action: RequestAction,
  to: RequestRow['state'],
): void {
  tx.trail({
    action: `data-request.${action}`,
    object: { type: 'data-request', id: request.request_id },
    subject: request.person_id,
    detail: { kind: request.kind, to },
  });
  tx.emit(DataRequestStepped, request.request_id, {
    requestId: request.request_id,
    kind: request.kind,
    action,
    state: to,
  });
  const isOwn = tx.actor.id === request.person_id;
  if (!isOwn && action !== 'propose' && action !== 'return')
    tx.enqueue(tellPerson, { requestId: request.request_id, action, seq: request.version + 1 });
}

export function speakerOf(tx: PrivacyTx, request: Pick<RequestRow, 'person_id'>) {
  const { actor } = tx;
  if (actor.kind === 'system') return { actor_kind: 'system' as const, actor_id: null, title: null };
  if (actor.id === request.person_id) return { actor_kind: 'person' as const, actor_id: null, title: null };
  return { actor_kind: 'office' as const, actor_id: actor.id, title: actor.post?.title ?? null };
}

function refusal(tx: PrivacyTx, request: RequestRow, action: RequestAction): AppError {
  const second = action === 'approve' || action === 'return';
  if (second && request.state === 'proposed' && request.proposed_by === tx.actor.id)
    return new AppError('data_request_second_person');
  return new AppError('data_request_step_not_possible');
}
