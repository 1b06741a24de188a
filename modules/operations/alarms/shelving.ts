// How long an alarm may be hidden: the rules that keep a shelf from becoming a rubbish bin.
import { AppError } from '@city/kernel/errors';

export interface ShelvingRule {
  readonly priority: number;
  readonly mostMinutes: number;
  readonly mostMinutesPerDay: number;
  readonly secondPerson: boolean;
}

export interface ShelfSpan {
  readonly from: number;
  /** Null while it is shelved. */
  readonly to: number | null;
}

const day = 86_400_000;

/** Minutes that an alarm was shelved within the 24 hours before `now`, begun ones whole. Moments in milliseconds. */
export function shelvedMinutes(spans: readonly ShelfSpan[], now: number): number {
  const total = spans.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to ?? now, now) - Math.max(from, now - day)),
    0,
  );
  return Math.ceil(total / 60_000);
}

/**
 * Lets a shelf pass or says why not.
 * @throws AppError `operations_shelf_too_long`, `operations_shelf_day_used_up`, `operations_shelf_full`
 */
export function assertShelf(
  rule: ShelvingRule,
  asked: { readonly minutes: number; readonly usedMinutes: number; readonly shelvedNow: number },
  mostAtOnce: number,
): void {
  const { priority, mostMinutes: most, mostMinutesPerDay } = rule;
  if (asked.minutes > most)
    throw new AppError('operations_shelf_too_long', { field: 'minutes', params: { priority, most } });
  if (asked.usedMinutes + asked.minutes > mostMinutesPerDay)
    throw new AppError('operations_shelf_day_used_up', {
      params: { used: asked.usedMinutes, most: mostMinutesPerDay },
    });
  if (asked.shelvedNow >= mostAtOnce)
    throw new AppError('operations_shelf_full', { params: { most: mostAtOnce } });
}
