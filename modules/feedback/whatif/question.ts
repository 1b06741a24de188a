// A leader's question and its answer: the office as it is and as it could be, in the same futures, with the model's own past errors. Pure.
import { addWorking, type WorkingSpans } from './working-spans.ts';
import { quantile } from './draws.ts';
import { drawCases } from './draw-cases.ts';
import { errorBands, type ErrorBand, type LookBack, type PastLook, withinBand } from './error-band.ts';
import { fitOffice, type OfficeModel } from './fit.ts';
import { type Outcome, planOf, runFuture, type Spread, spreadOf } from './forecast.ts';
import { answeredShare, dayMs, dueShare, keptIn, type Visit } from './history.ts';
import { changedCases, changedPlan, type Scenario } from './scenario.ts';

/** The way an office is modelled where nobody says otherwise; the page of the back-test shows what other choices would do. */
export const defaults: LookBack = {
  windowDays: 42,
  // A quarter more than the best fortnight: the best that was seen is the least that can be.
  headroom: 1.25,
  order: 'first-come',
};

/** All that an answer depends on, as plain data: the same question gives the same answer on every machine. */
export interface Question {
  readonly visits: readonly Visit[];
  /** The body that is asked about, and one that may be joined with it. */
  readonly bodies: readonly string[];
  /** Officers of each of them now. */
  readonly officers: readonly number[];
  readonly askedAt: number;
  readonly horizonDays: number;
  /** Days of rest beside the weekly ones, from the first visit to the horizon. */
  readonly holidays: readonly string[];
  /** Working time around the horizon, for promises in working hours. */
  readonly working: WorkingSpans;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly replications: number;
}

/** A share over all futures; `dots` are fifty equal parts of them, for drawing. */
export type ShareFigure = Spread & { readonly dots: readonly number[] };

export interface OfficeFigures {
  readonly due: ShareFigure;
  readonly answered: ShareFigure;
  readonly backlog: Spread;
  readonly medianDays: Spread;
  /** Mean share of the officers' time that is work. */
  readonly busy: number;
}

export interface Answer {
  readonly from: number;
  readonly before: number;
  readonly reports: number;
  readonly since: number;
  readonly openNow: number;
  /** The last four weeks as they were; null when nothing was due or answered. */
  readonly now: { readonly due: number | null; readonly answered: number | null };
  readonly asIs: OfficeFigures;
  readonly changed: OfficeFigures;
  /** Changed less as it is, future by future. */
  readonly difference: Readonly<Record<'due' | 'answered' | 'backlog' | 'medianDays', Spread>>;
  readonly looks: Readonly<Record<'due' | 'answered', readonly PastLook[]>>;
}

const dotCount = 50;
const pastDays = 28;

/**
 * Answers the question. `tell` hears how many futures of all have been run.
 * @throws RangeError when the first body has no history
 */
export function answer(question: Question, tell: (done: number) => void = () => {}): Answer {
  const { askedAt, visits, officers, seed, replications, scenario } = question;
  const holidays = new Set(question.holidays);
  const options = { ...defaults, isHoliday: (day: string) => holidays.has(day) };
  const before = askedAt + question.horizonDays * dayMs;
  const fitted = fitOffice(visits, { ...options, origin: askedAt, before, hasOneClock: true });
  const pools = question.bodies.flatMap((body) => fitted.pools.find(({ key }) => key === body) ?? []);
  if (pools[0]?.key !== question.bodies[0]) throw new RangeError(`no history of ${question.bodies[0]}`);
  const model: OfficeModel = { ...fitted, pools };
  const plan = planOf(model, officers, options.order);
  const other = changedPlan(plan, scenario);
  const addWorkingTime = (from: number, ms: number) => addWorking(question.working, from, ms);
  const asIs: Outcome[] = [];
  const changed: Outcome[] = [];
  for (let replication = 0; replication < replications; replication++) {
    const cases = drawCases(model, seed, replication);
    asIs.push(runFuture(model, cases, plan));
    const moved = changedCases(model, cases, scenario, { seed, replication, addWorkingTime });
    changed.push(runFuture(model, moved, other));
    tell(replication + 1);
  }
  const bands = errorBands(visits, askedAt, { ...options, hasOneClock: true });
  const past = keptIn(visits, { from: askedAt - pastDays * dayMs, before: askedAt });
  const known = pools.flatMap((pool) => pool.visits);
  return {
    from: askedAt,
    before,
    reports: known.length,
    since: Math.min(...pools.map(({ from }) => from)),
    openNow: known.filter(({ leftAt }) => leftAt === null).length,
    now: { due: dueShare(past), answered: answeredShare(past) },
    asIs: figuresOf(asIs, bands, seed),
    changed: figuresOf(changed, bands, seed),
    difference: differenceOf(asIs, changed, bands, seed),
    looks: { due: bands.due.looks, answered: bands.answered.looks },
  };
}

type Bands = Readonly<Record<'due' | 'answered', ErrorBand>>;
const share = { due: dueShare, answered: answeredShare } as const;

function figuresOf(outcomes: readonly Outcome[], bands: Bands, seed: number): OfficeFigures {
  const shareOf = (measure: 'due' | 'answered'): ShareFigure => {
    const values = outcomes.flatMap((one) => share[measure](one) ?? []);
    const moved = withinBand(values, bands[measure], seed).sort((a, b) => a - b);
    const dots = Array.from({ length: dotCount }, (_, at) => quantile(moved, (at + 0.5) / dotCount));
    return { ...spreadOf(moved), dots };
  };
  return {
    due: shareOf('due'),
    answered: shareOf('answered'),
    backlog: spreadOf(outcomes.map(({ backlog }) => backlog)),
    medianDays: spreadOf(outcomes.map(({ medianDays }) => medianDays)),
    busy: outcomes.reduce((sum, { busy }) => sum + busy, 0) / outcomes.length,
  };
}

function differenceOf(
  asIs: readonly Outcome[],
  changed: readonly Outcome[],
  bands: Bands,
  seed: number,
): Answer['difference'] {
  const pairs = asIs.map((one, at) => [one, changed[at] as Outcome] as const);
  const ofShares = (measure: 'due' | 'answered'): Spread => {
    const both = pairs.flatMap(([one, two]) => {
      const [before, after] = [share[measure](one), share[measure](two)];
      return before === null || after === null ? [] : [[before, after] as const];
    });
    const [from, to] = [0, 1].map((side) =>
      withinBand(
        both.map((pair) => pair[side] as number),
        bands[measure],
        seed,
      ),
    ) as [number[], number[]];
    return spreadOf(to.map((value, at) => value - (from[at] as number)));
  };
  const of = (name: 'backlog' | 'medianDays') => spreadOf(pairs.map(([one, two]) => two[name] - one[name]));
  return {
    due: ofShares('due'),
    answered: ofShares('answered'),
    backlog: of('backlog'),
    medianDays: of('medianDays'),
  };
}
