// Every limit of sensing, named.
export const LIMITS = {
  /** Values of one message. */
  valuesPerMessage: 1000,
  /** Series of one device. */
  seriesPerDevice: 200,
  /** Messages a minute of one address at an HTTP door. */
  postsPerMinute: 6_000,
  /** Bytes of one message at any door. */
  messageBytes: 65_536,
  /** How long what is known of a device is not asked again, and of how many. */
  deviceKeptMilliseconds: 30_000,
  devicesKept: 50_000,
  /** A spool file is closed beyond this. */
  segmentBytes: 64 * 1024 * 1024,
  /** Bytes that wait for one fsync. */
  waitingBytes: 32 * 1024 * 1024,
  /** Bytes on the disk that the database has not taken: some hours of PostgreSQL being away. */
  standingBytes: 8 * 1024 * 1024 * 1024,
  /** Bytes of the spool in one transaction: about 10,000 values. */
  batchBytes: 240_000,
  /** Newest values written with every batch; beyond it they are written together. */
  latestAtOnce: 2_000,
  latestEveryMilliseconds: 2_000,
  /** Running five-minute buckets that are rolled up before they end. */
  runningBuckets: 20_000,
  bucketsATime: 2_000,
  rollUpEveryMilliseconds: 10_000,
  /** How far a device's clock may run ahead. */
  aheadMilliseconds: 300_000,
  /** What is older than this is set aside. */
  oldestDays: 400,
  /** What is older than this when it comes is flagged as late. */
  lateMilliseconds: 86_400_000,
  /** Whole days (UTC) after which a day is packed. */
  packAfterDays: 7,
  /** How long ships and values set aside are kept. */
  keptDays: 30,
  /** Values packed in one transaction. */
  packValues: 200_000,
} as const;

/** Limits of what everybody may read. */
export const OPEN = {
  sensors: 2_000,
  points: 2_000,
  spanDays: 1_100,
  tideHours: 24 * 31,
  vessels: 5_000,
  vesselMinutes: 30,
} as const;

/** Limits of the device engineer's desk. */
export const DESK = { devices: 2_000, conditions: 200 } as const;
