// The cells of all open reports, counted at most every two seconds and shared by everyone who looks at a map meanwhile.
import { system } from '@city/kernel/access';
import { Fresh } from '../cases/fresh.ts';
import type { FeedbackCity } from '../module-city.ts';
import type { Cell } from './clusters.ts';
import { openCells } from './map.store.ts';

const freshMilliseconds = 2_000;
/** With a million open reports a count takes longer than a map may wait: meanwhile the last one is shown, at most this old. */
const usableMilliseconds = 30_000;

interface Counted {
  readonly at: Date;
  readonly cells: readonly Cell[];
}

const kept = new WeakMap<FeedbackCity, Fresh<Counted>>();
const actor = system('feedback.map');

/** All cells with something open, and the moment they were counted. */
export function openCellsOf(city: FeedbackCity, now: Date): Promise<Counted> {
  let mine = kept.get(city);
  if (!mine) kept.set(city, (mine = new Fresh<Counted>(freshMilliseconds, usableMilliseconds)));
  return mine.get(now, () =>
    city.m.db.transaction(actor, async (tx) => ({ at: tx.now, cells: await openCells(tx) }), {
      readOnly: true,
    }),
  );
}
