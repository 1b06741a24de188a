// Every limit of this module, named.

export const limits = {
  wordsMin: 3,
  wordsMax: 4000,
  /** Requests of one kind that a person may have open at once. */
  openOfKind: 1,
  ownShown: 100,
  deskShown: 200,
  exportBytes: 20_000_000,
  exportRowsOfTable: 10_000,
  /** Rows that a PDF holds, and letters of one value: longer things are in the file for machines. */
  pdfRows: 1500,
  pdfValueCharacters: 4000,
  pdfsPerMinute: 6,
  /** Longest a withdrawn consent may still be believed by a process that did not see it withdrawn. */
  consentCacheMilliseconds: 1000,
  consentCacheEntries: 10_000,
  asksPerHour: 10,
  breachPersonsAtOnce: 5000,
  toldInOneGo: 500,
  sweepBatch: 100,
  sweepEveryMilliseconds: 60_000,
  remindEveryMilliseconds: 600_000,
} as const;
