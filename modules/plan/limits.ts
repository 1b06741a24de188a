// Every limit of this module by name.

export const limits = {
  sourceMost: 500,
  evidenceMost: 500,
  reasonLeast: 10,
  reasonMost: 1_000,
  /** Digits of a figure before the point. */
  figureDigits: 20,
  /** Revisions shown of one figure. */
  historyRows: 50,
  entriesPerMinute: 120,
} as const;
