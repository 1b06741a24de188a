// Where "now" comes from: the machine's clock, or one that a test sets.

/** The only source of the present; nothing calls `new Date()` for it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export interface TestClock extends Clock {
  /** Moves on by so much. Time never runs by itself. */
  advance(by: {
    days?: number;
    hours?: number;
    minutes?: number;
    seconds?: number;
    milliseconds?: number;
  }): void;
  /** Jumps to an instant, also back. */
  set(to: Date | string): void;
}

/** A clock that stands still until it is moved. Start: an instant or RFC 3339 text such as `2022-04-08T16:00+07:00`. */
export function testClock(start: Date | string): TestClock {
  let at = instant(start);
  return {
    now: () => new Date(at),
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }) => {
      at += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
    },
    set: (to) => {
      at = instant(to);
    },
  };
}

function instant(value: Date | string): number {
  const at = new Date(value).getTime();
  if (Number.isNaN(at)) throw new Error(`Not an instant: ${String(value)}`);
  return at;
}
