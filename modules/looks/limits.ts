// Every limit of this module by name.

export const limits = {
  /** Longest wait between two looks for entries that wait, in milliseconds: how late a proof can be. */
  sequenceEveryMilliseconds: 2_000,
  /** Tiles one caller fetches in a minute: an audit of ten million entries takes 40,000. */
  tilesPerMinute: 6_000,
  /** Days of "who looked" on one page, and entries on it. */
  pageDays: 30,
  pageEntries: 200,
  /** Entries of an export. */
  exportEntries: 10_000,
  /** Entries of an export that carry their proofs. */
  exportProofs: 1_000,
  questionLeast: 10,
  questionMost: 2_000,
  answerLeast: 20,
  answerMost: 4_000,
  questionsPerHour: 20,
  purposeLeast: 10,
  purposeMost: 200,
  /** Days and rows of an inspector's look. */
  inspectDays: 92,
  inspectRows: 500,
} as const;
