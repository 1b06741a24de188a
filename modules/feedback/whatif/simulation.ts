// The discrete-event engine: cases that wait outside the office, queue for a pool of officers, are worked on, and move on. Pure.
import { Heap } from './heap.ts';

/** In which order a pool takes what waits: as it came, by due time, or the pressing first and then by due time. */
export type Order = 'first-come' | 'earliest-due' | 'priority-then-due';

export interface Pool {
  readonly officers: number;
  readonly order: Order;
}

/** One visit of a case to a pool. Times are in any one unit; the model uses milliseconds of the office's own clock. */
export interface Stage {
  readonly pool: number;
  /** Waiting that no officer shortens: for the reporter, for material, for another body. */
  readonly delay: number;
  /** Work of one officer. */
  readonly work: number;
}

export interface SimulatedCase {
  readonly arrivesAt: number;
  /** Infinity when nothing was promised. */
  readonly dueAt: number;
  /** 1 is most pressing. */
  readonly priority: number;
  /** More than one: the case is handed over. */
  readonly stages: readonly Stage[];
}

export interface PoolFigures {
  /** Sum of the work done until the end. */
  readonly busy: number;
  /** Integral of the number of waiting over time. */
  readonly queueTime: number;
  readonly started: number;
}

export interface SimulationResult {
  /** When each case ended; Infinity when not before `until`. */
  readonly finishedAt: Float64Array;
  /** How long each case waited in queues, all pools together; what still waits is counted up to `until`. */
  readonly waited: Float64Array;
  readonly pools: readonly PoolFigures[];
}

/**
 * Runs the cases through the pools until `until`. Nothing is drawn here: the same cases give the same result, whatever the
 * order in which they are listed, apart from cases that reach a pool at the very same moment.
 * @throws RangeError when a pool has no officer or a time is not a number
 */
export function simulate(
  cases: readonly SimulatedCase[],
  pools: readonly Pool[],
  until = Number.POSITIVE_INFINITY,
): SimulationResult {
  for (const { officers } of pools)
    if (!(Number.isInteger(officers) && officers >= 1))
      throw new RangeError(`a pool of ${officers} officers`);
  const run = new Run(cases, pools, until);
  return run.toEnd();
}

const latest = 9e15;

class Run {
  readonly #cases: readonly SimulatedCase[];
  readonly #pools: readonly Pool[];
  readonly #until: number;
  /** Cases that become ready at a pool, and cases whose work ends: two heaps, so that an end comes before a beginning. */
  readonly #ready = new Heap();
  readonly #ends = new Heap();
  readonly #queues: Heap[];
  readonly #free: number[];
  readonly #stageOf: Uint16Array;
  readonly #readyAt: Float64Array;
  readonly #finishedAt: Float64Array;
  readonly #waited: Float64Array;
  readonly #figures: { busy: number; queueTime: number; started: number }[];

  constructor(cases: readonly SimulatedCase[], pools: readonly Pool[], until: number) {
    this.#cases = cases;
    this.#pools = pools;
    this.#until = until;
    this.#queues = pools.map(() => new Heap());
    this.#free = pools.map(({ officers }) => officers);
    this.#figures = pools.map(() => ({ busy: 0, queueTime: 0, started: 0 }));
    this.#stageOf = new Uint16Array(cases.length);
    this.#readyAt = new Float64Array(cases.length);
    this.#waited = new Float64Array(cases.length);
    this.#finishedAt = new Float64Array(cases.length).fill(Number.POSITIVE_INFINITY);
    cases.forEach(({ arrivesAt }, at) => this.#moveOn(at, arrivesAt));
  }

  toEnd(): SimulationResult {
    for (;;) {
      const isEnd = this.#ends.least <= this.#ready.least;
      const now = isEnd ? this.#ends.least : this.#ready.least;
      if (now > this.#until || now === Number.POSITIVE_INFINITY) break;
      if (isEnd) this.#end(this.#ends.pop(), now);
      else this.#enter(this.#ready.pop(), now);
    }
    this.#countWaiting();
    return { finishedAt: this.#finishedAt, waited: this.#waited, pools: this.#figures };
  }

  /** The case leaves for its next stage, or for good. */
  #moveOn(at: number, now: number): void {
    const stage = this.#cases[at]?.stages[this.#stageOf[at] as number];
    if (!stage) {
      this.#finishedAt[at] = now;
      return;
    }
    const ready = now + stage.delay;
    if (Number.isNaN(ready)) throw new RangeError(`case ${at} has a time that is not a number`);
    if (ready <= this.#until && ready < Number.POSITIVE_INFINITY) this.#ready.push(ready, at);
  }

  #stage(at: number): Stage {
    return (this.#cases[at] as SimulatedCase).stages[this.#stageOf[at] as number] as Stage;
  }

  #enter(at: number, now: number): void {
    const { pool } = this.#stage(at);
    this.#readyAt[at] = now;
    (this.#queues[pool] as Heap).push(this.#rank(at, pool, now), at);
    this.#dispatch(pool, now);
  }

  #rank(at: number, pool: number, now: number): number {
    const { dueAt, priority } = this.#cases[at] as SimulatedCase;
    const due = Math.min(dueAt, latest);
    const { order } = this.#pools[pool] as Pool;
    if (order === 'first-come') return now;
    return order === 'earliest-due' ? due : priority * 2 * latest + due;
  }

  #dispatch(pool: number, now: number): void {
    const queue = this.#queues[pool] as Heap;
    const figures = this.#figures[pool] as { busy: number; queueTime: number; started: number };
    while (queue.size > 0 && (this.#free[pool] as number) > 0) {
      const at = queue.pop();
      const { work } = this.#stage(at);
      const waited = now - (this.#readyAt[at] as number);
      this.#waited[at] = (this.#waited[at] as number) + waited;
      figures.queueTime += waited;
      figures.busy += Math.min(work, this.#until - now);
      figures.started += 1;
      this.#free[pool] = (this.#free[pool] as number) - 1;
      this.#ends.push(now + work, at);
    }
  }

  #end(at: number, now: number): void {
    const { pool } = this.#stage(at);
    this.#free[pool] = (this.#free[pool] as number) + 1;
    this.#stageOf[at] = (this.#stageOf[at] as number) + 1;
    this.#moveOn(at, now);
    this.#dispatch(pool, now);
  }

  #countWaiting(): void {
    this.#queues.forEach((queue, pool) => {
      while (queue.size > 0) {
        const at = queue.pop();
        const waited = this.#until - (this.#readyAt[at] as number);
        this.#waited[at] = (this.#waited[at] as number) + waited;
        (this.#figures[pool] as { queueTime: number }).queueTime += waited;
      }
    });
  }
}
