// A measured value as it travels from the door to the tables, and the flags that say what to think of it.

export interface Point {
  readonly series: number;
  /** Milliseconds since 1970, UTC. */
  readonly ts: number;
  readonly v: number;
  readonly q: number;
}

/** Flags of quality; 0 is good. */
export const quality = {
  /** Outside of what can be: kept, but in no roll-up, no latest value, and it raises nothing. */
  absurd: 1,
  /** The sensor has said the same value for longer than nature does. */
  frozen: 2,
  /** It came more than a day after it was measured. */
  late: 4,
  /** The device sent no time: it is the time of arrival. */
  arrivalTime: 8,
  /** Its time lies ahead or too far back: set aside. */
  quarantined: 16,
} as const;

/** Whether a rule may listen to it. */
export const isSound = (q: number): boolean => (q & (quality.absurd | quality.frozen)) === 0;
/** Whether it counts in roll-ups and as the latest value. */
export const counts = (q: number): boolean => (q & quality.absurd) === 0;

export const fiveMinutes = 300_000;
export const bucketOf = (ts: number): number => ts - (((ts % fiveMinutes) + fiveMinutes) % fiveMinutes);
