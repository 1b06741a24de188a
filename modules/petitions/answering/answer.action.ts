// The answer that a body owes: handed to the right body, drafted, approved by a second person, published with its commitments.
import { AppError } from '@city/kernel/errors';
import { addDays, isLocalDate, localDate } from '@city/kernel/time';
import { readReason } from '../cases/moderate.action.ts';
import type { PetitionTx } from '../cases/petition.store.ts';
import { type Opened, type StepCity, takeStep } from '../cases/step.ts';
import type { Commitment, PetitionRow } from '../cases/tables.ts';
import { limits } from '../limits.ts';
import type { PetitionBodies } from '../rules/bodies.ts';
import { decideAnswer, insertAnswer, insertCommitments, openAnswer } from './answer.store.ts';
import { tellJob, tellNobodyYet } from './tell.task.ts';

/**
 * Gives the petition to another body; the promise to the people does not move.
 * @throws AppError `petition_body_unknown`, `petition_same_body`, `petition_reason_short`.
 */
export function handOver(
  tx: PetitionTx,
  city: StepCity & { readonly bodyRegister: PetitionBodies },
  opened: Opened,
  input: { readonly body: string; readonly words: string },
): Promise<PetitionRow> {
  if (input.body === opened.petition.body_code) throw new AppError('petition_same_body', { field: 'body' });
  if (!city.bodyRegister.stands(input.body, localDate(tx.now)))
    throw new AppError('petition_body_unknown', { field: 'body' });
  return takeStep(tx, city, opened, {
    action: 'hand_over',
    patch: { body_code: input.body, body_rule: 'handed-over' },
    words: readReason(input.words, 'words'),
    detail: { from: opened.petition.body_code, to: input.body },
  });
}

/** Lays a drafted answer before the leader. */
export async function submitAnswer(
  tx: PetitionTx,
  city: StepCity,
  opened: Opened,
  input: { readonly words: string; readonly commitments: readonly Commitment[] },
): Promise<PetitionRow> {
  const words = input.words.trim();
  if (words.length < limits.answerMin)
    throw new AppError('petition_reason_short', { field: 'words', params: { least: limits.answerMin } });
  checkCommitments(input.commitments, tx.now);
  const after = await takeStep(tx, city, opened, {
    action: 'submit',
    detail: { commitments: input.commitments.length },
  });
  await insertAnswer(tx, {
    petition_id: after.petition_id,
    body_code: after.body_code,
    words,
    commitments: input.commitments,
  });
  return after;
}

function checkCommitments(commitments: readonly Commitment[], now: Date): void {
  const today = localDate(now);
  const last = addDays(today, limits.commitmentDaysMax);
  for (const { dueOn } of commitments) {
    if (!isLocalDate(dueOn) || dueOn <= today || dueOn > last)
      throw new AppError('petition_commitment_past', { field: 'commitments' });
  }
}

/** Sends a draft back to whoever wrote it. */
export async function sendBackAnswer(
  tx: PetitionTx,
  city: StepCity,
  opened: Opened,
  input: { readonly words: string },
): Promise<PetitionRow> {
  const words = readReason(input.words, 'words');
  // What a leader writes to the officer is no public word: the history says only that it went back.
  const after = await takeStep(tx, city, opened, { action: 'send_back' });
  await decideAnswer(tx, after.petition_id, { decision: 'sent_back', words });
  return after;
}

/**
 * Publishes the drafted answer, with its commitments, and tells whoever began and signed, once.
 * @throws AppError `petition_own_answer` when the draft is the leader's own.
 */
export async function approveAnswer(tx: PetitionTx, city: StepCity, opened: Opened): Promise<PetitionRow> {
  const { petition, who } = opened;
  const draft = await openAnswer(tx, petition.petition_id);
  if (who.includes('leader') && draft && draft.drafted_by === tx.actor.id)
    throw new AppError('petition_own_answer');
  const after = await takeStep(tx, city, opened, {
    action: 'approve',
    patch: { answered_at: tx.now, ended_at: draft?.commitments.length === 0 ? tx.now : null },
    words: draft?.words ?? null,
    detail: {
      onTime: petition.first_due_at !== null && tx.now <= petition.first_due_at,
      commitments: draft?.commitments.length ?? 0,
    },
  });
  await decideAnswer(tx, after.petition_id, { decision: 'approved', words: null });
  await insertCommitments(tx, after.petition_id, draft?.commitments ?? []);
  tx.enqueue(tellJob, { petitionId: after.petition_id, part: 'signer', after: tellNobodyYet });
  return after;
}
