// A second person of the owning body, a leader, approves a figure or sends it back.
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { limits } from '../limits.ts';
import type { PlanCity } from '../plan-city.ts';
import { objectOf, ownLeaf } from './enter.action.ts';
import { type FigureKey, keepDecision, lockNewest } from './figure.store.ts';

export interface DecisionGiven extends FigureKey {
  readonly revision: number;
  readonly decision: 'approved' | 'refused';
  /** Needed to send a figure back. */
  readonly words: string | null;
}

/** @throws AppError `plan_draft_unknown`, `plan_own_figure`, `plan_reason_missing`, `plan_figure_not_yours` */
export async function decideFigure(tx: Tx, city: PlanCity, given: DecisionGiven): Promise<void> {
  ownLeaf(tx, city, given);
  const words = given.words?.trim() ?? '';
  if (given.decision === 'refused' && words.length < limits.reasonLeast)
    throw new AppError('plan_reason_missing', { params: { least: limits.reasonLeast }, field: 'words' });
  const newest = await lockNewest(tx, given);
  if (newest?.state !== 'draft' || newest.revision !== given.revision)
    throw new AppError('plan_draft_unknown');
  if (newest.entered_by === tx.actor.id) throw new AppError('plan_own_figure');
  await keepDecision(tx, newest, {
    state: given.decision,
    words: words === '' ? null : words,
    by: tx.actor.id as string,
    post: tx.actor.post?.title as string,
  });
  tx.trail({
    action: given.decision === 'approved' ? 'figure.approve' : 'figure.refuse',
    object: objectOf(given),
    detail: { revision: given.revision },
  });
}
