// The predicted share of kept promises with its interval: many possible futures, each run through the office. Pure.
import { quantile } from './draws.ts';
import { drawCases, type DrawnCase } from './draw-cases.ts';
import type { OfficeModel } from './fit.ts';
import { answeredShare, dayMs, dueShare, type Kept, keptIn } from './history.ts';
import { type Order, type Pool, simulate, type SimulatedCase } from './simulation.ts';

/** How the pools of the model stand in the office that is simulated; a scenario may join two of them. */
export interface OfficePlan {
  /** For each pool of the model, the pool of the plan that does its work. */
  readonly poolOf: readonly number[];
  readonly pools: readonly PlannedPool[];
}

export interface PlannedPool extends Pool {
  /** Mean work of a case, in office time. */
  readonly work: number;
}

/** One office in one future. */
export interface Outcome extends Kept {
  readonly backlog: number;
  readonly medianDays: number;
  /** Share of the officers' time that was work. */
  readonly busy: number;
}

/** The office as it is: every pool for itself, with as many officers as it has. */
export function planOf(model: OfficeModel, officers: readonly number[], order: Order): OfficePlan {
  return {
    poolOf: model.pools.map((_, at) => at),
    pools: model.pools.map(({ capacity }, at) => {
      const own = officers[at] ?? 1;
      return {
        officers: own,
        order,
        work: capacity > 0 && capacity < Number.POSITIVE_INFINITY ? own / capacity : 0,
      };
    }),
  };
}

/** Runs the cases of one future through the office and counts, from the model's origin to its end. */
export function runFuture(model: OfficeModel, drawn: readonly DrawnCase[], plan: OfficePlan): Outcome {
  const now = model.pools.map(({ clock }) => clock.at(model.origin));
  // Those that wait now stand in the order in which they began to wait.
  const cases = drawn.toSorted((a, b) => Math.min(0, a.delay) - Math.min(0, b.delay));
  const simulated = cases.map((one): SimulatedCase => {
    const { clock } = model.pools[one.pool] as OfficeModel['pools'][number];
    const pool = plan.poolOf[one.pool] as number;
    const work = one.work * (plan.pools[pool] as PlannedPool).work;
    // Work is part of the time that was seen: it comes off the delay, so that an idle office is as fast as the real one.
    const delay = Math.max(0, one.delay - work);
    const arrivesAt =
      (one.isOpenNow ? (now[one.pool] as number) : clock.at(one.arrivedAt)) - (now[one.pool] as number);
    const dueAt =
      one.dueAt === null ? Number.POSITIVE_INFINITY : clock.at(one.dueAt) - (now[one.pool] as number);
    return { arrivesAt, dueAt, priority: one.priority, stages: [{ pool, delay, work }] };
  });
  const until = Math.max(...model.pools.map(({ clock }, at) => clock.at(model.before) - (now[at] as number)));
  const { finishedAt, pools } = simulate(simulated, plan.pools, until);
  const ended = cases.map((one, at) => {
    const { clock } = model.pools[one.pool] as OfficeModel['pools'][number];
    const end = finishedAt[at] as number;
    const leftAt = end === Number.POSITIVE_INFINITY ? null : clock.instant(end + (now[one.pool] as number));
    return { arrivedAt: one.arrivedAt, dueAt: one.dueAt, isAnswered: true, leftAt };
  });
  return outcome(model, ended, pools, plan, until);
}

function outcome(
  model: OfficeModel,
  ended: readonly { arrivedAt: number; dueAt: number | null; isAnswered: boolean; leftAt: number | null }[],
  figures: readonly { busy: number }[],
  plan: OfficePlan,
  until: number,
): Outcome {
  const span = { from: model.origin, before: model.before };
  const kept = keptIn(ended, span);
  const answeredBefore = model.pools.map(({ visits }) => keptBefore(visits, span));
  const add = (name: keyof Kept) => answeredBefore.reduce((sum, one) => sum + one[name], kept[name]);
  const days = ended
    .flatMap(({ leftAt, arrivedAt }) => (leftAt === null ? [] : [(leftAt - arrivedAt) / dayMs]))
    .sort((a, b) => a - b);
  const busy = figures.reduce((sum, one) => sum + one.busy, 0);
  const there = plan.pools.reduce((sum, { officers }) => sum + officers * until, 0);
  return {
    due: add('due'),
    dueKept: add('dueKept'),
    answered: kept.answered,
    answeredOnTime: kept.answeredOnTime,
    backlog: ended.filter(({ leftAt }) => leftAt === null).length,
    medianDays: quantile(days, 0.5),
    busy: there > 0 ? busy / there : 0,
  };
}

/** Promises due in the span that were answered before it began: known already, and part of the share. */
function keptBefore(
  visits: OfficeModel['pools'][number]['visits'],
  span: { from: number; before: number },
): Kept {
  return keptIn(
    visits.filter(({ leftAt }) => leftAt !== null),
    span,
  );
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A figure over all futures: its middle, and the spans in which it lies in 80 and 95 of a hundred. */
export interface Spread {
  readonly middle: number;
  readonly in80: Interval;
  readonly in95: Interval;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const between = (low: number, high: number) => ({
    low: quantile(sorted, low),
    high: quantile(sorted, high),
  });
  return { middle: quantile(sorted, 0.5), in80: between(0.1, 0.9), in95: between(0.025, 0.975) };
}

export const shares = (outcomes: readonly Outcome[]): number[] =>
  outcomes.map((one) => dueShare(one) ?? Number.NaN);
export const sharesAnswered = (outcomes: readonly Outcome[]): number[] =>
  outcomes.map((one) => answeredShare(one) ?? Number.NaN);

/** So many futures of the office as it is. */
export function forecast(
  model: OfficeModel,
  plan: OfficePlan,
  seed: number,
  replications: number,
): Outcome[] {
  return Array.from({ length: replications }, (_, at) => runFuture(model, drawCases(model, seed, at), plan));
}
