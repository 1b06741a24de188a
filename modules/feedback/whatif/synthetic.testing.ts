// An office whose truth is known: arrivals, delays and work drawn from a seed, worked off by the engine itself.
import { draws } from './draws.ts';
import { dayMs, type Visit, weekMs } from './history.ts';
import { officeClock, type OfficeClock } from './office-clock.ts';
import { simulate, type SimulatedCase } from './simulation.ts';

const hourMs = 3_600_000;

export interface SyntheticOptions {
  readonly seed: number;
  readonly weeks: number;
  readonly perDay: number;
  readonly officers: number;
  /** Mean work of a case, in hours of an office that is open 45 hours a week. */
  readonly workHours: number;
  readonly pool?: string;
  /** More officers from a moment on. */
  readonly more?: { readonly from: number; readonly officers: number };
}

/** Monday 6 January 2025, 00:00 in Hải Phòng. */
export const begin = Date.UTC(2025, 0, 5, 17);

/** Open from Monday to Friday, 8:00 to 17:00 in Hải Phòng. */
function truthClock(weeks: number): OfficeClock {
  const profile = new Float64Array(168).fill(1e-6);
  for (let hour = 0; hour < 168; hour++) {
    const local = new Date(hour * hourMs + 7 * hourMs);
    const [day, at] = [local.getUTCDay(), local.getUTCHours()];
    if (day >= 1 && day <= 5 && at >= 8 && at < 17) profile[hour] = 168 / 45;
  }
  return officeClock(profile, { from: begin, before: begin + (weeks + 30) * weekMs });
}

const services = [
  { service: 'waste', termDays: 3, delayHours: 4 },
  { service: 'pothole', termDays: 7, delayHours: 12 },
  { service: 'tree', termDays: 14, delayHours: 20 },
] as const;

/** The whole history, with every ending, also those that nobody could know yet. */
export function syntheticOffice(options: SyntheticOptions): Visit[] {
  const { seed, weeks, perDay, workHours, pool = 'office' } = options;
  const clock = truthClock(weeks);
  const draw = draws(seed);
  const arrived: { visit: Visit; simulated: SimulatedCase }[] = [];
  for (let now = begin; ; ) {
    now += (draw.exponential() / perDay) * dayMs;
    if (now >= begin + weeks * weekMs) break;
    const kind = services[Math.floor(draw.uniform() * services.length)] as (typeof services)[number];
    // A week of this clock has 168 hours for 45 of work.
    const hours = (168 / 45) * hourMs;
    const delay = kind.delayHours * hours * Math.exp(0.6 * draw.normal());
    const work = workHours * hours * draw.exponential();
    const dueAt = now + kind.termDays * dayMs;
    arrived.push({
      visit: {
        pool,
        service: kind.service,
        arrivedAt: now,
        leftAt: null,
        isAnswered: true,
        dueAt,
        priority: 2,
      },
      simulated: {
        arrivesAt: clock.at(now),
        dueAt: clock.at(dueAt),
        priority: 2,
        stages: [{ pool: 0, delay, work }],
      },
    });
  }
  const ends = endings(
    arrived.map(({ simulated }) => simulated),
    clock,
    options,
  );
  return arrived.map(({ visit }, at) => {
    const end = clock.instant(ends[at] as number);
    return { ...visit, leftAt: Number.isFinite(end) ? end : null };
  });
}

function endings(
  cases: readonly SimulatedCase[],
  clock: OfficeClock,
  options: SyntheticOptions,
): Float64Array {
  const order = 'first-come';
  const usual = simulate(cases, [{ officers: options.officers, order }]).finishedAt;
  const { more } = options;
  if (!more) return usual;
  // Those who come help with all that is not finished at that moment; what ended before stays as it was.
  const from = clock.at(more.from);
  const left = cases.flatMap((one, at) => ((usual[at] as number) > from ? [{ one, at }] : []));
  const moved = left.map(({ one }): SimulatedCase => {
    const [stage] = one.stages;
    const ready = one.arrivesAt + (stage?.delay ?? 0);
    const arrivesAt = Math.max(from, one.arrivesAt);
    return {
      ...one,
      arrivesAt,
      stages: [{ pool: 0, delay: Math.max(0, ready - arrivesAt), work: stage?.work ?? 0 }],
    };
  });
  const faster = simulate(moved, [{ officers: options.officers + more.officers, order }]).finishedAt;
  const all = usual.slice();
  left.forEach(({ at }, place) => {
    all[at] = faster[place] as number;
  });
  return all;
}
