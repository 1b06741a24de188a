// The clock of a replay: how far the past has been played, at what speed, paused or waiting for data. Pure: time comes in.

/** Seconds of the past in one second of the wall. */
export const replaySpeeds = [1, 10, 60, 300, 600, 1_800, 3_600, 21_600] as const;
export const defaultSpeed = 600;

export type ReplayClock = {
  /** The moment of the past shown, in ms. */
  readonly at: number;
  readonly to: number;
  readonly speed: number;
  readonly paused: boolean;
  /** What is played next has not arrived yet. */
  readonly waiting: boolean;
  /** The wall's own counter at the last step, in ms. */
  readonly steppedAt: number;
};

export function startReplay(from: number, to: number, speed: number, counter: number): ReplayClock {
  return { at: from, to, speed, paused: false, waiting: false, steppedAt: counter };
}

/** A browser that slept does not jump ahead: at most this much of its own time counts in one step. */
const longestStepMs = 1_000;

/**
 * Moves on to the wall's counter. `knownUntil` is the moment up to which all events are here: the clock stops there
 * and waits, so that a slow network delays the past instead of leaving parts of it out.
 */
export function stepReplay(clock: ReplayClock, counter: number, knownUntil: number): ReplayClock {
  const elapsed = Math.min(longestStepMs, Math.max(0, counter - clock.steppedAt));
  if (clock.paused) return { ...clock, steppedAt: counter };
  const wanted = Math.min(clock.to, clock.at + elapsed * clock.speed);
  const at = Math.max(clock.at, Math.min(wanted, knownUntil));
  return { ...clock, at, waiting: at < wanted, steppedAt: counter };
}

export function isOver(clock: ReplayClock): boolean {
  return clock.at >= clock.to;
}

/** The next faster or slower speed; the same one at either end. */
export function otherSpeed(speed: number, direction: 1 | -1): number {
  const faster = replaySpeeds.find((one) => one > speed);
  const slower = replaySpeeds.findLast((one) => one < speed);
  return (direction === 1 ? faster : slower) ?? speed;
}

export type ReplayWish = { readonly from: number; readonly to: number | null; readonly speed: number };

/**
 * Reads `?replay=2025-07-04&speed=600`, also with a time, `2025-07-04T06:00`, and an end, `&to=2025-07-05`. Days are
 * those of Việt Nam. Null when no replay is asked for or the day is none.
 */
export function readReplayWish(search: string): ReplayWish | null {
  const query = new URLSearchParams(search);
  const from = instantOf(query.get('replay'));
  if (from === null) return null;
  const to = instantOf(query.get('to'));
  const speed = Number(query.get('speed') ?? defaultSpeed);
  const isUsable = Number.isFinite(speed) && speed > 0;
  return {
    from,
    to: to !== null && to > from ? to : null,
    speed: isUsable ? Math.min(speed, 86_400) : defaultSpeed,
  };
}

function instantOf(text: string | null): number | null {
  const [, day, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/.exec(text ?? '') ?? [];
  const at = day ? Date.parse(`${day}T${time}:00+07:00`) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
