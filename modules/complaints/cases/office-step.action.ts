// The steps of an office: which need words that the person reads, and who is named as handler.
import { AppError } from '@city/kernel/errors';
import type { ComplaintsCity } from '../complaints-city.ts';
import { limits } from '../limits.ts';
import type { ComplaintsTx } from './matter.store.ts';
import type { MatterAction } from './states.ts';
import { type Opened, takeStep } from './step.ts';
import type { MatterRow } from './tables.ts';
import { verbsWithWords } from './verbs-with-words.ts';

export const officeVerbs = [
  'assign',
  'ask',
  'supplement',
  'accept',
  'refuse',
  'guide',
  'verify',
  'invite',
  'hear',
  'extend',
  'suspend',
  'resume',
  'decide',
  'close',
  'withdraw',
  'ask_withdrawal',
  'drop',
] as const satisfies readonly MatterAction[];
export type OfficeVerb = (typeof officeVerbs)[number];

/** @throws AppError `complaint_answer_missing` when the step needs words and has too few. */
export function takeOfficeStep(
  tx: ComplaintsTx,
  city: ComplaintsCity,
  opened: Opened,
  { action, words }: { action: OfficeVerb; words?: string | undefined },
): Promise<MatterRow> {
  requireWords(action, words);
  const isMine = action === 'assign' || (opened.matter.handler_id === null && action !== 'close');
  const handler = isMine ? { handler_id: tx.actor.id, handler_title: tx.actor.post?.title ?? '' } : {};
  return takeStep(tx, city, opened, { action, words, patch: handler });
}

export function requireWords(action: MatterAction, words: string | undefined): void {
  const letters = words?.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (verbsWithWords.includes(action) && letters < limits.answerMin)
    throw new AppError('complaint_answer_missing', { field: 'words' });
}
