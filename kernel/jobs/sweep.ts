// Sweeps: work that falls due by the second. A loop looks again and again for what is due in tables, so no timer can be lost.
import type { Log } from '../log/log.ts';

export interface Sweep {
  /** Such as `feedback.escalate`. */
  readonly name: string;
  /** Longest time between two looks, in milliseconds: how late work that became due meanwhile can be. */
  readonly everyMilliseconds: number;
  /**
   * Does what is due now and says when the next work falls due, or null. Several processes may sweep at once: the tables
   * decide who gets which row (`for update skip locked`), and done work is not due any more.
   */
  readonly run: () => Promise<Date | null>;
}

export interface Sweeper {
  start(): void;
  stop(): Promise<void>;
}

/** After a failure (database away) the next look waits this long. */
const restMilliseconds = 1_000;

/** Runs sweeps in this process until it is stopped. A sweep never runs twice at once here. */
export function createSweeper(options: { sweeps: readonly Sweep[]; now: () => Date; log: Log }): Sweeper {
  const stopped = new AbortController();
  let loops: Promise<unknown> = Promise.resolve();

  async function loop(sweep: Sweep): Promise<void> {
    while (!stopped.signal.aborted) {
      const wait = await look(sweep);
      await rest(wait, stopped.signal);
    }
  }

  async function look({ name, everyMilliseconds, run }: Sweep): Promise<number> {
    try {
      const next = await run();
      if (next === null) return everyMilliseconds;
      return Math.min(everyMilliseconds, Math.max(0, next.getTime() - options.now().getTime()));
    } catch (error) {
      if (!stopped.signal.aborted)
        options.log.warn({ err: error, sweep: name }, 'a sweep failed; trying again');
      return restMilliseconds;
    }
  }

  return {
    start: () => {
      loops = Promise.all(options.sweeps.map(loop));
    },
    stop: async () => {
      stopped.abort();
      await loops;
    },
  };
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done();
    const timer = setTimeout(end, milliseconds);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    }
    signal.addEventListener('abort', end);
  });
}
