// From a history to a model of the office: its clock, how long cases take, what it can do, how much its pace sways. Pure.
import { capacityOf } from './capacity.ts';
import { dayMs, knownAt, termGroup, type Visit } from './history.ts';
import { type IsHoliday, type OfficeClock, officeClock, weekProfile } from './office-clock.ts';
import { type QueueWait, queueWait } from './queue-wait.ts';
import { swayOf } from './sway.ts';
import { type Spell, type Survival, survivalOf } from './survival.ts';

export interface FitOptions {
  /** The moment up to which anything is known. */
  readonly origin: number;
  /** How far the model will be asked to look. */
  readonly before: number;
  /** How much of the latest past says how long cases take. */
  readonly windowDays: number;
  /** What the office can do, in multiples of its best fortnight; Infinity: hands are never short. */
  readonly headroom: number;
  readonly isHoliday?: IsHoliday;
  /** One clock for all pools, where they may do each other's work. */
  readonly hasOneClock?: boolean;
}

export interface PoolModel {
  readonly key: string;
  readonly clock: OfficeClock;
  /** Ends a millisecond of office time that all its officers together manage. */
  readonly capacity: number;
  /** Ends a millisecond of office time, on the mean. */
  readonly pace: number;
  /** How long cases that end now have waited for a free hand, in office time. */
  readonly waitNow: number;
  /** Whether the history shows a queue for hands at all. */
  readonly isShortOfHands: boolean;
  /** Deviation of the logarithm of the pace from one month to another. */
  readonly sway: number;
  readonly visits: readonly Visit[];
  /** When the history of the pool begins. */
  readonly from: number;
  /** Time outside the hands of officers, for a case like this. */
  timeOf(visit: Pick<Visit, 'service' | 'arrivedAt' | 'dueAt'>): Survival;
}

export interface OfficeModel {
  readonly origin: number;
  readonly before: number;
  readonly pools: readonly PoolModel[];
}

/** Ends that a curve needs before it speaks for a class of its own. */
const endsNeeded = 30;

/** Fits every pool of the history for itself. Pools without any case are left out. */
export function fitOffice(history: readonly Visit[], options: FitOptions): OfficeModel {
  const known = knownAt(history, options.origin);
  const from = known.reduce((least, { arrivedAt }) => Math.min(least, arrivedAt), options.origin);
  const clockOf = (visits: readonly Visit[]) =>
    officeClock(weekProfile(endingsOf(visits)), { from, before: options.before }, options.isHoliday);
  const shared = options.hasOneClock ? clockOf(known) : null;
  const pools = [...Map.groupBy(known, ({ pool }) => pool)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, visits]) => fitPool(key, visits, shared ?? clockOf(visits), options));
  return { origin: options.origin, before: options.before, pools };
}

function endingsOf(visits: readonly Visit[]): number[] {
  return visits.flatMap(({ leftAt }) => (leftAt === null ? [] : [leftAt]));
}

function fitPool(key: string, visits: readonly Visit[], clock: OfficeClock, options: FitOptions): PoolModel {
  const { origin } = options;
  const from = visits.reduce((least, { arrivedAt }) => Math.min(least, arrivedAt), origin);
  const window = Math.max(from, origin - options.windowDays * dayMs);
  const wait = queueWait(visits, { from, origin, clock });
  const timeOf = times(visits, { window, origin, clock, wait });
  const { peak, mean } = capacityOf(endingsOf(visits), clock, { from, before: origin });
  return {
    key,
    clock,
    from,
    visits,
    timeOf,
    // Where hands were seen to be short, what they did is what they can; elsewhere the best that was seen is the least.
    capacity: wait.pace ?? peak * options.headroom,
    waitNow: wait.at(origin),
    isShortOfHands: wait.pace !== null,
    pace: mean,
    sway: swayOf(visits, { from, origin, clock, timeOf }),
  };
}

interface Known {
  readonly window: number;
  readonly origin: number;
  readonly clock: OfficeClock;
  readonly wait: QueueWait;
}

const classOf = (visit: Pick<Visit, 'service' | 'arrivedAt' | 'dueAt'>) =>
  `${visit.service} ${termGroup(visit)}`;

/** Curves by service and term; thin ones give way to those of the term alone, and these to that of the pool. */
function times(visits: readonly Visit[], known: Known): PoolModel['timeOf'] {
  const curves = (name: (visit: Visit) => string) =>
    new Map(
      [...Map.groupBy(visits, name)].map(([key, own]) => [
        key,
        survivalOf(own.map((visit) => spellOf(visit, known))),
      ]),
    );
  const byClass = curves(classOf);
  const byTerm = curves((visit) => String(termGroup(visit)));
  const whole = survivalOf(visits.map((visit) => spellOf(visit, known)));
  return (visit) => {
    const own = byClass.get(classOf(visit));
    if (own && own.ends >= endsNeeded) return own;
    const alike = byTerm.get(String(termGroup(visit)));
    return alike && alike.ends >= endsNeeded ? alike : whole;
  };
}

/**
 * The time outside the queue. Only what happened inside the window counts: a case that began before it was watched from the window's
 * beginning on. A case that is still there has not ended its own time before the moment from which all that waited are through.
 */
function spellOf({ arrivedAt, leftAt }: Visit, { window, origin, clock, wait }: Known): Spell {
  const began = clock.at(arrivedAt);
  const own = (until: number) => Math.max(0, clock.at(until) - began - wait.at(until));
  return {
    enteredAt: arrivedAt >= window ? 0 : own(window),
    leftAt: leftAt !== null && leftAt < window ? 0 : Math.max(1, own(leftAt ?? origin)),
    hasEnded: leftAt !== null,
    weight: 1,
  };
}
