// What became of what was promised: progress in per cent, fulfilled, or dropped for a reason; then the petition is finished.
import { AppError } from '@city/kernel/errors';
import { readReason } from '../cases/moderate.action.ts';
import type { PetitionTx } from '../cases/petition.store.ts';
import { type Opened, type StepCity, takeStep } from '../cases/step.ts';
import type { CommitmentRow, PetitionRow } from '../cases/tables.ts';
import { changeCommitment, commitmentsOf } from './answer.store.ts';

export interface Progress {
  readonly commitment: number;
  readonly progress: number;
  readonly drop: boolean;
  readonly words: string;
}

/**
 * Says how far a commitment is; at 100 it is fulfilled.
 * @throws AppError `petition_commitment_unknown`, `petition_commitment_over`, `petition_commitment_dropped`.
 */
export async function progressCommitment(
  tx: PetitionTx,
  city: StepCity,
  opened: Opened,
  input: Progress,
): Promise<PetitionRow> {
  const { petition } = opened;
  const row = (await commitmentsOf(tx, [petition.petition_id])).find(
    ({ commitment_no: no }) => no === input.commitment,
  );
  if (!row) throw new AppError('petition_commitment_unknown', { field: 'commitment' });
  if (row.state !== 'open') throw new AppError('petition_commitment_over');
  const note = input.words.trim();
  if (input.drop && note === '') throw new AppError('petition_commitment_dropped', { field: 'words' });
  const changed = { ...row, ...changeOf(row, input), note: note || null };
  const after = await takeStep(tx, city, opened, {
    action: 'progress',
    words: note,
    detail: { commitment: row.commitment_no, progress: changed.progress, state: changed.state },
  });
  await changeCommitment(tx, changed);
  return after;
}

function changeOf(
  row: CommitmentRow,
  { progress, drop }: Progress,
): Pick<CommitmentRow, 'progress' | 'state'> {
  if (drop) return { progress: Math.min(row.progress, 99), state: 'dropped' };
  return { progress, state: progress === 100 ? 'done' : 'open' };
}

/** Ends the follow-up once nothing that was promised is open. @throws AppError `petition_commitment_open` */
export async function finishPetition(
  tx: PetitionTx,
  city: StepCity,
  opened: Opened,
  input: { readonly words: string },
): Promise<PetitionRow> {
  const rows = await commitmentsOf(tx, [opened.petition.petition_id]);
  if (rows.some(({ state }) => state === 'open')) throw new AppError('petition_commitment_open');
  return takeStep(tx, city, opened, {
    action: 'finish',
    patch: { ended_at: opened.petition.ended_at ?? tx.now },
    words: readReason(input.words, 'words'),
  });
}
