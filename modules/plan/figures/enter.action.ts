// An officer of the body that owns a figure enters or corrects it; what stood before is kept.
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { isLocalDate, localDate } from '@city/kernel/time';
import type { Leaf } from '../index/definition.ts';
import { figureFault } from '../index/score.ts';
import { limits } from '../limits.ts';
import {
  bodyName,
  checkPeriod,
  checkUnit,
  definitionOf,
  leafOf,
  ownerOf,
  type PlanCity,
} from '../plan-city.ts';
import { type FigureKey, insertFigure, lockNewest } from './figure.store.ts';

export interface Entered extends FigureKey {
  readonly a: string;
  readonly b: string | null;
  readonly source: string;
  /** An address that shows the figure. */
  readonly evidence: string | null;
  readonly asOf: string;
  /** Needed when an earlier figure is replaced. */
  readonly reason: string | null;
}

/** The component a key names, when the key makes sense and the actor's post is at the body that owns it. */
export function ownLeaf(tx: Pick<Tx, 'actor'>, city: PlanCity, key: FigureKey): { leaf: Leaf; body: string } {
  const { post } = tx.actor;
  if (!post) throw new AppError('forbidden');
  const definition = definitionOf(city, key.version);
  if (!definition.isScorable) throw new AppError('plan_index_not_scorable');
  checkPeriod(city, definition, key.period);
  checkUnit(city, definition, key);
  const leaf = leafOf(definition, key.leaf);
  const body = ownerOf(city, leaf, key.unit);
  if (post.body !== body)
    throw new AppError('plan_figure_not_yours', { params: { body: bodyName(city, body).vi } });
  return { leaf, body };
}

/**
 * Keeps a figure as a draft that a second person decides about; gives its revision.
 * @throws AppError with the codes of `errors.ts` when the figure, its day, its evidence or who enters it is not right
 */
export async function enterFigure(tx: Tx, city: PlanCity, given: Entered): Promise<number> {
  const { leaf, body } = ownLeaf(tx, city, given);
  if (figureFault(leaf.component, given) !== null) throw new AppError('plan_figure_wrong', { field: 'a' });
  if (!isLocalDate(given.asOf) || given.asOf > localDate(tx.now))
    throw new AppError('plan_as_of_wrong', { field: 'asOf' });
  if (given.evidence !== null && !isAddress(given.evidence))
    throw new AppError('plan_evidence_wrong', { field: 'evidence' });
  const newest = await lockNewest(tx, given);
  if (newest?.state === 'draft') throw new AppError('plan_figure_waiting');
  const reason = given.reason?.trim() ?? '';
  if (newest && reason.length < limits.reasonLeast)
    throw new AppError('plan_reason_missing', { params: { least: limits.reasonLeast }, field: 'reason' });
  const revision = (newest?.revision ?? 0) + 1;
  await insertFigure(tx, {
    unit_code: given.unit,
    version: given.version,
    period: given.period,
    leaf: given.leaf,
    revision,
    a: given.a,
    b: given.b,
    source: given.source.trim(),
    evidence: given.evidence,
    as_of: given.asOf,
    reason: newest ? reason : null,
    body,
    entered_by: tx.actor.id as string,
    entered_post: tx.actor.post?.title as string,
  });
  tx.trail({ action: 'figure.enter', object: objectOf(given), detail: { revision, a: given.a, b: given.b } });
  return revision;
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}

export const objectOf = ({ version, period, unit, leaf }: FigureKey) => ({
  type: 'figure',
  id: `${version}/${period}/${unit}/${leaf}`,
});
