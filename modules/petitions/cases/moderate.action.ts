// The moderator's look: published, or refused for a reason the law gives; the starter's appeal and its decision by somebody else.
import { AppError } from '@city/kernel/errors';
import { addDays, localDate, startOfDay } from '@city/kernel/time';
import { limits } from '../limits.ts';
import { on, termEnd } from '../rules/petition-rules.ts';
import type { Refusal } from '../rules/rules-data.ts';
import type { PetitionTx } from './petition.store.ts';
import { reachStep } from './reach.ts';
import { type Opened, type StepCity, takeStep } from './step.ts';
import type { PetitionRow } from './tables.ts';

/** Makes a petition public and opens it for signatures, for the term that holds today; the last day counts whole. */
export async function publishPetition(tx: PetitionTx, city: StepCity, opened: Opened): Promise<PetitionRow> {
  const end = termEnd(city.rules, 'signing', tx.now, city.calendar);
  const published = await takeStep(tx, city, opened, {
    action: 'publish',
    patch: {
      published_at: tx.now,
      sign_until: startOfDay(addDays(localDate(end), 1)),
      due_at: null,
      refusal: null,
      refused_by: null,
      appeal_until: null,
      escalation: 0,
    },
  });
  // So many first supporters may have come at once that the number is there already.
  const reach = reachStep(city, published, tx.now);
  return reach ? takeStep(tx, city, { petition: published, who: ['count'] }, reach) : published;
}

/**
 * Refuses a petition, with the ground of the law and words of its own.
 * @throws AppError `petition_refusal_unknown`, `petition_reason_short`.
 */
export function refusePetition(
  tx: PetitionTx,
  city: StepCity & { readonly refusals: readonly Refusal[] },
  opened: Opened,
  input: { readonly ground: string; readonly words: string },
): Promise<PetitionRow> {
  const ground = on(city.refusals, localDate(tx.now)).find(({ code }) => code === input.ground);
  if (!ground) throw new AppError('petition_refusal_unknown', { field: 'ground' });
  const words = readReason(input.words, 'words');
  const isFinal = opened.petition.appealed_n > 0;
  return takeStep(tx, city, opened, {
    action: 'refuse',
    patch: {
      refusal: ground.code,
      refused_by: tx.actor.id,
      due_at: null,
      appeal_until: isFinal ? null : termEnd(city.rules, 'appeal', tx.now, city.calendar),
      ended_at: isFinal ? tx.now : null,
    },
    words,
    reason: ground.code,
    detail: { document: ground.document, final: isFinal },
  });
}

/**
 * Asks for a second look by somebody else, once and within the term.
 * @throws AppError `petition_appealed_already`, `petition_appeal_over`, `petition_reason_short`.
 */
export function appealRefusal(
  tx: PetitionTx,
  city: StepCity,
  opened: Opened,
  input: { readonly words: string },
): Promise<PetitionRow> {
  const { petition } = opened;
  if (petition.state === 'refused' && petition.appealed_n > 0)
    throw new AppError('petition_appealed_already');
  if (petition.appeal_until !== null && tx.now > petition.appeal_until)
    throw new AppError('petition_appeal_over');
  return takeStep(tx, city, opened, {
    action: 'appeal',
    patch: {
      appealed_n: 1,
      // The ladder of this look begins anew.
      gathered_at: tx.now,
      escalation: 0,
      due_at: termEnd(city.rules, 'moderation', tx.now, city.calendar),
    },
    words: readReason(input.words, 'words'),
  });
}

/** @throws AppError `petition_reason_short` with the field's name. */
export function readReason(text: string, field: string): string {
  const reason = text.trim();
  if (reason.length < limits.reasonMin)
    throw new AppError('petition_reason_short', { field, params: { least: limits.reasonMin } });
  return reason;
}
