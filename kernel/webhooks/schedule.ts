// When a delivery is tried again, and when a receiver that fails is left alone for a while: data and two pure functions.

const minute = 60;
const hour = 3_600;

/** Seconds from each failed try to the next: ten tries over a little more than three days. */
export const retrySchedule: readonly number[] = [
  5,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** Each delay is stretched or shortened by up to this share, so that a receiver coming back is not met by all at once. */
export const jitter = 0.2;

/** Whatever happens, nothing is tried any more when this long has passed since the event. */
export const longestHours = 96;

/** A receiver's wish (`Retry-After`) counts up to this long. */
export const longestWishSeconds = 24 * hour;

/** After this many different deliveries failed in a row, the receiver is taken to be down: one probe at a time. */
export const failuresUntilPause = 3;

/** Seconds between probes of a receiver that is down, growing to the last. */
export const pauseSchedule: readonly number[] = [5, 15, 45, 2 * minute, 5 * minute, 10 * minute];

export const deliveryLimits = {
  /** Deliveries of different keys on their way to one endpoint at once. */
  parallel: 4,
  /** Time for one try, connection to status. */
  timeoutMilliseconds: 15_000,
  /** A sender that says nothing this long is taken to be dead. Longer than a try. */
  leaseSeconds: 60,
  /** After this a sender goes to the end of the job queue, so that other jobs get their turn. */
  sliceMilliseconds: 20_000,
  /** Endpoints of one owner. */
  endpointsPerOwner: 20,
  /** Finished deliveries are kept this long. */
  keepDays: 30,
} as const;

export interface FailedTry {
  /** Tries so far, the failed one included. */
  readonly attempts: number;
  readonly since: Date;
  readonly now: Date;
  /** From 0 to 1. */
  readonly random: number;
  readonly wishSeconds?: number | undefined;
}

/** The next try, or null when there is none: the delivery is dead. */
export function nextTry({ attempts, since, now, random, wishSeconds = 0 }: FailedTry): Date | null {
  const scheduled = retrySchedule[attempts - 1];
  if (scheduled === undefined) return null;
  const stretched = scheduled * (1 - jitter + 2 * jitter * random);
  const seconds = Math.max(stretched, Math.min(wishSeconds, longestWishSeconds));
  const next = new Date(now.getTime() + Math.round(seconds * 1000));
  return next.getTime() > since.getTime() + longestHours * hour * 1000 ? null : next;
}

/** How long a receiver is left alone after this many failures in a row; null while it counts as up. */
export function pauseAfter(failures: number, now: Date, random: number): Date | null {
  if (failures < failuresUntilPause) return null;
  const at = Math.min(failures - failuresUntilPause, pauseSchedule.length - 1);
  const seconds = (pauseSchedule[at] as number) * (1 - jitter + 2 * jitter * random);
  return new Date(now.getTime() + Math.round(seconds * 1000));
}

/** `Retry-After` in seconds (RFC 9110, section 10.2.3): a number or a date. */
export function wishOf(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1000);
}
