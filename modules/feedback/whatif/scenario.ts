// What could be changed in an office: officers, a wave of reports, two offices made one, a promise, the order of work. Pure.
import { draws } from './draws.ts';
import { type DrawnCase, newCase, paceOf } from './draw-cases.ts';
import type { OfficeModel, PoolModel } from './fit.ts';
import type { OfficePlan, PlannedPool } from './forecast.ts';
import { dayMs, type Visit, weekMs } from './history.ts';
import type { Order } from './simulation.ts';

export interface Wave {
  /** Reports of the wave as a multiple of what usually comes in so many days: 3 means three times as many on top. */
  readonly times: number;
  readonly days: number;
  /** Only of this service; null for the mix of the office's own busiest days. */
  readonly service: string | null;
}

export interface NewPromise {
  /** Null for every service. */
  readonly service: string | null;
  readonly workingHours: number;
}

export interface Scenario {
  readonly moreOfficers: number;
  readonly wave: Wave | null;
  /** The second pool of the model does its work together with the first. */
  readonly isMerged: boolean;
  readonly promise: NewPromise | null;
  /** Null: as it is. */
  readonly order: Order | null;
}

/** When so much working time has passed after an instant. */
export type AddWorkingTime = (from: number, workingMs: number) => number;

/** The office with the officers, the order and the offices of the scenario. The work of a single case stays what it is. */
export function changedPlan(plan: OfficePlan, scenario: Scenario): OfficePlan {
  const ordered = plan.pools.map((pool) => ({ ...pool, order: scenario.order ?? pool.order }));
  const first = ordered[0] as PlannedPool;
  const second = ordered[1];
  const officers = (own: number) => Math.max(1, own + scenario.moreOfficers);
  if (!scenario.isMerged || !second)
    return { ...plan, pools: [{ ...first, officers: officers(first.officers) }, ...ordered.slice(1)] };
  // A case of either keeps its own work: the mean of both, by how many officers did it.
  const together = first.officers + second.officers;
  const rate = rateOf(first) + rateOf(second);
  const work = rate > 0 ? together / rate : 0;
  return {
    poolOf: plan.poolOf.map((at) => (at <= 1 ? 0 : at - 1)),
    pools: [{ ...first, officers: officers(together), work }, ...ordered.slice(2)],
  };
}

const rateOf = ({ officers, work }: PlannedPool): number => (work > 0 ? officers / work : 0);

/** The cases of a future as the scenario has them: promises to those that come later, and the wave on top. */
export function changedCases(
  model: OfficeModel,
  cases: readonly DrawnCase[],
  scenario: Scenario,
  luck: { seed: number; replication: number; addWorkingTime: AddWorkingTime },
): DrawnCase[] {
  const wave = scenario.wave ? waveCases(model, scenario.wave, luck) : [];
  const { promise } = scenario;
  if (!promise) return [...cases, ...wave];
  return [...cases, ...wave].map((one) => {
    const isMeant = !one.isOpenNow && (promise.service === null || promise.service === one.service);
    return isMeant
      ? { ...one, dueAt: luck.addWorkingTime(one.arrivedAt, promise.workingHours * 3_600_000) }
      : one;
  });
}

function waveCases(
  model: OfficeModel,
  wave: Wave,
  { seed, replication }: { seed: number; replication: number },
): DrawnCase[] {
  const pool = model.pools[0];
  if (!pool) return [];
  const pattern = busiest(pool, wave, model.origin);
  if (pattern.length === 0) return [];
  const first = pattern[0] as Visit;
  const shift = Math.ceil((model.origin - first.arrivedAt) / weekMs) * weekMs;
  const draw = draws(seed, replication, 0, 3);
  const pace = paceOf(pool, seed, replication, 0);
  return Array.from({ length: waveSize(pool, wave, model.origin) }, () => {
    const past = pattern[Math.floor(draw.uniform() * pattern.length)] as Visit;
    const dueAt = past.dueAt === null ? null : past.dueAt + shift;
    const coming = { ...past, arrivedAt: past.arrivedAt + shift, leftAt: null, dueAt };
    return newCase(pool, coming, { at: 0, pace, luck: draw });
  }).filter(({ arrivedAt }) => arrivedAt < model.before);
}

/** How many reports the wave brings: times × the usual number of the office in so many days. */
function waveSize(pool: PoolModel, wave: Wave, origin: number): number {
  const usual = (pool.visits.length / Math.max(1, (origin - pool.from) / dayMs)) * wave.days;
  return Math.round(wave.times * usual);
}

/** The days in a row in which most came: the shape of the wave, with its hours, matters and terms. */
function busiest(pool: PoolModel, { days, service }: Wave, origin: number): Visit[] {
  const own = pool.visits
    .filter((visit) => service === null || visit.service === service)
    .toSorted((a, b) => a.arrivedAt - b.arrivedAt);
  const span = days * dayMs;
  let best: readonly [number, number] = [0, 0];
  let next = 0;
  for (let first = 0; first < own.length; first++) {
    const begin = (own[first] as Visit).arrivedAt;
    if (begin + span > origin && first > 0) break;
    while (next < own.length && (own[next] as Visit).arrivedAt < begin + span) next++;
    if (next - first > best[1] - best[0]) best = [first, next];
  }
  return own.slice(...best);
}
