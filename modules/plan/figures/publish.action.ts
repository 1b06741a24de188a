// The publishing body makes an edition of what is approved; editions never change, a correction is a new one.
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { bodyName, checkPeriod, definitionOf, type PlanCity } from '../plan-city.ts';
import { insertPublication, lockPeriod } from './figure.store.ts';
import { approvedPeriod } from './period.ts';

/** @throws AppError `plan_publisher_only`, `plan_index_not_scorable`, `plan_nothing_published` when nothing is approved */
export async function publishPeriod(
  tx: Tx,
  city: PlanCity,
  given: { version: string; period: string },
): Promise<number> {
  const { post } = tx.actor;
  const { publisher } = city.targets;
  if (post?.body !== publisher)
    throw new AppError('plan_publisher_only', { params: { body: bodyName(city, publisher).vi } });
  const index = definitionOf(city, given.version);
  if (!index.isScorable) throw new AppError('plan_index_not_scorable');
  checkPeriod(city, index, given.period);
  await lockPeriod(tx, given.version, given.period);
  const { definition, figures, units } = await approvedPeriod(tx, city, given);
  if (figures.length === 0) throw new AppError('plan_nothing_published');
  const edition = await insertPublication(tx, {
    ...given,
    content: { definition, figures, units },
    by: tx.actor.id as string,
    post: post.title,
  });
  tx.trail({
    action: 'period.publish',
    object: { type: 'period', id: `${given.version}/${given.period}` },
    detail: { edition, figures: figures.length },
  });
  return edition;
}
