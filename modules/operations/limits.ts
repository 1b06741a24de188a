// Every limit of the operations centre, named.
export const limits = {
  /** Rows of the list of alarms, grouped: what one person can take in. */
  shownRows: 20,
  /** Alarms of one answer. */
  listMax: 500,
  /** Words of an officer; the same number stands in migrations/0001_alarms.sql. */
  wordsMax: 1000,
  reasonMin: 5,
  /** Rows that one look of a sweep takes. */
  sweepRows: 200,
  conditionMax: 200,
  /** Steps shown of one alarm or incident. */
  historyMax: 200,
  incidentsMax: 200,
  tasksMax: 60,
  titleMax: 160,
  noteMax: 4000,
  /** Bytes of one message that comes in from a partner. */
  capBytes: 256 * 1024,
  feedEntries: 50,
  areasMax: 130,
  /** Days that figures are asked for at once. */
  kpiDaysMax: 31,
  /** People told in one job. */
  toldPerJob: 200,
} as const;
