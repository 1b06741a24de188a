// One possible future of an office: the cases that are open now and those that may come, each with its own drawn times. Pure.
import { type Draws, draws } from './draws.ts';
import type { OfficeModel, PoolModel } from './fit.ts';
import { type Visit, weekMs } from './history.ts';

/** A case of a possible future. Times outside the office are instants; delay and work are office time of its pool. */
export interface DrawnCase {
  readonly pool: number;
  readonly service: string;
  readonly arrivedAt: number;
  readonly dueAt: number | null;
  readonly priority: number;
  /**
   * Office time outside the hands of officers, from now on for a case that is open already: below 0 when it has been waiting
   * for a free hand so long. Infinity: beyond what is watched.
   */
  readonly delay: number;
  /** Share of the mean work of its pool. */
  readonly work: number;
  readonly isOpenNow: boolean;
}

/** Past weeks count half after so many days: what comes resembles what came lately. */
const halfLifeDays = 28;
/** Spread of single pieces of work around their mean, on the logarithmic scale: as much as an exponential time has. */
const workSpread = Math.sqrt(Math.log(2));

/** How fast the office is in this future beside its usual pace. */
export function paceOf(pool: PoolModel, seed: number, replication: number, at: number): number {
  return Math.exp(pool.sway * draws(seed, replication, at, 2).normal() - pool.sway ** 2 / 2);
}

/** The cases of replication `replication`; a scenario draws from streams of its own, so that it changes no other case's luck. */
export function drawCases(model: OfficeModel, seed: number, replication: number): DrawnCase[] {
  return model.pools.flatMap((pool, at) => {
    const luck = draws(seed, replication, at);
    const pace = paceOf(pool, seed, replication, at);
    const drawn: DrawnCase[] = [];
    for (const visit of pool.visits)
      if (visit.leftAt === null) drawn.push(openCase(model, pool, visit, { at, pace, luck }));
    for (const visit of arrivals(model, pool, draws(seed, replication, at, 1)))
      drawn.push(newCase(pool, visit, { at, pace, luck }));
    return drawn;
  });
}

export interface Luck {
  readonly at: number;
  readonly pace: number;
  readonly luck: Draws;
}

function openCase(model: OfficeModel, pool: PoolModel, visit: Visit, { at, pace, luck }: Luck): DrawnCase {
  const age = pool.clock.at(model.origin) - pool.clock.at(visit.arrivedAt);
  // Who was through with everything else before those that end now began to wait would have ended too.
  const whole = pool.timeOf(visit).draw(luck.uniform(), Math.max(0, age - pool.waitNow));
  return {
    ...plain(visit, at, luck),
    delay: whole < age ? whole - age : (whole - age) / pace,
    isOpenNow: true,
  };
}

/** A case that comes later; `luck` decides how long it takes. */
export function newCase(pool: PoolModel, visit: Visit, { at, pace, luck }: Luck): DrawnCase {
  return {
    ...plain(visit, at, luck),
    delay: pool.timeOf(visit).draw(luck.uniform()) / pace,
    isOpenNow: false,
  };
}

function plain({ service, arrivedAt, dueAt, priority }: Visit, pool: number, luck: Draws) {
  const work = Math.exp(workSpread * luck.normal() - workSpread ** 2 / 2);
  return { pool, service, arrivedAt, dueAt, priority, work };
}

/**
 * What comes until the model's end: each week to come repeats the arrivals of a past week, the later the likelier, moved by
 * whole weeks. So hours of the day, days of the week, the mix of matters with their terms, and bursts stay as they were.
 */
function arrivals(model: OfficeModel, pool: PoolModel, luck: Draws): Visit[] {
  const weeks = Math.floor((model.origin - pool.from) / weekMs);
  const coming: Visit[] = [];
  if (weeks === 0) return coming;
  const weights = Array.from({ length: weeks }, (_, back) => 2 ** ((-back * 7) / halfLifeDays));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const byWeek = Map.groupBy(pool.visits, ({ arrivedAt }) =>
    Math.floor((model.origin - 1 - arrivedAt) / weekMs),
  );
  for (let ahead = 0; model.origin + ahead * weekMs < model.before; ahead++) {
    let left = luck.uniform() * total;
    let back = 0;
    while (back < weeks - 1 && left >= (weights[back] as number)) left -= weights[back++] as number;
    const shift = (ahead + back + 1) * weekMs;
    for (const past of byWeek.get(back) ?? []) {
      const arrivedAt = past.arrivedAt + shift;
      if (arrivedAt >= model.before) continue;
      coming.push({
        ...past,
        arrivedAt,
        leftAt: null,
        dueAt: past.dueAt === null ? null : past.dueAt + shift,
      });
    }
  }
  return coming;
}
